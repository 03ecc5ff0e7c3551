import { describe, expect, it } from "vitest";
import { type Analysis, type AnalyzeOptions, analyze } from "../../src/analysis/analyze.js";
import { analysisDocument, methodsText, renderText, reportHtml, resultsText } from "../../src/report.js";
import type { Study } from "../../src/tables/study.js";
import { loadFixture } from "../fixtures.js";

const table = (id: string, tp: number, fp: number, fn: number, tn: number, covariates = {}): Study => ({
  id,
  tp,
  fp,
  fn,
  tn,
  covariates,
});

const five = [
  table("A", 47, 101, 9, 738),
  table("B", 126, 272, 51, 1543),
  table("C", 19, 12, 10, 192),
  table("D", 36, 78, 3, 276),
  table("E", 130, 211, 19, 959),
];
const without = (cells: Partial<Study>): Study[] => five.map((study) => ({ ...study, ...cells }));
const auditc = loadFixture("auditc");
const telomerase = loadFixture("telomerase");
const alike = Array.from({ length: 10 }, (_, i) =>
  table(`S${i + 1}`, 80 + (i % 2), 20 - (i % 2), 20 - (i % 2), 80 + (i % 2)),
);
const extremes = Array.from({ length: 8 }, (_, i) =>
  i % 2 === 0 ? table(`S${i}`, 40, 5, 0, 60) : table(`S${i}`, 0, 5, 40, 60),
);
// where one accuracy is high so is the other
const together = [0.7, 0.75, 0.8, 0.85, 0.9, 0.95].map((share, i) =>
  table(
    `S${i}`,
    Math.round(200 * share),
    Math.round(300 * (1 - share)),
    Math.round(200 * (1 - share)),
    Math.round(300 * share),
  ),
);
const sparse = five.map((study, i) => (i < 2 ? { ...study, fn: 0 } : study));
const grouped = auditc.map((study, i) => ({ ...study, covariates: { group: i < 2 ? "MRT" : i < 8 ? "CT" : "US" } }));

/** Data of every kind that the sentences have to be true of. */
const CASES: Readonly<Record<string, readonly [readonly Study[], AnalyzeOptions]>> = {
  "ordinary data": [auditc, { prior: 0.2 }],
  "ordinary data, normal model": [auditc, { model: "reitsma" }],
  "perfect data": [without({ fp: 0, fn: 0 }), { prior: 0.2 }],
  "perfect specificity": [without({ fp: 0 }), { prior: 0.2 }],
  "perfect sensitivity": [without({ fn: 0 }), {}],
  "a correlation of -1": [telomerase, {}],
  "a correlation of +1": [together, {}],
  "no variance": [alike, {}],
  "intervals by t": [five, { interval: "t", prior: 0.2 }],
  "intervals by profile likelihood": [five, { interval: "profile" }],
  "penalised prediction": [telomerase, { prediction: "penalized" }],
  "zero cells in the normal model": [sparse, { model: "reitsma" }],
  "a perfect margin in the normal model": [without({ fp: 0 }), { model: "reitsma" }],
  "two studies": [five.slice(0, 2), {}],
  "two studies, pooled": [five.slice(0, 2), { minStudies: 2 }],
  "three studies, pooled": [five.slice(0, 3), { minStudies: 3 }],
  "five studies": [five, {}],
  "nine studies": [auditc.slice(0, 9), {}],
  "not converged": [extremes, {}],
  "with moderators": [grouped, { moderators: ["group"] }],
  "subgroups, one of which is not pooled": [grouped, { by: "group" }],
};

const analysed = new Map<string, Analysis>();
function analysisOf(name: string): Analysis {
  const [studies, options] = CASES[name]!;
  const known = analysed.get(name) ?? analyze(studies, { leaveOneOut: false, ...options });
  analysed.set(name, known);
  return known;
}

const wide = { format: "text", width: 1e6, references: false } as const;
const documentOf = (analysis: Analysis): string => renderText(analysisDocument(analysis, { studies: false }));
const written = new WeakMap<Analysis, readonly string[]>();
/** Results, methods and the command's document. */
function allTexts(analysis: Analysis): readonly string[] {
  const known = written.get(analysis) ?? [
    resultsText(analysis, wide),
    methodsText(analysis, wide),
    documentOf(analysis),
  ];
  written.set(analysis, known);
  return known;
}
const textsOf = (analysis: Analysis): string => allTexts(analysis).join("\n");

const sentencesOf = (text: string): string[] =>
  text
    .replace(/\s+/g, " ")
    .split(/(?<=[.!?])\s+(?=\p{Lu})/u)
    .filter((sentence) => sentence.split(" ").length > 5);

describe.each(Object.keys(CASES))("the sentences of %s", (name) => {
  it("are those that were read and found true", async () => {
    const analysis = analysisOf(name);
    const [results, methods, document] = allTexts(analysis);
    const text = `# Results\n\n${results}\n# Methods\n\n${methods}\n# Command\n\n${document}`;
    // how many nodes it took is told by tests of the quadrature
    const settled = text
      .replace(
        /With \d+ nodes no estimate would move by more than \S+/g,
        "With N nodes no estimate would move by more than x",
      )
      // where a runaway variance is stopped hangs on the search
      .replace(/\b(1599\.|17\.42)\d+/g, "$1x")
      .replace(/(adaptive)\s+(\S+)\s+quadrature(\s+with\s+\d+\s+nodes\s+per\s+dimension)?/g, "adaptive quadrature");
    await expect(settled).toMatchFileSnapshot(`__snapshots__/sentences/${name.replace(/[^a-z0-9-]+/g, "-")}.txt`);
  });

  it("hold no number that is none", () => {
    expect(textsOf(analysisOf(name))).not.toMatch(
      /\de[+−-]?\d|––|0\.00 to 1\.00|0\.00–1\.00|−0\.0+\b(?!\d)|NaN|Infinity|undefined|null/,
    );
  });

  it("stand once in each text", () => {
    const analysis = analysisOf(name);
    for (const text of allTexts(analysis)) {
      const sentences = sentencesOf(text);
      expect(sentences.filter((sentence, i) => sentences.indexOf(sentence) !== i)).toEqual([]);
    }
  });
});

describe("words", () => {
  it("give confirmation and exclusion only where the whole interval is beyond the cut", () => {
    for (const name of Object.keys(CASES)) {
      const { summary } = analysisOf(name);
      const text = textsOf(analysisOf(name));
      if (/they allow (confirmation|exclusion)/.test(text)) {
        const beyond = (summary?.plr.lower ?? 0) > 10 || (summary?.nlr.upper ?? 1) < 0.1;
        expect([name, beyond]).toEqual([name, true]);
      }
    }
  });

  it("speak of no correlation at its edge, and give no verdict of Deeks' test below ten studies", () => {
    const edge = textsOf(analysisOf("a correlation of -1"));
    expect(edge).not.toMatch(/ρ²|Spearman's ρ of/);
    expect(textsOf(analysisOf("nine studies"))).not.toMatch(/suggested|did not suggest|: (no )?asymmetry/);
  });

  it("agree on a margin whose results all agree: text, report and data", () => {
    const analysis = analysisOf("perfect specificity");
    const { summary, auc, warnings, predictionIntervals } = analysis;
    const n = 738 + 1543 + 192 + 276 + 959;
    expect(summary!.specificity.estimate).toBe(1);
    expect(summary!.specificity.lower).toBeCloseTo(0.05 ** (1 / n), 12);
    expect([summary!.plr.estimate, summary!.dor.estimate, auc, analysis.posttest]).toEqual([null, null, null, null]);
    expect(summary!.nlr.estimate).toBeCloseTo(1 - summary!.sensitivity.estimate, 12);
    expect(predictionIntervals!.specificity.lower).toBeNull();
    expect(warnings.filter(({ code }) => code === "unanimous-margin")).toHaveLength(1);
    for (const text of [documentOf(analysis), resultsText(analysis), reportHtml(analysis, { withFigures: false })]) {
      expect(text).toContain("0.9991 or more");
    }
  });

  it("do not compare a level that was not pooled", () => {
    const { subgroups } = analysisOf("subgroups, one of which is not pooled");
    expect(subgroups!.levels.find(({ level }) => level === "MRT")!.summary).toBeNull();
    expect(subgroups!.relative.map(({ level, reference }) => [level, reference])).toEqual([["US", "CT"]]);
  });

  it("write proportions in one way in all texts", () => {
    const analysis = analysisOf("ordinary data");
    const style = { percent: true, digits: 1 };
    expect(resultsText(analysis, { ...wide, ...style })).toContain(
      "The pooled sensitivity was 92.5% (95% CI 83.3% to 96.8%)",
    );
    expect(renderText(analysisDocument(analysis, style))).toMatch(/Sensitivity +92\.5% +83\.3% to 96\.8%/);
    expect(reportHtml(analysis, { withFigures: false, ...style })).toContain("83.3% to 96.8%");
    expect(renderText(analysisDocument(analysis, { digits: 3 }))).toMatch(/Sensitivity +0\.925 +0\.833 to 0\.968/);
  });
});

describe("the first screen", () => {
  it.each([8, 80, 800])("holds every pooled value for %d studies", (k) => {
    const studies = Array.from({ length: k }, (_, i) => {
      const study = auditc[i % auditc.length]!;
      return { ...study, id: `${study.id} (${i})`, tp: study.tp + (i % 3) };
    });
    const analysis = analyze(studies, { model: "reitsma", leaveOneOut: false });
    const lines = renderText(analysisDocument(analysis, { lines: 24, studies: true }))
      .split("\n")
      .slice(0, 24);
    const screen = lines.join("\n");
    for (const name of [
      "Sensitivity",
      "Specificity",
      "Positive likelihood",
      "Negative likelihood",
      "Diagnostic odds",
    ]) {
      expect(screen).toMatch(new RegExp(`${name}.* to `));
    }
    expect(screen).toMatch(/Area under the SROC curve/);
    expect(screen).toMatch(/95% prediction/);
    expect(screen).toMatch(/[Cc]onverged/);
    expect(screen).toMatch(/ people, /);
    if (k < 10) expect(screen).toMatch(/^! /m);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});
