import { describe, expect, it } from "vitest";
import { version } from "../../package.json";
import { type Analysis, type AnalyzeOptions, analyze } from "../../src/analysis/analyze.js";
import { jupyterDisplay } from "../../src/figures.js";
import { REFERENCES } from "../../src/report/words/references.js";
import { analysisDocument, methodsText, renderText, resultsText, show } from "../../src/report.js";
import type { Study } from "../../src/tables/study.js";
import { loadFixture } from "../fixtures.js";

const auditc = loadFixture("auditc");
const analysed = (options: AnalyzeOptions, studies: readonly Study[] = auditc): Analysis => analyze(studies, options);
const methods = (options: AnalyzeOptions, studies?: readonly Study[]): string =>
  methodsText(analysed(options, studies), { format: "text", width: 1e6 });

describe("methodsText", () => {
  it("names the exact model, its quadrature nodes, the software and its version", () => {
    const text = methods({});
    expect(text).toContain("exact bivariate random-effects model");
    expect(text).toContain("maximum likelihood, adaptive Gauss–Hermite quadrature with 21 nodes per dimension");
    expect(text).toContain("no continuity correction, and none was made");
    expect(text).toContain(`dta-meta ${version}`);
    expect(text).toContain("item D2 of PRISMA-DTA (McInnes 2018)");
    expect(text).toContain("doi:10.1016/j.jclinepi.2006.06.011");
    expect(text).not.toContain("Reitsma");
  });

  it("names the Laplace approximation without citing quadrature", () => {
    const text = methods({ nodes: 1 });
    expect(text).toContain("Laplace approximation");
    expect(text).not.toContain("Pinheiro");
  });

  it.each<[AnalyzeOptions, string]>([
    [{ method: "reml" }, "by restricted maximum likelihood"],
    [{ method: "ml" }, "by maximum likelihood"],
    [{ method: "mm" }, "by the method of moments (Jackson, White & Riley 2013)"],
    [{ method: "fixed" }, "bivariate fixed-effect model"],
    [{ correction: { when: "single" } }, "0.5 was added to all four cells of the 2 tables with a zero cell"],
    [{ correction: { when: "all" } }, "0.5 was added to all four cells of all 14 tables"],
    [{ correction: { value: 0.25 } }, "0.25 was added to all four cells of the 2 tables"],
    [{ correlation: 0 }, "correlation of the two logits was fixed at 0"],
    [{ level: 0.9 }, "Intervals are 90% confidence intervals"],
    [{ studyInterval: "clopper-pearson" }, "95% exact intervals (Clopper & Pearson 1934)"],
    [{ prior: 0.2 }, "from a probability of 0.20 before it (Fagan 1975)"],
    [{ leaveOneOut: true }, "refitting the model without each study in turn"],
  ])("says what %j made different", (options, expected) => {
    expect(methods({ model: "reitsma", ...options })).toContain(expected);
  });

  it("says nothing of what was not done", () => {
    const text = methods({ model: "reitsma", leaveOneOut: false });
    for (const word of ["Fagan", "subgroup", "Levels of", "moderator", "cluster", "refitting", "bootstrap", "Chu"]) {
      expect(text).not.toContain(word);
    }
  });

  it("says that there was no zero cell to correct", () => {
    const studies = auditc.filter(({ tp, fp, fn, tn }) => tp * fp * fn * tn > 0);
    expect(methods({ model: "reitsma" }, studies)).toContain("No table had a zero cell");
    expect(methods({ model: "reitsma", correction: { when: "none" } }, studies)).toContain(
      "No continuity correction was made",
    );
  });

  it("speaks of no between-study variance where the model has none", () => {
    const analysis = analysed({ model: "reitsma", method: "fixed" });
    expect(methodsText(analysis)).not.toContain("between-study variances");
    expect(methodsText(analysis)).toContain("univariate Q and I²");
    expect(resultsText(analysis)).toContain("no variation between studies");
    expect(resultsText(analysis)).not.toContain("median odds ratio");
  });

  it("names moderators, subgroups and clusters", () => {
    const catheter = loadFixture("catheter");
    expect(methods({ model: "reitsma", moderators: ["type"] }, catheter)).toContain(
      "Meta-regression: type acted on the means of both logits",
    );
    expect(methods({ model: "reitsma", by: "type" }, catheter)).toContain("Levels of type were pooled apart");
    const twice = [...auditc, ...auditc].map((study, i) => ({ ...study, id: `${study.id}${i}`, cluster: study.id }));
    expect(methods({ model: "reitsma", leaveOneOut: false }, twice)).toContain(
      "cluster-robust (sandwich) intervals over 14 clusters, small-sample correction CR1",
    );
  });

  it("says that nothing was pooled where there was too little", () => {
    const text = methods({}, auditc.slice(0, 3));
    expect(text).toContain("No accuracy was pooled: fewer than 4 usable 2×2 tables");
    expect(text).not.toContain("random-effects");
  });

  it("names the program whose conventions were followed", () => {
    const midas = methods({ as: "midas" });
    expect(midas).toContain("The conventions of Stata midas");
    expect(midas).toContain("with 7 nodes per dimension");
    expect(midas).toContain("The area under it and its interval are those that the program prints");
    expect(midas).toContain("sample sizes counting the corrected cells");
    const metaDisc = methods({ as: "meta-disc" });
    expect(metaDisc).toContain("No bivariate model was fitted: Meta-DiSc pools each measure by itself");
    expect(metaDisc).not.toContain("fewer than");
  });

  it("lists exactly the works that it cites, as Markdown too", () => {
    const analysis = analysed({ prior: 0.2 });
    const [body, list] = methodsText(analysis).split("### References");
    for (const { short, doi } of REFERENCES) {
      expect([short, list!.includes(doi)]).toEqual([short, body!.includes(short)]);
    }
    expect(methodsText(analysis, { references: false })).toBe(`${body!.trimEnd()}\n`);
    expect(() => methodsText(analysis, { format: "rtf" as never })).toThrow(/format must be/);
  });

  it("has no work twice and DOIs in their form", () => {
    expect(new Set(REFERENCES.map(({ doi }) => doi)).size).toBe(REFERENCES.length);
    for (const { doi } of REFERENCES) expect(doi).toMatch(/^10\.\d{4,5}\/\S+$/);
  });
});

describe("resultsText", () => {
  it("has the sentences of the field, with the numbers of the analysis", () => {
    const analysis = analysed({ prior: 0.2 });
    const text = resultsText(analysis, { format: "text", width: 1e6 });
    const { plr, specificity } = analysis.summary!;
    const two = (value: number): string => value.toFixed(2);
    expect(text).toContain(
      `the pooled specificity ${two(specificity.estimate)} (95% CI ${two(specificity.lower)} to ${two(specificity.upper)}).`,
    );
    expect(text).toContain(`The positive likelihood ratio was ${plr.estimate!.toFixed(2)}`);
    expect(text).toContain(
      `Deeks' test suggested funnel plot asymmetry (slope ${analysis.deeks.slope!.toFixed(2).replace("-", "−")}, P = ${analysis.deeks.pValue!.toFixed(3)})`,
    );
    const people = auditc.reduce((sum, { tp, fp, fn, tn }) => sum + tp + fp + fn + tn, 0);
    expect(text).toContain(`14 tables of ${people.toLocaleString("en-US")} people`);
    expect(text).toContain("0.20 before the test");
  });

  it("narrates what was not pooled", () => {
    const analysis = analysed({}, auditc.slice(0, 3));
    const text = resultsText(analysis, { format: "text", width: 1e6 });
    expect(resultsText(analysis, { format: "text", width: 1e6, digits: 3 })).toContain(analysis.narrative);
    expect(text).toMatch(/Not pooled: 3 usable tables .* Sensitivity ranged from 0\.\d\d to \d\.\d\d \(/);
    expect(text).not.toContain("pooled sensitivity");
  });

  it("gives levels, predictions and their tests", () => {
    const catheter = loadFixture("catheter");
    const both = analysed({ model: "reitsma", moderators: ["type"], by: "type" }, catheter);
    const text = resultsText(both, { format: "text", width: 1e6 });
    expect(text).toContain("The likelihood ratio test of type gave χ² =");
    expect(text).toContain("At type Quantitative, the predicted sensitivity was");
    expect(text).toContain("For type Quantitative (");
    expect(text).toContain("The joint test of both between levels gave χ² =");
  });

  it("says first that a fit did not converge", () => {
    const good = analysed({ model: "reitsma" });
    const convergence = { ...good.fit!.convergence, converged: false, message: "Stopped after 3 steps." };
    const bad = { ...good, fit: { ...good.fit!, convergence } } as Analysis;
    expect(resultsText(bad)).toContain("The fit did not converge; the numbers that follow must not be relied on.");
    expect(methodsText(bad)).toContain("The fit did not converge: Stopped after 3 steps.");
  });

  it("takes no name for Markdown", () => {
    const studies = auditc.slice(0, 3).map((study) => ({ ...study, id: `*${study.id}*_<b>` }));
    expect(resultsText(analyze(studies))).toContain("\\*S01\\*\\_\\<b\\>");
  });
});

describe("show", () => {
  it("gives a notebook text, Markdown and HTML, and is text elsewhere", () => {
    const analysis = analysed({ model: "reitsma" });
    const shown = show(analysis);
    expect(jupyterDisplay).toBe(Symbol.for("Jupyter.display"));
    const media = shown[jupyterDisplay]();
    expect(Object.keys(media)).toEqual(["text/plain", "text/markdown", "text/html"]);
    expect(media["text/plain"]).toBe(renderText(analysisDocument(analysis)));
    expect(String(shown)).toBe(media["text/plain"]);
    expect(media["text/html"]).toContain("<caption>Pooled accuracy</caption>");
    expect(show(analysisDocument(analysis))[jupyterDisplay]()).toEqual(media);
  });
});
