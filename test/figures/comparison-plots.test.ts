import { describe, expect, it } from "vitest";
import {
  agreementPlot,
  comparisonForestPlot,
  comparisonSrocPlot,
  differencesPlot,
  figureCatalogue,
  networkPlot,
} from "../../src/figures.js";
import { compareTests } from "../../src/inference/comparative/compare-tests.js";
import { testAgreement } from "../../src/inference/comparative/test-agreement.js";
import { loadFixture } from "../fixtures.js";
import { sets, studiesOf } from "../models/comparative/optima.js";
import { byClass, parseFigure, texts } from "./parse-figure.js";

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

  it("show the network: a circle for each test, a line with its number where studies have both", () => {
    const root = parseFigure(networkPlot(mixed));
    const [ct, mri] = ["CT", "MRI"].map((name) =>
      Number(
        byClass(root, "test")
          .find((circle) => circle.getAttribute("data-id") === name)
          ?.getAttribute("r"),
      ),
    );
    const [first, second] = mixed.evidence.tests;
    expect((ct! / mri!) ** 2).toBeCloseTo(first!.studies / second!.studies, 1);
    expect(byClass(root, "pair")).toHaveLength(1);
    expect(texts(root)).toEqual(expect.arrayContaining(["5", `CT (k = ${first!.studies})`]));
    const apart = compareTests(loadFixture("scheidler"), { test: "modality", model: "normal" });
    expect(networkPlot(apart).svg).not.toContain('class="pair"');
    expect(networkPlot(apart).description).toContain("No study has two of the tests");
    expect(figureCatalogue.differences.draw(apart, {})).toBeNull();
  });

  it("set each study's differences against each other, and the pooled ones as a cross", () => {
    const root = parseFigure(differencesPlot(paired));
    expect(byClass(root, "study")).toHaveLength(10);
    expect(byClass(root, "pooled")).toHaveLength(2);
    const [first] = paired.comparisons;
    expect(differencesPlot(paired).description).toContain(
      `sensitivity +${first!.differenceSensitivity.estimate.toFixed(2)}`,
    );
    // a difference of 0 lies on the line of no difference
    const at = byClass(root, "study").find((study) => study.getAttribute("data-id") === "Andersson 2005");
    const zero = [...root.getElementsByTagName("line")].map((line) => line.getAttribute("y1"));
    expect(zero).toContain(at?.getAttribute("cy"));
  });

  it("show how far tests agree, with limits by Bland and Altman", () => {
    const [agreement] = testAgreement(paired);
    const differences = paired.studyContrasts.map(({ differenceSensitivity }) => differenceSensitivity!);
    const mean = differences.reduce((sum, d) => sum + d, 0) / differences.length;
    const sd = Math.sqrt(differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (differences.length - 1));
    expect(agreement!.sensitivity.mean).toBeCloseTo(mean, 12);
    expect(agreement!.sensitivity.upper).toBeCloseTo(mean + 1.959963984540054 * sd, 12);
    expect(agreement!.sensitivity.lower).toBeCloseTo(mean - 1.959963984540054 * sd, 12);
    const figure = agreementPlot({ comparison: paired, agreement: testAgreement(paired) });
    const root = parseFigure(figure);
    expect(byClass(root, "limit")).toHaveLength(4);
    expect(byClass(root, "study")).toHaveLength(20);
    expect(figure.description).toContain(
      `limits of agreement ${agreement!.sensitivity.lower!.toFixed(2).replace("-", "−")}`,
    );
  });

  it("give no limits of agreement from two studies, and no row without any", () => {
    const few = { ...paired, studyContrasts: paired.studyContrasts.slice(0, 2) };
    expect(testAgreement(few)[0]?.sensitivity.lower).toBeNull();
    expect(testAgreement({ ...paired, studyContrasts: [] })).toEqual([]);
    expect(agreementPlot({ comparison: few, agreement: testAgreement(few) }).svg).not.toContain('class="limit"');
    expect(() => testAgreement({} as never)).toThrow(/what compareTests returns/);
  });

  it("refuse what is no comparison", () => {
    expect(() => comparisonForestPlot(paired.fit as never)).toThrow(/what compareTests returns/);
    for (const plot of [comparisonSrocPlot, networkPlot, differencesPlot, agreementPlot])
      expect(() => plot({} as never)).toThrow(/what compareTests returns/);
  });
});
