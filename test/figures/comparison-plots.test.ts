import { describe, expect, it } from "vitest";
import { comparisonForestPlot, comparisonSrocPlot } from "../../src/figures.js";
import { compareTests } from "../../src/inference/comparative/compare-tests.js";
import { loadFixture } from "../fixtures.js";
import { sets, studiesOf } from "../models/comparative/optima.js";
import { parseFigure, texts } from "./parse-figure.js";

const paired = compareTests(loadFixture("ascus"), { test: "test", model: "normal" });
const mixed = compareTests(studiesOf(sets.schuetz!), { test: "test", model: "normal", reference: "MRI" });

describe("figures of a comparison", () => {
  it("join the points of each study in ROC space, and of studies with one test none", () => {
    const lines = (svg: string): number => svg.match(/class="joined"/g)?.length ?? 0;
    expect(lines(comparisonSrocPlot(paired).svg)).toBe(10);
    expect(lines(comparisonSrocPlot(mixed).svg)).toBe(5);
    expect(texts(parseFigure(comparisonSrocPlot(paired))).join()).toMatch(/HC2 \(k = 10\)/);
  });

  it("have a line for each study with both tests, and the pooled ratios of both analyses", () => {
    const written = texts(parseFigure(comparisonForestPlot(mixed)));
    expect(written).toContain("CT compared with MRI");
    expect(written).toContain("All studies (103)");
    expect(written).toContain("Head-to-head studies (5)");
    expect(comparisonForestPlot(paired).svg.match(/class="summary"/g)).toHaveLength(2);
    expect(comparisonForestPlot(paired).svg.match(/data-id="Andersson 2005"/g)).toHaveLength(2);
  });

  it("refuse what is no comparison", () => {
    expect(() => comparisonForestPlot(paired.fit as never)).toThrow(/what compareTests returns/);
    expect(() => comparisonSrocPlot({} as never)).toThrow(/what compareTests returns/);
  });
});
