/** One use of a command, as its help shows it. */
export interface Example {
  readonly says: string;
  /** As typed into a shell. */
  readonly line: string;
}

/** The examples of each command, by its name; tests run them. */
export const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  analyze: [
    { says: "the whole meta-analysis, as text", line: "dta analyze studies.csv" },
    { says: "what a result means where one in five is ill", line: "dta analyze studies.csv --prior 20%" },
    {
      says: "some of the studies, by modality",
      line: `dta analyze studies.csv --where 'year >= 2010' --by modality`,
    },
    { says: "a meta-regression", line: `dta analyze studies.csv --moderators 'year - 2010, modality'` },
    {
      says: "Reitsma's model by REML, as data for another program",
      line: "dta analyze studies.csv --model reitsma --json > analysis.json",
    },
    { says: "of few studies", line: "dta analyze studies.csv --interval t --prediction penalized" },
    { says: "from another program", line: "cat studies.csv | dta analyze -" },
  ],
  compare: [
    {
      says: "which of several tests is better, by the studies that have them side by side",
      line: "dta compare tests.csv --test test --evidence direct",
    },
    {
      says: "against one of them, and for 1,000 people of whom one in five is ill",
      line: "dta compare tests.csv --test test --reference RepC --prevalence 0.2",
    },
    { says: "with figures, as a report to send", line: "dta compare tests.csv --test test -o comparison.html" },
  ],
  thresholds: [
    { says: "accuracy at every cut-off, and the best one", line: "dta thresholds cutoffs.csv" },
    {
      says: "at two cut-offs, with predictive values",
      line: "dta thresholds cutoffs.csv --at 20,40 --prevalence 0.2",
    },
    { says: "with figures, as a report to send", line: "dta thresholds cutoffs.csv -o cutoffs.html" },
    { says: "what diagmeta prints", line: "dta thresholds cutoffs.csv --as diagmeta --model DICS --scale log" },
    { says: "all results, as data", line: "dta thresholds cutoffs.csv --json > thresholds.json" },
  ],
  latent: [
    {
      says: "accuracy against the truth, were the reference known to miss one in ten",
      line: "dta latent studies.csv --reference-sensitivity 0.9 --reference-specificity 0.98",
    },
    {
      says: "with a figure of what other references would give, as a report to send",
      line: "dta latent studies.csv --reference-sensitivity 0.9 --reference-specificity 0.98 -o latent.html",
    },
  ],
  reconstruct: [
    { says: "the 2×2 tables behind what papers print", line: "dta reconstruct reports.csv" },
    {
      says: "one study from standard input",
      line: "printf 'study,n,sens,spec,acc\\nA,101,91.1,68.9,81.2\\n' | dta reconstruct -",
    },
    { says: "from reports to pooled accuracy", line: "dta reconstruct reports.csv --csv | dta analyze -" },
    { says: "every table, as data", line: "dta reconstruct reports.csv --rounding either --json > tables.json" },
  ],
  audit: [
    { says: "contradictions in a paper's numbers; ends with 1 if there are any", line: "dta audit paper.json" },
    { says: "of many papers, for a comment on a pull request", line: "dta audit papers/*.json --markdown" },
    { says: "a paper with its findings marked in the text", line: "dta audit paper.html -o audit.html" },
    { says: "a page with a light for each of many papers", line: "dta audit papers/*.json -o audits.html" },
    { says: "for a code host", line: "dta audit papers/*.json -o audit.sarif" },
  ],
  extract: [
    { says: "the numbers of a paper, as a draft to check by eye", line: "dta extract paper.html -o draft.json" },
  ],
  reproduce: [
    { says: "refit a paper's data, and compare every printed number", line: "dta reproduce paper.json" },
    { says: "all numbers, for a repository", line: "dta reproduce paper.json --all --markdown > REPRODUCED.md" },
    { says: "in CI: known differences are explained in the file", line: "dta reproduce paper.json --allow-explained" },
  ],
  identify: [
    { says: "which program made a paper's numbers", line: "dta identify studies.csv paper.json" },
    {
      says: "of some numbers that were never written to a file",
      line: `echo '{"sensitivity":"0.77","specificity":"0.91"}' | dta identify studies.csv - --json`,
    },
  ],
  plot: [
    { says: "a paired forest plot", line: "dta plot forest studies.csv -o forest.svg" },
    {
      says: "an SROC plot by subgroup, as PNG for a slide",
      line: "dta plot sroc studies.csv --by modality --theme slide -o sroc.png",
    },
    {
      says: "what a result means where one in five is ill",
      line: "dta plot fagan studies.csv --prior 0.2 > fagan.svg",
    },
    {
      says: "QUADAS-2 judgements (low, Low risk, L, + …), study by study",
      line: "dta plot quadas quality.csv --layout lights -o quality.svg",
    },
    { says: "several tests: which studies have which", line: "dta plot network tests.csv --test test -o network.svg" },
    {
      says: "several cut-offs a study: likelihood ratios at each",
      line: "dta plot cutoff-ratios cutoffs.csv -o ratios.svg",
    },
    {
      says: "the flow of records of a review, from its numbers",
      line: `echo '{"identified":[{"label":"MEDLINE","n":412}],"screened":300,"excluded":240,"assessed":60,"includedStudies":14}' | dta plot prisma - -o flow.svg`,
    },
  ],
  report: [
    { says: "one page to send: methods, results, tables, figures", line: "dta report studies.csv -o report.html" },
    {
      says: "of some of the studies, under a title",
      line: `dta report studies.csv --where 'modality == "CT"' --title 'CT alone' -o ct.html`,
    },
    {
      says: "of a whole review: quality of the studies and flow beside the analysis",
      line: "dta report studies.csv --quadas quality.csv --prisma flow.json -o review.html",
    },
  ],
  export: [
    { says: "the numbers that RevMan asks for, to paste", line: "dta export studies.csv --revman" },
    { says: "a reviewer's sheet as a clean table", line: "dta export studies.csv --csv > clean.csv" },
  ],
  simulate: [
    {
      says: "thirty studies of a test whose accuracy is known",
      line: "dta simulate --studies 30 --sensitivity 0.9 --specificity 0.8 --seed 7 > simulated.csv",
    },
    {
      says: "a hundred studies such as those of a file",
      line: "dta simulate --like studies.csv --studies 100 -o like.csv",
    },
    {
      says: "how many studies until the interval of sensitivity is that narrow",
      line: "dta simulate --plan --sensitivity-width 0.15 --participants 100-400 --replicates 100",
    },
  ],
  batch: [
    { says: "many meta-analyses, one a line", line: "dta batch < in.ndjson > out.ndjson" },
    { says: "on all of four processors", line: "dta batch --workers 4 -o answers.ndjson < in.ndjson" },
    {
      says: "what an interrupted run did not come to, and lines that are new",
      line: "dta batch --resume -o resumed.ndjson < in.ndjson",
    },
    {
      says: "what a line holds",
      line: `echo '{"id":"CT","studies":[{"id":"A","tp":20,"fp":3,"fn":5,"tn":60}],"options":{"prior":0.2}}' | dta batch`,
    },
  ],
  mcp: [{ says: "what an assistant's configuration names as the server's command", line: "dta mcp" }],
  completion: [
    { says: "bash, for good", line: "dta completion bash >> ~/.bashrc" },
    { says: "zsh, for good", line: `dta completion zsh > "\${fpath[1]}/_dta"` },
    { says: "fish, for good", line: "dta completion fish > ~/.config/fish/completions/dta.fish" },
  ],
};
