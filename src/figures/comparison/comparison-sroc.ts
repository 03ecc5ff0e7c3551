import { comparisonShapes } from "../../inference/comparative/comparison-shapes.js";
import type { TestComparison } from "../../inference/comparative/test-comparison.js";
import { regions } from "../../inference/curve/regions.js";
import { sroc } from "../../inference/curve/sroc.js";
import { summaryPoint } from "../../inference/point/summary-point.js";
import { forTest } from "../../models/comparative/for-test.js";
import { checkData } from "../frame/check-data.js";
import type { Figure } from "../frame/figure.js";
import type { SrocGroup, SrocPlotOptions } from "../sroc/sroc-options.js";
import { srocPlot } from "../sroc/sroc-plot.js";

/**
 * The tests of a comparison in ROC space, the points of one study joined: studies, summary points and regions of every test
 * from the joint model. A line that runs the same way in study after study is what the comparison rests on.
 *
 * @throws InputError `bad-data` for what `compareTests` did not return
 *
 * @example
 * ```ts
 * import { compareTests, readStudies } from "dta-meta";
 * import { comparisonSrocPlot } from "dta-meta/figures";
 *
 * const csv =
 *   "study,cluster,test,tp,fp,fn,tn\nA1,A,RepC,6,14,4,28\nA2,A,HC2,9,25,1,17\nB1,B,RepC,8,28,4,71\nB2,B,HC2,10,28,1,58\n" +
 *   "C1,C,RepC,20,191,13,483\nC2,C,HC2,27,282,6,392\nD1,D,RepC,4,20,3,56\nD2,D,HC2,6,27,1,49";
 * const comparison = compareTests(readStudies(csv), { test: "test", model: "normal" });
 * comparisonSrocPlot(comparison).title; // "Summary ROC plot"
 * ```
 */
export function comparisonSrocPlot(comparison: TestComparison, options: SrocPlotOptions = {}): Figure {
  checkData(comparison, {
    figure: "comparisonSrocPlot",
    fields: ["comparisons", "fit"],
    from: "what compareTests returns",
    shape: "TestComparison",
    shapes: comparisonShapes,
  });
  const { fit } = comparison;
  const groups = fit.tests.map((name): SrocGroup => {
    const view = forTest(fit, name);
    return {
      name,
      // rows of one study are told apart by their test: what they are called is the study
      studies: view.studies.map((study) => ({ ...study, id: study.cluster ?? study.id })),
      fit: view,
      summary: summaryPoint(view),
      regions: regions(view),
      sroc: sroc(view),
    };
  });
  return srocPlot(groups, { predictionRegion: false, joined: "cluster", ...options });
}
