import { describe, expect, it } from "vitest";
import * as figures from "../src/figures.js";
import * as core from "../src/index.js";
import { definiteFactor } from "../src/numeric/monte-carlo/student-mixture.js";
import * as report from "../src/report.js";
import { loadFixture } from "./fixtures.js";

/** What a caller without a compiler may hand over. */
type Loose = Record<string, (...given: unknown[]) => unknown>;
const [library, drawings, documents] = [core, figures, report] as unknown as readonly [Loose, Loose, Loose];

const studies = loadFixture("auditc");
const analysis = core.analyze(studies, { model: "reitsma", prior: 0.2, leaveOneOut: false });
const fit = analysis.fit!;
const cutoffs = core.readThresholdStudies(
  "study,cutoff,tp,fp,fn,tn\nA,20,70,40,30,160\nA,40,45,12,55,188\nB,15,44,50,6,50\nB,30,30,15,20,85\nC,25,80,30,40,120\nD,20,30,22,10,78",
);
const thresholds = core.fitThresholds(cutoffs, { alternatives: false, nodes: 7, scales: "common" });
const linear = core.fitLinearThresholds(cutoffs, { model: "CI" });
const tested = studies
  .slice(0, 6)
  .flatMap((study) =>
    ["A", "B"].map((test) => ({ ...study, id: `${study.id} ${test}`, cluster: study.id, covariates: { test } })),
  );
const comparison = core.fitComparative(tested, { test: "test", model: "normal" });
const symbol = Symbol("s");
const changed = (result: object, field: string, value: unknown): unknown => ({ ...result, [field]: value });

/** Calls that once threw a raw error, never came back or gave numbers that are none, and the codes that they have now. */
const REFUSED: Readonly<Record<string, readonly [code: string, call: () => unknown]>> = {
  "cut-offs that are no array": ["bad-data", () => library.accuracyAt!(thresholds, "25")],
  "a cut-off beyond all numbers": ["bad-cutoff", () => core.accuracyAt(thresholds, [1e200])],
  "no fit of cut-offs": ["bad-fit", () => library.optimalCutoff!(null)],
  "a fit of cut-offs whose width is 0": [
    "bad-fit",
    () =>
      library.cutoffFor!(
        changed(
          thresholds,
          "coefficients",
          thresholds.coefficients.map((row) => ({ ...row, estimate: 0 })),
        ),
        { sensitivity: 0.9 },
      ),
  ],
  "points of curves without end": ["bad-option", () => core.thresholdCurves(thresholds, { points: 1e9 })],
  "a linear fit without options": ["bad-fit", () => library.linearAccuracyAt!({}, [25])],
  "a linear fit asked on a symbol": ["bad-cutoff", () => library.linearAccuracyAt!(linear, [symbol])],
  "a linear fit without rows to spare": [
    "not-estimable",
    () => core.fitLinearThresholds([cutoffs[0]!].map((study) => ({ ...study, points: study.points.slice(0, 1) }))),
  ],
  "models of no studies": ["bad-studies", () => library.compareThresholdModels!(undefined)],
  "no comparison": ["bad-fit", () => library.compareTests!(null)],
  "a comparison of no options": ["bad-option", () => library.fitComparative!(tested, {})],
  "a test that is no text": ["bad-data", () => library.forTest!(comparison, 3)],
  "a comparative fit with a row of its covariance gone": [
    "bad-fit",
    () => library.rankTests!(changed(comparison, "covariance", comparison.covariance!.slice(1))),
  ],
  "a fit with a variance below 0": [
    "bad-fit",
    () => library.predictionIntervals!(changed(fit, "betweenStudy", { ...fit.betweenStudy, varSpecificity: -1 })),
  ],
  "values that are none": ["bad-data", () => library.sroc!(fit, { at: null })],
  "a summary that is none": ["bad-data", () => library.hasRatios!({})],
  "a table that is a symbol": [
    "bad-count",
    () => library.correctForReference!(symbol, { sensitivity: 0.9, specificity: 0.9 }),
  ],
  "labels that are objects": [
    "bad-labels",
    () =>
      library.oneVsRest!(
        [
          [1, 2],
          [3, 4],
        ],
        [Object.create(null), 2],
      ),
  ],
  "a cell that is a symbol": [
    "bad-count",
    () =>
      library.oneVsRest!([
        [1, symbol],
        [3, 4],
      ]),
  ],
  "more trials than can be counted": ["bad-proportion", () => core.proportionInterval(1, 1e308)],
  "points of a curve without end": ["bad-option", () => core.sroc(fit, { points: 1e9 })],
  "points of regions without end": ["bad-option", () => core.regions(fit, { points: 1e9 })],
  "a header of very many columns": [
    "too-many-columns",
    () => core.readStudies(`study,tp,fp,fn,tn${",x".repeat(200_000)}\nA,1,2,3,4`),
  ],
  "levels that are none": [
    "bad-data",
    () => library.designRow!([{ name: "test", kind: "categorical" }], { test: "A" }),
  ],
  "draws without a finite covariance": ["beyond-numbers", () => definiteFactor(Float64Array.of(Number.NaN), 1)],
  "a hinge that is none": [
    "bad-data",
    () => drawings.bivariateBoxplot!(changed(core.bivariateBoxplot(studies), "hinge", 3)),
  ],
  "points that are none": ["bad-data", () => drawings.galbraithPlot!(changed(core.galbraith(studies), "points", {}))],
  "judgements that are none": ["bad-data", () => drawings.overallJudgements!(null, figures.quadas3)],
  "a tool that is none": ["bad-data", () => drawings.overallJudgements!([{ id: "A", judgements: {} }], {})],
  "an analysis that is none": ["bad-analysis", () => documents.revmanParameters!(undefined)],
  "a style that is none": ["bad-data", () => documents.numbersOf!(null)],
  "a misspelt option of a report": ["unknown-option", () => documents.reportHtml!(analysis, { tittle: "x" })],
};

describe("what can't be answered", () => {
  it.each(Object.entries(REFUSED))("is refused with a code: %s", (_, [code, call]) => {
    let thrown: unknown = null;
    try {
      call();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(core.DtaError);
    expect((thrown as core.DtaError).code).toBe(code);
  });

  it("is null in what is answered: limits of I² of less than one degree of freedom, a proportion at level 0", () => {
    expect(core.iSquaredOf(90, 1e-300, 0.95)).toMatchObject({ lower: null, upper: null });
    expect(core.proportionInterval(0, 50, { level: 1e-300 })).toMatchObject({ estimate: 0, lower: 0, upper: 0 });
  });

  it("comes back: a ratio below 0, which no test has, is drawn or refused, not looked for without end", () => {
    const ratios = { plr: -3, nlr: 0.2 };
    const posttest = core.posttest({ prior: 0.2, plr: 3, nlr: 0.2 });
    expect(() => {
      try {
        figures.faganNomogram({ posttest, summary: ratios });
      } catch (error) {
        if (!(error instanceof core.DtaError)) throw error;
      }
    }).not.toThrow();
  });
});
