import { testAgreement } from "../../inference/comparative/test-agreement.js";
import type { TestComparison } from "../../inference/comparative/test-comparison.js";
import { agreementPlot } from "../comparison/agreement-plot.js";
import { comparisonForestPlot } from "../comparison/comparison-forest.js";
import { comparisonSrocPlot } from "../comparison/comparison-sroc.js";
import { differencesPlot } from "../comparison/differences-plot.js";
import { networkPlot } from "../comparison/network-plot.js";
import { type FigureKind, figureKind } from "../figure-kind.js";

const MOST_STUDIES = 200;

const converged = ({ fit }: TestComparison): boolean => fit.convergence.converged;
const always = (): boolean => true;
const hasPairs = ({ studyContrasts }: TestComparison): boolean => studyContrasts.length > 0;

/** Figures of several tests. */
export const comparisonFigureRows = {
  /** Which tests the same studies have. */
  network: figureKind({
    title: "networkTitle",
    caption: "Network of tests",
    code: "networkPlot(comparison)",
    from: "comparison",
    inReport: always,
    input: (comparison) => comparison,
    figure: networkPlot,
  }),
  /** The tests in ROC space, points of one study joined. */
  "comparison-sroc": figureKind({
    title: "srocTitle",
    caption: "Tests in ROC space, points of one study joined",
    code: "comparisonSrocPlot(comparison)",
    from: "comparison",
    options: ["labels", "crosshairs", "xAxis"],
    inReport: always,
    converged,
    input: (comparison) => comparison,
    figure: comparisonSrocPlot,
  }),
  /** Relative sensitivity and specificity, study by study and pooled. */
  "comparison-forest": figureKind({
    title: "comparisonTitle",
    caption: "Relative sensitivity and specificity, study by study and pooled",
    code: "comparisonForestPlot(comparison)",
    from: "comparison",
    inReport: ({ studyContrasts }) => studyContrasts.length <= MOST_STUDIES,
    converged,
    input: (comparison) => comparison,
    figure: comparisonForestPlot,
  }),
  /** Difference in sensitivity against difference in specificity. */
  differences: figureKind({
    title: "differencesTitle",
    caption: "Differences between tests, study by study",
    code: "differencesPlot(comparison)",
    from: "comparison",
    needs: "pairs",
    options: ["labels"],
    inReport: hasPairs,
    converged,
    input: (comparison) => (hasPairs(comparison) ? comparison : null),
    figure: differencesPlot,
  }),
  /** Difference of two tests against their mean. */
  agreement: figureKind({
    title: "agreementTitle",
    caption: "Agreement of two tests (Bland and Altman)",
    code: "agreementPlot({ comparison, agreement: testAgreement(comparison) })",
    from: "comparison",
    needs: "pairs",
    inReport: hasPairs,
    converged,
    input: (comparison) => (hasPairs(comparison) ? { comparison, agreement: testAgreement(comparison) } : null),
    figure: agreementPlot,
  }),
} as const satisfies Readonly<Record<string, FigureKind>>;
