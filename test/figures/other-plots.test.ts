import { describe, expect, it } from "vitest";
import { likelihoodRatioQuadrant } from "../../src/accuracy/likelihood-ratio-quadrant.js";
import { analyze } from "../../src/analysis/analyze.js";
import {
  bivariateBoxplot,
  deeksPlot,
  faganNomogram,
  frequencyTree,
  galbraithPlot,
  influencePlot,
  leaveOneOutPlot,
  likelihoodRatioMatrix,
  predictiveValueCurve,
} from "../../src/figures.js";
import { deeks } from "../../src/inference/influence/deeks.js";
import { loadFixture } from "../fixtures.js";
import { axisPosition, byClass, centre, markOf, number, parseFigure, texts } from "./parse-figure.js";
import { fixtureResults, studyResult, unpooled } from "./results.js";

const results = fixtureResults("auditc");
const px = 0.03;

describe("deeksPlot", () => {
  const root = parseFigure(deeksPlot(results.deeks));
  const [x, y] = [axisPosition(root, "x", 0, "log"), axisPosition(root, "y")];

  it("puts studies at their odds ratio and 1/√(effective sample size), large studies at the top", () => {
    for (const point of results.deeks.points) {
      const at = centre(markOf(root, "study", point.id));
      expect(Math.abs(at.x - x(Math.exp(point.y)))).toBeLessThan(px);
      expect(Math.abs(at.y - y(point.x))).toBeLessThan(px);
    }
    expect(y(0.01)).toBeLessThan(y(0.1));
  });

  it("draws the regression line at its intercept and slope", () => {
    const line = byClass(root, "regression")[0]!;
    const depth = (value: number): number => {
      const [top, bottom] = [y(0), y(0.1)];
      return ((value - top) / (bottom - top)) * 0.1;
    };
    for (const [lx, ly] of [
      ["x1", "y1"],
      ["x2", "y2"],
    ] as const) {
      const expected = results.deeks.intercept! + results.deeks.slope! * depth(number(line, ly));
      expect(Math.abs(number(line, lx) - x(Math.exp(expected)))).toBeLessThan(0.1);
    }
  });

  it("writes the P value, and in words too", () => {
    expect(texts(root).join(" ")).toMatch(/Deeks’ test of funnel plot asymmetry: P = 0\.031 \(k = 14\)\./);
  });

  it("says why there is no test with two studies, and draws them", () => {
    const figure = deeksPlot(deeks(loadFixture("auditc").slice(0, 2)));
    const two = parseFigure(figure);
    expect(byClass(two, "study")).toHaveLength(2);
    expect(byClass(two, "regression")).toHaveLength(0);
    expect(figure.description).toContain("Deeks’ test was not done");
  });

  it("draws an empty panel where no study has an odds ratio", () => {
    const none = { slope: null, intercept: null, pValue: null, points: [], reason: "no study has an odds ratio" };
    expect(byClass(parseFigure(deeksPlot(none)), "study")).toHaveLength(0);
  });
});

describe("faganNomogram", () => {
  it("has each line pass the prior, the likelihood ratio and the post-test probability on one straight line", () => {
    const root = parseFigure(faganNomogram(results));
    const scales = byClass(root, "scale");
    const onScale = (n: number, unit: (value: number) => number, value: number): number => {
      const ticks = Array.from(scales[n]!.getElementsByTagName("line")).filter((tick) =>
        tick.hasAttribute("data-value"),
      );
      const [a, b] = [ticks[1]!, ticks[2]!];
      const [u, v] = [a, b].map((tick) => unit(number(tick, "data-value")));
      return number(a, "y1") + ((unit(value) - u!) / (v! - u!)) * (number(b, "y1") - number(a, "y1"));
    };
    const logit = (p: number): number => Math.log(p / (1 - p));
    for (const [kind, ratio, posttest] of [
      ["positive", results.summary.plr.estimate, results.posttest.posttestPositive.estimate],
      ["negative", results.summary.nlr.estimate, results.posttest.posttestNegative.estimate],
    ] as const) {
      const line = byClass(root, kind)[0]!;
      const [y1, y2] = [number(line, "y1"), number(line, "y2")];
      expect(Math.abs(y1 - onScale(0, logit, 0.2))).toBeLessThan(px);
      expect(Math.abs((y1 + y2) / 2 - onScale(1, Math.log, ratio))).toBeLessThan(px);
      expect(Math.abs(y2 - onScale(2, logit, posttest))).toBeLessThan(px);
    }
  });

  it("writes prior, ratios and both results", () => {
    const written = texts(parseFigure(faganNomogram(results)));
    expect(written).toContain("Prior probability 0.20");
    expect(written).toContain("Positive test: LR+ 4.09 (3.29 to 5.09), post-test probability 0.51 (0.45 to 0.56)");
    expect(written).toContain("Negative test: LR− 0.13 (0.072 to 0.23), post-test probability 0.03 (0.02 to 0.05)");
    expect(written.filter((text) => text === "0.51")).toHaveLength(1);
  });

  it("keeps results apart where they nearly coincide", () => {
    const data = {
      posttest: { prior: 0.3, posttestPositive: 0.301, posttestNegative: 0.299 },
      summary: { plr: 1.005, nlr: 0.995 },
    };
    const root = parseFigure(faganNomogram(data));
    const written = Array.from(root.getElementsByTagName("text")).filter(
      (text) =>
        text.textContent === "0.30" &&
        text.getAttribute("font-weight") === "bold" &&
        text.getAttribute("text-anchor") === null,
    );
    expect(written).toHaveLength(2);
    expect(Math.abs(number(written[0]!, "y") - number(written[1]!, "y"))).toBeGreaterThan(14);
  });

  it("draws its axes alone without a prior, and leaves out a line that ends beyond them", () => {
    const none = faganNomogram(unpooled([]));
    expect(byClass(parseFigure(none), "scale")).toHaveLength(3);
    expect(none.description).toContain("no lines to draw");
    const far = faganNomogram({
      posttest: { prior: 0.5, posttestPositive: 0.9999, posttestNegative: 0.1 },
      summary: { plr: 9999, nlr: 0.111 },
    });
    expect(byClass(parseFigure(far), "positive")).toHaveLength(0);
    expect(byClass(parseFigure(far), "negative")).toHaveLength(1);
    expect(far.description).toContain("The line of a positive test ends beyond the axes");
  });

  it("refuses a prior that is no probability", () => {
    const posttest = { prior: 1, posttestPositive: 1, posttestNegative: 1 };
    expect(() => faganNomogram({ posttest, summary: { plr: 2, nlr: 0.5 } })).toThrow(/prior must lie between/);
  });
});

describe("likelihoodRatioMatrix", () => {
  it("puts studies and cut-offs on the log axes, each study in the quadrant that its numbers say", () => {
    const root = parseFigure(likelihoodRatioMatrix(results));
    const [x, y] = [axisPosition(root, "x", 0, "log"), axisPosition(root, "y", 0, "log")];
    const [vertical, horizontal] = byClass(root, "cut");
    expect(Math.abs(number(vertical!, "x1") - x(0.1))).toBeLessThan(px);
    expect(Math.abs(number(horizontal!, "y1") - y(10))).toBeLessThan(px);
    for (const { id, accuracy } of results.studies) {
      const [plr, nlr] = [accuracy.plr!.estimate, accuracy.nlr!.estimate];
      const at = centre(markOf(root, "study", id));
      expect(Math.abs(at.x - x(nlr))).toBeLessThan(px);
      expect(Math.abs(at.y - y(plr))).toBeLessThan(px);
      const { confirms, excludes } = likelihoodRatioQuadrant({ plr, nlr });
      expect([at.y < number(horizontal!, "y1"), at.x < number(vertical!, "x1")]).toEqual([confirms, excludes]);
    }
  });

  it("names its four quadrants and the one of the summary", () => {
    const figure = likelihoodRatioMatrix(results);
    expect(texts(parseFigure(figure))).toEqual(
      expect.arrayContaining(["Confirms and excludes", "Confirms only", "Excludes only", "Neither"]),
    );
    expect(figure.description).toContain("Summary LR+ 4.09 (3.29 to 5.09), LR− 0.13 (0.072 to 0.23): Neither.");
  });

  it("counts studies with infinite or missing ratios instead of drawing them", () => {
    const none = { plr: null, nlr: null };
    const zero = {
      plr: { estimate: 4, lower: 2, upper: 8, level: 0.95 },
      nlr: { estimate: 0, lower: null, upper: null, level: 0.95 },
    };
    const figure = likelihoodRatioMatrix({
      studies: [
        { id: "a", accuracy: none },
        { id: "b", accuracy: zero },
      ],
      summary: null,
    });
    expect(byClass(parseFigure(figure), "study")).toHaveLength(0);
    expect(figure.description).toContain("not drawn: 2.");
    expect(figure.description).toContain("were not pooled");
  });
});

describe("predictiveValueCurve", () => {
  it("draws both curves, the diagonal and the marked prevalence at their numbers", () => {
    const root = parseFigure(predictiveValueCurve(results.predictive, { at: results.posttest }));
    const [x, y] = [axisPosition(root, "x"), axisPosition(root, "y")];
    for (const key of ["posttestPositive", "posttestNegative"] as const) {
      const drawn = [
        ...byClass(root, "curve")
          .find((path) => path.getAttribute("class")!.includes(key))!
          .getAttribute("d")!
          .matchAll(/[ML]([\d.]+),([\d.]+)/g),
      ];
      results.predictive.forEach((row, i) => {
        expect(Math.abs(Number(drawn[i]![1]) - x(row.prior))).toBeLessThan(px);
        expect(Math.abs(Number(drawn[i]![2]) - y(row[key].estimate))).toBeLessThan(px);
      });
      const at = centre(byClass(root, "at").find((mark) => mark.getAttribute("class")!.includes(key))!);
      expect(Math.abs(at.x - x(0.2))).toBeLessThan(px);
      expect(Math.abs(at.y - y(results.posttest[key].estimate))).toBeLessThan(px);
    }
    expect(byClass(root, "band")).toHaveLength(2);
  });

  it("says in words what a test result means at the marked prevalence", () => {
    expect(predictiveValueCurve(results.predictive, { at: results.posttest }).description).toContain(
      "At a prevalence of 0.20: 0.51 (0.45 to 0.56) after a positive test, 0.03 (0.02 to 0.05) after a negative test.",
    );
  });

  it("draws an empty panel without rows, and says so; numbers without intervals have no bands", () => {
    expect(predictiveValueCurve([]).description).toContain("no curves to draw");
    const rows = [0.1, 0.5].map((prior) => ({ prior, posttestPositive: 0.8, posttestNegative: 0.05 }));
    expect(byClass(parseFigure(predictiveValueCurve(rows)), "band")).toHaveLength(0);
  });
});

describe("influencePlot", () => {
  it("draws every number from zero to its place, and flags what lies beyond the cut-offs", () => {
    const figure = influencePlot(results.influence, { cooksDistance: 0.5 });
    const root = parseFigure(figure);
    const quantities = [
      (row: (typeof results.influence)[number]) => row.cooksDistance!,
      (row: (typeof results.influence)[number]) => row.standardizedResidual.sensitivity!,
      (row: (typeof results.influence)[number]) => row.standardizedResidual.specificity!,
      (row: (typeof results.influence)[number]) => row.leverage!,
    ];
    quantities.forEach((quantity, panel) => {
      const x = axisPosition(root, "x", panel);
      for (const row of results.influence) {
        expect(Math.abs(centre(markOf(root, "study", row.id, panel)).x - x(quantity(row)))).toBeLessThan(px);
      }
    });
    const flagged = results.influence.filter(
      (row) => row.cooksDistance! > 0.5 || Math.abs(quantities[1]!(row)) > 2 || Math.abs(quantities[2]!(row)) > 2,
    );
    expect(new Set(byClass(root, "flagged").map((mark) => mark.getAttribute("data-id")))).toEqual(
      new Set(flagged.map(({ id }) => id)),
    );
    expect(figure.description).toContain(`Beyond the cut-offs: ${flagged.map(({ id }) => id).join(", ")}.`);
  });

  it("leaves the place of a missing number empty and gives the reason", () => {
    const [first, ...rest] = results.influence;
    const missing = { ...first!, cooksDistance: null, reason: "the rest can't be fitted" };
    const figure = influencePlot([missing, ...rest]);
    expect(byClass(parseFigure(figure), "study")).toHaveLength(4 * 14 - 1);
    expect(figure.description).toContain("the rest can't be fitted");
    expect(() => influencePlot([])).toThrow(/at least one study/);
  });
});

describe("leaveOneOutPlot", () => {
  it("puts every refit at its summary, and the summary of all below", () => {
    const root = parseFigure(leaveOneOutPlot(results.leaveOneOut, { overall: results.summary }));
    (["sensitivity", "specificity"] as const).forEach((measure, panel) => {
      const x = axisPosition(root, "x", panel);
      for (const { omitted, summary } of results.leaveOneOut) {
        const at = centre(markOf(root, "estimate", omitted, panel));
        expect(Math.abs(at.x - x(summary![measure].estimate))).toBeLessThan(px);
      }
      expect(
        Math.abs(number(byClass(root, "pooled")[panel]!, "x1") - x(results.summary[measure].estimate)),
      ).toBeLessThan(px);
    });
  });

  it("marks refits that failed or did not converge", () => {
    const [first, second, ...rest] = results.leaveOneOut;
    const rows = [
      { ...first!, convergence: { ...first!.convergence!, converged: false } },
      { ...second!, summary: null, convergence: null, reason: "too few studies remain" },
      ...rest,
    ];
    const figure = leaveOneOutPlot(rows);
    const written = texts(parseFigure(figure));
    expect(written).toContain("S01 *");
    expect(written).toContain("* The refit did not converge.");
    expect(written.filter((text) => text === "not estimable")).toHaveLength(2);
    expect(figure.description).toContain("No sound result without S01, S02.");
  });
});

describe("bivariateBoxplot", () => {
  it("puts studies at their logits and draws hinge, fence and centre", () => {
    const root = parseFigure(bivariateBoxplot(results.boxplot));
    const [x, y] = [axisPosition(root, "x"), axisPosition(root, "y")];
    for (const { id, logitSpecificity, logitSensitivity, outlier } of results.boxplot.points) {
      const mark = markOf(root, "study", id);
      expect(Math.abs(centre(mark).x - x(logitSpecificity))).toBeLessThan(px);
      expect(Math.abs(centre(mark).y - y(logitSensitivity))).toBeLessThan(px);
      expect(mark.getAttribute("class")!.includes("outlier")).toBe(outlier);
    }
    expect(byClass(root, "hinge").length + byClass(root, "fence").length + byClass(root, "centre").length).toBe(3);
  });

  it("names the outliers in the picture and in words", () => {
    const figure = bivariateBoxplot(results.boxplot);
    expect(texts(parseFigure(figure))).toEqual(expect.arrayContaining(["S03", "S06", "S08"]));
    expect(figure.description).toContain("Outliers, beyond the fence: S03, S06, S08.");
  });

  it("draws points alone where the contours are not defined", () => {
    const figure = bivariateBoxplot({
      ...results.boxplot,
      centre: null,
      hinge: [],
      fence: [],
      reason: "a median deviation is 0",
    });
    expect(byClass(parseFigure(figure), "study")).toHaveLength(14);
    expect(figure.description).toContain("No contours: a median deviation is 0.");
    expect(
      byClass(
        parseFigure(
          bivariateBoxplot({ ...results.boxplot, points: [], centre: null, hinge: [], fence: [], reason: "x" }),
        ),
        "study",
      ),
    ).toHaveLength(0);
  });
});

describe("galbraithPlot", () => {
  it("puts studies at 1/SE and effect/SE and draws the line at the pooled slope with its band", () => {
    const root = parseFigure(galbraithPlot(results.galbraith));
    const [x, y] = [axisPosition(root, "x"), axisPosition(root, "y")];
    for (const point of results.galbraith.points) {
      const at = centre(markOf(root, "study", point.id));
      expect(Math.abs(at.x - x(point.x))).toBeLessThan(px);
      expect(Math.abs(at.y - y(point.y))).toBeLessThan(px);
    }
    const line = byClass(root, "pooled")[0]!;
    expect(Math.abs(number(line, "y1") - y(0))).toBeLessThan(px);
    const slope = (number(line, "y2") - number(line, "y1")) / (number(line, "x2") - number(line, "x1"));
    const unit = (y(1) - y(0)) / (x(1) - x(0));
    expect(slope / unit).toBeCloseTo(results.galbraith.slope!, 3);
    const band = byClass(root, "band").map((edge) => number(edge, "y1") - y(0));
    expect(band[0]).toBeCloseTo(y(-2) - y(0), 1);
    expect(band[1]).toBeCloseTo(y(2) - y(0), 1);
  });

  it("says that there is nothing to draw where no study has the measure", () => {
    const none = { ...results.galbraith, slope: null, points: [], reason: "No study has the measure" };
    expect(galbraithPlot(none).description).toContain("Nothing to draw: No study has the measure.");
  });
});

it("figures take what a study without a finite ratio gives", () => {
  const infinite = studyResult({ id: "Infinite", tp: 20, fp: 0, fn: 0, tn: 30 });
  expect(() => likelihoodRatioMatrix({ studies: [infinite], summary: null })).not.toThrow();
});

describe("frequencyTree", () => {
  it("splits the people tested into whole people that add up, at any prevalence", () => {
    for (const prior of [0.004, 0.05, 0.2, 0.5, 0.97]) {
      const { naturalFrequencies, posttest } = analyze(loadFixture("auditc"), {
        prior,
        model: "reitsma",
        leaveOneOut: false,
      });
      const root = parseFigure(frequencyTree({ frequencies: naturalFrequencies![0]!, posttest }));
      const counts = Array.from(root.getElementsByTagName("text"))
        .filter((text) => text.getAttribute("font-weight") === "bold")
        .map((text) => Number(text.textContent!.replace(",", "")));
      const [tested, diseased, tp, fn, nonDiseased, fp, tn] = counts;
      expect(tested).toBe(1000);
      expect(diseased! + nonDiseased!).toBeCloseTo(1000, 9);
      expect(tp! + fn!).toBeCloseTo(diseased!, 9);
      expect(fp! + tn!).toBeCloseTo(nonDiseased!, 9);
      expect(tp).toBeCloseTo(naturalFrequencies![0]!.truePositives.estimate, prior < 0.01 || prior > 0.96 ? 0.2 : 0);
    }
  });
});
