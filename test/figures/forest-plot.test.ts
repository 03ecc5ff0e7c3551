import { describe, expect, it } from "vitest";
import { forestPlot } from "../../src/figures.js";
import { analyze, readStudies } from "../../src/index.js";
import { loadFixture } from "../fixtures.js";
import { axisPosition, byClass, centre, elements, markOf, number, parseFigure, texts } from "./parse-figure.js";
import { fixtureResults, studyResult, unpooled } from "./results.js";

const results = fixtureResults("auditc");
const px = 0.011; // coordinates have two decimals

describe("forestPlot", () => {
  it("puts every estimate and both limits where they belong on the axes", () => {
    const root = parseFigure(forestPlot(results));
    (["sensitivity", "specificity"] as const).forEach((measure, panel) => {
      const x = axisPosition(root, "x", panel);
      for (const { id, accuracy } of results.studies) {
        const { estimate, lower, upper } = accuracy[measure]!;
        const mark = markOf(root, "estimate", id, panel);
        expect(Math.abs(centre(mark).x - x(estimate))).toBeLessThan(px);
        const interval = byClass(mark.parentNode as never, "interval")[0]!;
        expect(Math.abs(number(interval, "x1") - x(lower))).toBeLessThan(px);
        expect(Math.abs(number(interval, "x2") - x(upper))).toBeLessThan(px);
      }
    });
  });

  it("puts a study with sensitivity 0.8 at four fifths of the axis", () => {
    const study = studyResult({ id: "Four fifths", tp: 80, fp: 5, fn: 20, tn: 45 });
    const root = parseFigure(forestPlot({ studies: [study] }));
    const axis = byClass(root, "axis-x")[0]!.getElementsByTagName("line")[0]!;
    const [from, to] = [number(axis, "x1"), number(axis, "x2")];
    expect(centre(markOf(root, "estimate", "Four fifths")).x).toBeCloseTo(from + 0.8 * (to - from), 1);
  });

  it("draws the summary as a diamond from its lower to its upper limit", () => {
    const root = parseFigure(forestPlot(results));
    const x = axisPosition(root, "x", 1);
    const { estimate, lower, upper } = results.summary.specificity;
    const corners = [...(byClass(root, "summary")[1]!.getAttribute("d") ?? "").matchAll(/[ML]([\d.]+),([\d.]+)/g)];
    const xs = corners.map((corner) => Number(corner[1]));
    [lower, estimate, upper, estimate].forEach((value, i) => {
      expect(Math.abs(xs[i]! - x(value))).toBeLessThan(px);
    });
    expect(Math.abs(number(byClass(root, "pooled")[1]!, "x1") - x(estimate))).toBeLessThan(px);
  });

  it("gives squares areas in proportion to the participants that the measure rests on", () => {
    const root = parseFigure(forestPlot(results));
    const area = (id: string, panel: number): number => number(markOf(root, "estimate", id, panel), "width") ** 2;
    // S08 has 752 diseased and 6203 non-diseased, S10 192 and 3359; smaller ones are drawn at the least visible size
    expect(area("S10", 0) / area("S08", 0)).toBeCloseTo(192 / 752, 1);
    expect(area("S10", 1) / area("S08", 1)).toBeCloseTo(3359 / 6203, 1);
  });

  it("takes the squares from weights where these are given, and writes the weights down", () => {
    const share = (i: number): number => (i === 0 ? 0.5 : 0.5 / 13);
    const weights = results.studies.map(({ id }, i) => ({ id, sensitivity: share(i), specificity: 1 / 14 }));
    const root = parseFigure(forestPlot(results, { weights }));
    expect(texts(root).filter((text) => text === "50.0%")).toHaveLength(1);
    expect(texts(root).filter((text) => text === "7.1%")).toHaveLength(14);
    expect(number(markOf(root, "estimate", "S01"), "width")).toBeGreaterThan(
      number(markOf(root, "estimate", "S08"), "width"),
    );
  });

  it("puts ratios on a log axis and ends intervals beyond it in arrows", () => {
    const root = parseFigure(forestPlot(results, { measures: ["dor"] }));
    const x = axisPosition(root, "x", 0, "log");
    for (const { id, accuracy } of results.studies) {
      expect(Math.abs(centre(markOf(root, "estimate", id)).x - x(accuracy.dor!.estimate))).toBeLessThan(0.03);
    }
    // S08 has no false negative: 752 of 752; its interval reaches beyond 10,000
    expect(results.studies.find(({ id }) => id === "S08")!.accuracy.dor!.upper).toBeGreaterThan(10000);
    expect(
      elements(markOf(root, "estimate", "S08").parentNode as never).filter(({ tagName }) => tagName === "path"),
    ).toHaveLength(1);
  });

  it("writes counts, estimates, the summary and the variances between studies", () => {
    const written = texts(parseFigure(forestPlot(results)));
    expect(written).toContain("0.84 (0.72 to 0.91)");
    expect(written).toContain("Between-study τ²");
    expect(written).toContain(results.fit.betweenStudy.varSensitivity.toFixed(2));
    expect(written.filter((text) => text === "1843")).toHaveLength(1); // all true positives
  });

  it("sorts by a measure, and leaves what has no value at the end", () => {
    const empty = { ...studyResult({ id: "Empty", tp: 0, fp: 3, fn: 0, tn: 17 }), empiricalBayes: null };
    const order = (descending: boolean): string[] => {
      const studies = [empty, ...results.studies];
      const root = parseFigure(forestPlot({ ...results, studies }, { sort: "sensitivity", descending }));
      return texts(root).filter((text) => /^S\d\d$|^Empty$/.test(text));
    };
    expect(order(false).slice(0, 3)).toEqual(["S03", "S02", "S10"]);
    expect(order(false).at(-1)).toBe("Empty");
    expect(order(true).at(-1)).toBe("Empty");
    expect(order(true).slice(-2)[0]).toBe("S03");
  });

  it("names a measure that a study has no estimate of", () => {
    const empty = { ...studyResult({ id: "Empty", tp: 0, fp: 3, fn: 0, tn: 17 }), empiricalBayes: null };
    const root = parseFigure(forestPlot({ ...results, studies: [...results.studies, empty] }));
    expect(texts(root)).toContain("not estimable");
    expect(() => markOf(root, "estimate", "Empty", 1)).toThrow(); // only the specificity panel has its mark
    expect(centre(markOf(root, "estimate", "Empty")).x).toBeCloseTo(axisPosition(root, "x", 1)(17 / 20), 1);
  });

  it("draws studies that were not pooled, and says so", () => {
    const figure = forestPlot(unpooled(loadFixture("auditc").slice(0, 3)));
    const root = parseFigure(figure);
    expect(byClass(root, "estimate")).toHaveLength(6);
    expect(byClass(root, "summary")).toHaveLength(0);
    expect(texts(root)).toContain("Summary: not pooled");
    expect(figure.description).toContain("not pooled");
  });

  it("groups studies, with subtotals, the test between groups, and studies of no group last", () => {
    const half = (id: string): string | null => (id === "S14" ? null : id < "S08" ? "early" : "late");
    const studies = results.studies.map((study) => ({ ...study, covariates: { period: half(study.id) } }));
    const levels = ["late", "early"].map((level) => ({ level, summary: results.summary, fit: results.fit }));
    const comparison = { by: "period", levels, joint: { chiSquared: 12.345, df: 2, pValue: 0.0021 } };
    const root = parseFigure(forestPlot({ ...results, studies }, { subgroups: comparison }));
    const written = texts(root);
    const at = (text: string): number => written.indexOf(text);
    expect(at("period: late")).toBeLessThan(at("S08"));
    expect(at("S13")).toBeLessThan(at("period: early"));
    expect(at("S07")).toBeLessThan(at("Not reported"));
    expect(at("Not reported")).toBeLessThan(at("S14"));
    expect(byClass(root, "summary")).toHaveLength(6);
    expect(written).toContain("Difference between subgroups: χ² = 12.35, df = 2, P = 0.002.");
  });

  it("draws prediction intervals and empirical Bayes estimates where asked to", () => {
    const interval = { estimate: null, lower: 0.42, upper: 0.97, level: 0.9 };
    const root = parseFigure(forestPlot(results, { prediction: { sensitivity: interval }, empiricalBayes: true }));
    const x = axisPosition(root, "x", 0);
    const bar = byClass(root, "prediction")[0]!;
    expect(Math.abs(number(bar, "x1") - x(0.42))).toBeLessThan(px);
    expect(Math.abs(number(bar, "x2") - x(0.97))).toBeLessThan(px);
    expect(texts(root)).toEqual(expect.arrayContaining(["90% prediction interval", "(0.42 to 0.97)"]));
    const { id, empiricalBayes } = results.studies[2]!;
    expect(
      Math.abs(centre(markOf(root, "empirical-bayes", id)).x - x(empiricalBayes!.sensitivity.estimate!)),
    ).toBeLessThan(px);
  });

  it("says where the fit did not converge", () => {
    const convergence = { ...results.fit.convergence, converged: false, message: "the gradient is not 0" };
    const figure = forestPlot({ ...results, fit: { ...results.fit, convergence } });
    expect(texts(parseFigure(figure)).join(" ")).toContain("did not converge");
    expect(figure.description).toContain("the gradient is not 0");
    expect(forestPlot(results).svg).not.toContain("did not converge");
  });

  it("describes itself in words", () => {
    expect(forestPlot(results).description).toContain(
      "Estimates of 14 studies, a row each: Sensitivity, Specificity. Sensitivity ranges from 0.66 to 1.00.",
    );
  });

  it("refuses no studies, unknown measures, unknown orders and unknown subgroups", () => {
    expect(() => forestPlot({ studies: [] })).toThrow(/at least one study/);
    expect(() => forestPlot(results, { measures: ["kappa"] as never })).toThrow(/measures must be a list of .*"kappa"/);
    expect(() => forestPlot(results, { sort: "size" as never })).toThrow(/can't be sorted/);
    expect(() => forestPlot(results, { subgroups: { by: "colour" } })).toThrow(/no study has a value for "colour"/);
  });
});

describe("what lies beyond an axis", () => {
  const csv =
    "study,tp,fp,fn,tn\nPerfect,500,0,0,100000\nUseless,1,1000,1,3\nB,40,3,2,900\nC,60,1,4,800\nD,30,9,9,400\nE,90,10,7,999";
  const analysis = analyze(readStudies(csv));
  const arrowsOf = (id: string, measure: "plr" | "dor") => {
    const root = parseFigure(forestPlot(analysis, { measures: [measure] }));
    const row = elements(root).find(
      (element) =>
        element.tagName === "g" &&
        element.getAttribute("class") === null &&
        element.getElementsByTagName("title")[0]?.textContent?.startsWith(`${id}:`),
    )!;
    // an arrow head's second stroke goes back from its tip: to the left where it points right
    return Array.from(row.getElementsByTagName("path")).map((path) =>
      /^M[\d.,]+l-/.test(path.getAttribute("d")!) ? "right" : "left",
    );
  };

  it("points to the right where an interval lies wholly beyond the right end, and to the left beyond the left", () => {
    expect(new Set(arrowsOf("Perfect", "plr"))).toEqual(new Set(["right"]));
    expect(new Set(arrowsOf("Perfect", "dor"))).toEqual(new Set(["right"]));
    expect(new Set(arrowsOf("Useless", "dor"))).toEqual(new Set(["left"]));
  });

  it("says nothing of ratios where there are none", () => {
    expect(forestPlot(analysis).description).not.toMatch(/ratio/i);
    expect(forestPlot(analysis, { measures: ["dor"] }).description).toContain(
      "Intervals of the studies’ ratios: delta method.",
    );
    expect(forestPlot(analysis, { measures: ["dor"] }).description).not.toMatch(/Wilson/);
  });

  it("draws prediction intervals of an analysis unasked, and none where told so", () => {
    const label = "95% prediction interval";
    expect(texts(parseFigure(forestPlot(analysis)))).toContain(label);
    expect(texts(parseFigure(forestPlot(analysis, { prediction: null })))).not.toContain(label);
    expect(texts(parseFigure(forestPlot(analysis, { measures: ["dor"] })))).not.toContain(label);
  });
});
