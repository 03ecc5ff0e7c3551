import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { auditReport } from "../../src/published/audit/audit-report.js";
import { extractPublished } from "../../src/published/extract/extract-published.js";
import { readPaperText } from "../../src/published/extract/read/read-text.js";
import { readPaper } from "../../src/published/extract/read-paper.js";
import { parsePrintedNumber } from "../../src/published/printed-number.js";
import type { PublishedReport, PublishedResult } from "../../src/published/schema.js";
import { loadPublished } from "./published-fixtures.js";

const text = readFileSync(new URL("../../fixtures/published/zhao-2026/paper.md", import.meta.url), "utf8");
const bytes = (content: string): Uint8Array => new TextEncoder().encode(content);
const QUANTITIES = ["sensitivity", "specificity", "plr", "nlr", "dor", "auc"] as const;
const FAGAN = ["prior", "posttestPositive", "posttestNegative", "predictiveNegative"] as const;

/** The numbers of a result by value, so that .92, 0.92 and 92% are one. */
function numbers(result: PublishedResult): unknown {
  const value = (printed: unknown): unknown => {
    if (printed === undefined) return null;
    const { value: number, bound } = parsePrintedNumber(printed as string);
    return [number, bound];
  };
  return [
    result.k,
    result.participants,
    ...QUANTITIES.map((name) => {
      const { estimate, lower, upper } = result[name] as Record<string, string>;
      return [estimate, lower, upper];
    }),
    ...FAGAN.map((name) => value((result.fagan as Record<string, unknown> | undefined)?.[name])),
  ];
}

describe("the text of a review (Zhao 2026)", () => {
  const paper = readPaperText(text);
  const draft = extractPublished(paper);
  const known = loadPublished("zhao-2026") as unknown as PublishedReport;

  it("gives all 16 results: 96 estimates with intervals, k, priors and probabilities under their printed labels", () => {
    expect(draft.results.map(numbers)).toEqual(known.results.map(numbers));
  });

  it("gives DOI, model, agreement of the reviewers, what is described, and the study flow", () => {
    expect(draft).toMatchObject({
      doi: "10.2196/75965",
      model: "bivariate mixed-effects model",
      reviewerAgreement: { kappa: "0.879" },
      narrative: { sensitivity: ["0.857", "0.872", "0.892"], specificity: ["0.944", "0.688", "0.892"] },
    });
    const { identified, total, included, duplicates, ...removed } = draft.flow!;
    expect([identified, total, duplicates, included]).toEqual([known.flow!.identified, 3427, 639, 60]);
    expect(Object.values(removed)).toEqual([2587, 23, 68]);
  });

  it("knows parts that are all there are from subsets, and those that overlap from those that can't", () => {
    expect(draft.partitions?.map(({ into }) => into.length)).toEqual([2, 2]);
    expect(draft.subsets?.map(({ into, overlap }) => [into.length, overlap])).toEqual([
      [2, false],
      [3, true],
      [2, false],
      [3, true],
    ]);
  });

  it("recognises what abstract and discussion print again", () => {
    expect(draft.restated?.map(({ where }) => where)).toEqual([
      ...Array(6).fill("abstract"),
      "discussion",
      "discussion",
    ]);
  });

  it("has the place of every number in the text", () => {
    const { sources, unread } = draft.extraction!;
    for (const { start, end, quote } of [...sources, ...unread])
      expect(paper.text.slice(start, end).slice(0, 300)).toBe(quote);
    for (const { id } of draft.results) {
      for (const name of [...QUANTITIES, "k", "fagan.prior", "fagan.posttestPositive"]) {
        expect(
          sources.some(({ at }) => at === `results[${id}].${name}`),
          `${id}.${name}`,
        ).toBe(true);
      }
    }
    const plr = sources.find(({ at }) => at === "results[ml-based-on-ct].plr");
    expect(plr?.quote).toBe("11.6 (95% CI 8.5-9.7)");
  });

  it("is audited as the file made by hand is: every known fault is found, at its number", () => {
    const found = auditReport(draft).findings.map(({ severity, where, rule }) => `${severity} ${where} ${rule}`);
    expect(found.filter((line) => !line.startsWith("note"))).toEqual([
      "error results[ml-based-on-ct].plr interval-contains-estimate",
      "error results[ml-based-on-ct].dor interval-contains-estimate",
      "error results[ml-based-on-x-ray-traditional-ml].fagan.predictiveNegative posttest-negative",
      "error results[ml-based-on-x-ray-limbs].fagan.predictiveNegative posttest-negative",
      "error results[ml-based-on-ct-hip-joint].fagan.posttestNegative posttest-negative",
      "error results[ml-based-on-ct].k subgroups-add-up",
      "error results[ml-based-on-ct].k subset-within-whole",
      "error results[ml-based-on-ct-lumbar-vertebrae].k subset-within-whole",
      "error flow.included flow-adds-up",
      "error counts[2].total study-counts-add-up",
      "warning results[ml-based-on-ct].auc auc-interval-implausible",
      "warning results[*].auc auc-grid-interval",
      "warning counts[4].parts[0] references-counted",
      "warning counts[5].parts[0] references-counted",
      "warning counts[7].parts[2] references-counted",
    ]);
  });

  it("finds a number of the abstract that is another in the results", () => {
    const changed = extractPublished(
      readPaperText(text.replace("0.94 (95% CI 0.89-0.97) and 0.80", "0.94 (95% CI 0.88-0.97) and 0.80")),
    );
    const found = auditReport(changed).findings.filter(({ rule }) => rule === "restated-agrees");
    expect(found.map(({ where, printed, expected }) => [where, printed, expected])).toEqual([
      ["restated[1].sensitivity.lower", "0.88", "0.89"],
    ]);
  });
});

describe("sentences", () => {
  const results = (sentence: string): PublishedResult[] => extractPublished(readPaperText(sentence)).results;
  const triple = (estimate: string, lower: string, upper: string) => ({ estimate, lower, upper });

  it.each([
    ["The pooled sensitivity was 0.92 (95% CI: 0.89 to 0.94).", { sensitivity: triple("0.92", "0.89", "0.94") }],
    [
      "Sensitivity 92% [89–94], specificity 85.5% [80.1–89.9].",
      { sensitivity: triple("92%", "89%", "94%"), specificity: triple("85.5%", "80.1%", "89.9%") },
    ],
    [
      "We found 0.91 (0.85-0.95) for sensitivity and 0.88 (0.80-0.93) for specificity.",
      { sensitivity: triple("0.91", "0.85", "0.95"), specificity: triple("0.88", "0.80", "0.93") },
    ],
    [
      "LR+ was 8.7 (3.0, 25.7), LR− 0.26 (0.21, 0.32) and the diagnostic odds ratio 34 (95% CI 12–97).",
      { plr: triple("8.7", "3.0", "25.7"), nlr: triple("0.26", "0.21", "0.32"), dor: triple("34", "12", "97") },
    ],
    ["The area under the SROC curve (AUC) was 0.95, 95% CI 0.93–0.97.", { auc: triple("0.95", "0.93", "0.97") }],
    // ways of printing that journals have; the sentences are made up
    [
      "Pooled positive and negative LRs came to 9.1 (4.2–19.8) and 0.11 (0.06–0.20); the diagnostic OR was 84.2 (31.0–228.6).",
      { plr: triple("9.1", "4.2", "19.8"), nlr: triple("0.11", "0.06", "0.20"), dor: triple("84.2", "31.0", "228.6") },
    ],
    [
      "For the assay a sensitivity of 0·81 (95% CI 0·74–0·86) and a specificity of 0·90 (0·85–0·93) were seen; its AUROC was 0·93 (0·90–0·95).",
      {
        sensitivity: triple("0·81", "0·74", "0·86"),
        specificity: triple("0·90", "0·85", "0·93"),
        auc: triple("0·93", "0·90", "0·95"),
      },
    ],
    [
      "Sensitivity and specificity were 88.1% [95% confidence interval (CI), 82.4%, 92.3%] and 79.0% [95% CI; 70.2%, 85.8%], respectively (I2 = 82.57).",
      { sensitivity: triple("88.1%", "82.4%", "92.3%"), specificity: triple("79.0%", "70.2%", "85.8%") },
    ],
    [
      "The detection rate, sensitivity and specificity of the scan were 0.41 (95% CI = 0.30–0.53), 0.93 (95% CI = 0.71–0.99) and 0.66 (95% CI = 0.50–0.79).",
      { sensitivity: triple("0.93", "0.71", "0.99"), specificity: triple("0.66", "0.50", "0.79") },
    ],
    [
      "Among studies with interviews (12 studies; sensitivity 0.86, 95% confidence interval 0.80 to 0.91; specificity 0.83, 0.78 to 0.87) both were higher.",
      { sensitivity: triple("0.86", "0.80", "0.91"), specificity: triple("0.83", "0.78", "0.87") },
    ],
    [
      "The summary estimates were: sensitivity –0.71 (95% CI: 0.64-0.77), specificity –0.80 (95% CI: 0.73-0.85).",
      { sensitivity: triple("0.71", "0.64", "0.77"), specificity: triple("0.80", "0.73", "0.85") },
    ],
    [
      "Pooled sensitivity was 0.84 (0.79-0.88) and specificity 0.86 (0.81-0.90). The AUC was 0.91.",
      { auc: { estimate: "0.91" } },
    ],
    [
      "The pooled sensitivity, specificity, PLR, NLR, DOR and AUC were 0.83, 0.88, 6.92, 0.19, 36.4, and 0.92, respectively.",
      {
        sensitivity: { estimate: "0.83" },
        specificity: { estimate: "0.88" },
        dor: { estimate: "36.4" },
        auc: { estimate: "0.92" },
      },
    ],
    [
      "Thirty-two of 41 eligible studies were pooled: sensitivity 0.90 (0.86-0.93), specificity 0.85 (0.80-0.89).",
      { k: 32, specificity: triple("0.85", "0.80", "0.89") },
    ],
    [
      "We screened 1,311 articles and read 52 in full. 17 articles with 2,204 participants gave a sensitivity of 0.77 (0.70-0.83).",
      { k: 17 },
    ],
  ])("%s", (sentence, wanted) => {
    expect(results(sentence)[0]).toMatchObject(wanted);
  });

  it("tells several tests in one sentence apart, with their studies", () => {
    const made = results(
      "The sensitivities of CT (16 studies), MRI (9 studies) and PET were 51% (95% CI 44% to 58%), 57% (50% to 63%) and 80% (74% to 85%). " +
        "The specificities of CT, MRI and PET were 91% (95% CI 88% to 93%), 90% (88% to 92%) and 94% (92% to 96%).",
    );
    expect(made.map(({ label, k, sensitivity, specificity }) => [label, k, sensitivity, specificity])).toEqual([
      ["All: CT", 16, triple("51%", "44%", "58%"), triple("91%", "88%", "93%")],
      ["All: MRI", 9, triple("57%", "50%", "63%"), triple("90%", "88%", "92%")],
      ["All: PET", undefined, triple("80%", "74%", "85%"), triple("94%", "92%", "96%")],
    ]);
  });

  it.each([
    ["Sensitivity was 0.84 (0.79-0.88). It ranged from 0.41 to 0.95 in single studies.", 1],
    ["Sensitivity was 0.84 (0.79-0.88). One study gave a specificity of 0.55.", 1],
    ["Sensitivity was 0.84 (0.79-0.88). The AUC was 0.80 for CRP, while for PCT the AUC was 0.71.", 1],
    ["Sensitivity was 0.84 (0.79-0.88) at a cut-off of 0.5 ng/ml (I² = 81.5%, p = 0.03).", 1],
  ])("guesses nothing of numbers without intervals: %s", (sentence, count) => {
    const [one, ...more] = results(sentence);
    expect([more.length, Object.keys(one!).filter((key) => !["id", "label"].includes(key)).length]).toEqual([0, count]);
  });

  it.each([
    "Twelve studies [14,17] were read, 24 [3,5] of them twice.",
    "Sensitivity analyses gave 0.91 and 0.88.",
    "The mean age was 54 years.",
  ])("nothing is read from: %s", (sentence) => {
    expect(results(sentence)).toEqual([]);
  });

  it("lists what is not understood: numbers that don't pair with names, and quantities without a field", () => {
    const { results: made, extraction } = extractPublished(
      readPaperText(
        "Sensitivity, specificity and AUC were 0.91 (0.85-0.95) and 0.88 (0.80-0.93). The PPV was 0.70 (0.61-0.78).",
      ),
    );
    expect(made).toEqual([]);
    expect(extraction?.unread.map(({ quote, why }) => [quote, why])).toEqual([
      ["0.91 (0.85-0.95)", "3 quantities are named before 2 numbers"],
      ["0.88 (0.80-0.93)", "3 quantities are named before 2 numbers"],
      ["0.70 (0.61-0.78)", "the format has no field for PPV"],
    ]);
  });

  it("reads probabilities after a result in other words", () => {
    const [one] = results(
      "Sensitivity was 0.80 (0.72-0.86). With a pre-test probability of 20%, the post-test probability was 36% after a positive and 7% after a negative result.",
    );
    expect(one?.fagan).toEqual({ prior: "20%", posttestPositive: "36%", posttestNegative: "7%" });
  });

  it("reads a flow by stages, with exclusions where they stand", () => {
    const { flow } = extractPublished(
      readPaperText(
        "A total of 1200 records were identified. After removing 200 duplicates, 1000 records were screened. Of these, 913 were excluded. The full texts of 87 articles were assessed. Finally, 24 studies were included.",
      ),
    );
    expect(Object.entries(flow ?? {}).map(([, n]) => n)).toEqual([1200, 200, 1000, 913, 87, 24]);
    const { findings } = auditReport({ flow });
    expect(findings.map(({ severity, where }) => `${severity} ${where}`)).toEqual(["warning flow.included"]);
    expect(findings[0]?.explanation).toContain(
      "Of 87 records 24 studies are included, but no reasons are given for the 63",
    );
  });
});

const PAGE = `<html><head><meta name="citation_doi" content="10.1000/xyz"><title>t</title></head><body>
<h1>A review</h1><h2>Results</h2><p>Nine studies were pooled: sensitivity 0.83 (95% CI 0.77-0.88), specificity 0.92 (0.90-0.94).<sup>12</sup></p>
<table><caption>Table 2</caption><tr><th>Subgroup</th><th>No. of studies</th><th>Sensitivity (95% CI)</th><th>Specificity</th></tr>
<tr><td>Country</td><td></td><td></td><td></td></tr>
<tr><td>Asia</td><td>5</td><td>0.85 (0.78–0.90)</td><td>0.91 (0.88–0.94)</td></tr>
<tr><td>Europe</td><td>6</td><td>80% (70–87)</td><td>0.93 (0.90–0.95)</td></tr></table>
<table><tr><th>Study</th><th>TP</th><th>FP</th><th>FN</th><th>TN</th></tr>
<tr><td>Ito 1998</td><td>25</td><td>1</td><td>8</td><td>25</td></tr><tr><td>Rahat, 1999</td><td>17</td><td>3</td><td>4</td><td>11</td></tr></table>
<script>alert("0.10 (0.05-0.20) sensitivity")</script></body></html>`;

describe("every format", () => {
  const check = (draft: PublishedReport): void => {
    expect(draft.doi).toBe("10.1000/xyz");
    expect(draft.results).toMatchObject([
      { k: 9, sensitivity: { estimate: "0.83", lower: "0.77", upper: "0.88" }, specificity: { upper: "0.94" } },
      { label: "Country: Asia", k: 5, sensitivity: { estimate: "0.85" }, specificity: { lower: "0.88" } },
      { label: "Country: Europe", k: 6, sensitivity: { estimate: "80%", lower: "70%", upper: "87%" } },
    ]);
    expect(draft.data).toEqual({ csv: 'study,tp,fp,fn,tn\nIto 1998,25,1,8,25\n"Rahat, 1999",17,3,4,11\n' });
  };

  it("HTML, without what its scripts say", async () => {
    check(extractPublished(await readPaper("paper.html", bytes(PAGE))));
  });

  const SPANS = `<table><caption>Table 3</caption>
<thead><tr><th rowspan="2">Subgroup</th><th rowspan="2">Studies, n</th><th colspan="2">Pooled estimate, % (95% CI)</th><th rowspan="2">DOR</th></tr>
<tr><th>Sensitivity</th><th>Specificity, %</th></tr></thead>
<tbody><tr><td>Overall</td><td>9</td><td>0·84 (0·78–0·89)</td><td>90.1 (85.2–94.0)</td><td>47 (20–110)</td></tr>
<tr><td rowspan="2">Region</td><td>4</td><td>0·86 (0·79–0·91)</td><td>91% [84, 95]</td><td>62 (21–183)</td></tr>
<tr><td>5</td><td>0·81 (0·72–0·88)</td><td>−</td><td>NR</td></tr></tbody></table>`;

  it.each([
    [
      "page.html",
      `<html><body><h2>Results</h2><p>Nine studies.</p>${SPANS.replace("Pooled estimate, %", "Pooled estimate")}</body></html>`,
    ],
    [
      "paper.xml",
      `<?xml version="1.0"?><article><body><sec><title>Results</title><p>Nine studies.</p><table-wrap>${SPANS.replace("<caption>Table 3</caption>", "").replace("Pooled estimate, %", "Pooled estimate")}</table-wrap></sec></body></article>`,
    ],
  ])("heads and labels that span rows and columns: %s", async (name, page) => {
    const { results } = extractPublished(await readPaper(name, bytes(page)));
    expect(results.map(({ label, k }) => [label, k])).toEqual([
      ["Overall", 9],
      ["Region", 4],
      ["Region", 5],
    ]);
    expect(results[0]).toMatchObject({
      sensitivity: { estimate: "0·84", lower: "0·78", upper: "0·89" },
      specificity: { estimate: "90.1%", lower: "85.2%", upper: "94.0%" },
      dor: { estimate: "47", lower: "20", upper: "110" },
    });
    expect([results[1]?.specificity, results[2]?.specificity]).toEqual([
      { estimate: "91%", lower: "84%", upper: "95%" },
      undefined,
    ]);
  });

  it("JATS XML", async () => {
    const table = (page: string): string =>
      page.replaceAll("<table>", "<table-wrap><table>").replaceAll("</table>", "</table></table-wrap>");
    const xml = `<?xml version="1.0"?><article><front><article-meta><article-id pub-id-type="doi">10.1000/xyz</article-id>
<title-group><article-title>A review</article-title></title-group></article-meta></front><body><sec><title>Results</title>
<p>Nine studies were pooled: sensitivity 0.83 (95% CI 0.77&#8211;0.88), specificity 0.92 (0.90-0.94) [<xref ref-type="bibr">12</xref>].</p>
${table(PAGE.slice(PAGE.indexOf("<table>"), PAGE.indexOf("<script>")).replace("<caption>Table 2</caption>", ""))}</sec></body>
<back><ref-list><ref><mixed-citation>sensitivity 0.5 (0.4-0.6)</mixed-citation></ref></ref-list></back></article>`;
    const draft = extractPublished(await readPaper("paper.xml", bytes(xml)));
    check(draft);
  });

  it("DOCX", async () => {
    const { strToU8, zipSync } = await import("fflate");
    const run = (words: string): string => `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`;
    const paragraph = (words: string, style = ""): string =>
      `<w:p>${style === "" ? "" : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}${run(words)}</w:p>`;
    const table = (lines: readonly string[][]): string =>
      `<w:tbl>${lines.map((line) => `<w:tr>${line.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join("")}</w:tr>`).join("")}</w:tbl>`;
    const body = [
      paragraph("A review", "Heading1"),
      paragraph("doi: 10.1000/xyz"),
      paragraph("Results", "Heading2"),
      paragraph("Nine studies were pooled: sensitivity 0.83 (95% CI 0.77-0.88), specificity 0.92 (0.90-0.94)."),
      table([
        ["Subgroup", "No. of studies", "Sensitivity (95% CI)", "Specificity"],
        ["Country", "", "", ""],
        ["Asia", "5", "0.85 (0.78–0.90)", "0.91 (0.88–0.94)"],
        ["Europe", "6", "80% (70–87)", "0.93 (0.90–0.95)"],
      ]),
      table([
        ["Study", "TP", "FP", "FN", "TN"],
        ["Ito 1998", "25", "1", "8", "25"],
        ["Rahat, 1999", "17", "3", "4", "11"],
      ]),
    ];
    const word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const packages = "http://schemas.openxmlformats.org/package/2006";
    const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
    const files = {
      "[Content_Types].xml": `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
      "_rels/.rels": `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}" Target="word/document.xml"/></Relationships>`,
      "word/document.xml": `<w:document xmlns:w="${word}"><w:body>${body.join("")}</w:body></w:document>`,
    };
    const zip = zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(xml)])));
    check(extractPublished(await readPaper("paper.docx", zip)));
  });

  it("PDF, whose lines become paragraphs again", async () => {
    const { default: PDFDocument } = await import("pdfkit");
    const document = new PDFDocument({ size: "A5" });
    const pieces: Buffer[] = [];
    document.on("data", (piece: Buffer) => pieces.push(piece));
    const done = new Promise((resolve) => document.on("end", resolve));
    document.fontSize(18).text("A review").moveDown().fontSize(14).text("Results").moveDown().fontSize(10);
    document.text(
      "Nine studies were pooled. The pooled sensitivity and specificity of all studies that could be included were 0.83 (95% CI 0.77-0.88) and 0.92 (95% CI 0.90-0.94), respectively.",
    );
    document.end();
    await done;
    const { results, extraction } = extractPublished(
      await readPaper("paper.pdf", new Uint8Array(Buffer.concat(pieces))),
    );
    expect(results).toMatchObject([
      {
        k: 9,
        sensitivity: { estimate: "0.83", lower: "0.77", upper: "0.88" },
        specificity: { estimate: "0.92", lower: "0.90", upper: "0.94" },
      },
    ]);
    expect(extraction?.format).toBe("pdf");
  });

  it("CSV and Markdown tables", async () => {
    const csv = "Test,k,Sensitivity,Specificity\nCT,12,0.91 (0.87–0.94),0.92 (0.86–0.95)\n";
    const markdown =
      "# Review\n\n## Results\n\n| Test | k | Sensitivity | Specificity |\n|---|---|---|---|\n| CT | 12 | 0.91 (0.87–0.94) | 0.92 (0.86–0.95) |\n";
    for (const [name, content] of [
      ["t.csv", csv],
      ["t.md", markdown],
    ] as const) {
      const { results } = extractPublished(await readPaper(name, bytes(content)));
      expect(results).toMatchObject([
        { label: "CT", k: 12, sensitivity: { lower: "0.87" }, specificity: { upper: "0.95" } },
      ]);
    }
  });

  it.each([
    ["paper.doc", "text", "unknown-format"],
    ["paper.pdf", "%PDF-1.4 broken", "unreadable-paper"],
    ["paper.docx", "PK broken", "unreadable-paper"],
    ["paper.txt", "  \n ", "unreadable-paper"],
  ])("%s that is damaged, empty or of another kind is refused", async (name, content, code) => {
    await expect(readPaper(name, bytes(content))).rejects.toMatchObject({ code });
  });
});
