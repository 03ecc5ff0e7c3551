import { describe, expect, it } from "vitest";
import { figureCatalogue, figuresFrom, linearityPlot, srocCutoffsPlot, youdenPlot } from "../../src/figures.js";
import { analyzeThresholds } from "../../src/inference/thresholds/analyze-thresholds.js";
import { thresholdCurves } from "../../src/inference/thresholds/threshold-curves.js";
import { thresholdLinearity } from "../../src/inference/thresholds/threshold-linearity.js";
import { loadCutoffs } from "../several-cutoffs.js";
import { byClass, parseFigure, texts } from "./parse-figure.js";

const studies = loadCutoffs("feno").slice(0, 12);
const options = { scales: "common", alternatives: false } as const;
const analysis = analyzeThresholds(studies, { ...options, prevalence: 0.3 });
const curves = thresholdCurves(analysis);

describe("figures of several cut-offs", () => {
  it("need a prevalence for predictive values alone", () => {
    const without = { ...analysis, prevalence: null };
    const undrawn = figuresFrom("thresholds").filter(({ draw }) => draw(without, {}) === null);
    expect(undrawn.map(({ name, needs }) => [name, needs])).toEqual([["cutoff-predictive-values", "prevalence"]]);
    const figure = figureCatalogue["cutoff-predictive-values"].draw(analysis, {})!;
    expect(figure.description).toContain("at a prevalence of 0.30");
  });

  it("draw predictive values that are Bayes' theorem of the ratios", () => {
    const { rows } = thresholdCurves(analysis, { prevalence: 0.3, points: 5 });
    for (const { plr, ppv } of rows) {
      const odds = (0.3 / 0.7) * plr.estimate!;
      expect(ppv!.estimate).toBeCloseTo(odds / (1 + odds), 12);
    }
  });

  it("draw the regions of the optimum where they are given", () => {
    expect(byClass(parseFigure(figureCatalogue["sroc-cutoffs"].draw(analysis, {})!), "region")).toHaveLength(2);
    expect(byClass(parseFigure(srocCutoffsPlot({ analysis, curves })), "region")).toHaveLength(0);
  });

  it("show each proportion once on the scale of the model, with both lines and what was found of bends", () => {
    const linearity = thresholdLinearity(analysis);
    const root = parseFigure(linearityPlot({ analysis, curves, linearity }));
    expect(byClass(root, "point")).toHaveLength(2 * analysis.points);
    expect(byClass(root, "line")).toHaveLength(2);
    const [first] = linearity.curvature;
    expect(texts(root).join(" ")).toContain(`bend ${first!.estimate.toFixed(3).replace("-", "−")}`);
  });

  it("weigh the Youden index as the optimal cut-off does", () => {
    const weighted = analyzeThresholds(studies, { ...options, weight: 0.8 });
    const figure = youdenPlot({ analysis: weighted, curves: thresholdCurves(weighted) });
    expect(texts(parseFigure(figure))).toContain("Weighted Youden index (weight of sensitivity 0.80)");
    expect(byClass(parseFigure(figure), "band")).toHaveLength(0);
    expect(byClass(parseFigure(youdenPlot({ analysis, curves })), "band")).toHaveLength(1);
  });

  it("refuse what is not all of their results", () => {
    expect(() => linearityPlot({ analysis, curves } as never)).toThrow(/linearity/);
  });
});
