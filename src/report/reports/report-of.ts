import type { Analysis } from "../../analysis/analyze.js";
import type { FigureOptions } from "../../figures.js";
import type { TestComparison } from "../../inference/comparative/test-comparison.js";
import type { ThresholdAnalysis } from "../../inference/thresholds/analyze-thresholds.js";
import type { LatentClassFit } from "../../models/fit.js";
import { checkAnalysis } from "../check-analysis.js";
import { analysisReport } from "./analysis-report.js";
import { comparisonReport } from "./comparison-report.js";
import { latentReport } from "./latent-report.js";
import type { Report, ReportOptions } from "./report.js";
import { thresholdsReport } from "./thresholds-report.js";

/** What reports are made of: what `analyze`, `compareTests`, `analyzeThresholds` and `fitLatentClass` return. */
export type Reportable = Analysis | TestComparison | ThresholdAnalysis | LatentClassFit;

/** A kind of result: how it is told from others, and its report. */
interface ReportKind<Result> {
  readonly is: (result: Reportable) => boolean;
  readonly report: (result: Result, options: ReportOptions, drawing: FigureOptions) => Report;
}

const has = (result: Reportable, ...fields: readonly string[]): boolean =>
  typeof result === "object" && result !== null && fields.every((field) => field in result);

const KINDS: readonly ReportKind<never>[] = [
  { is: (result) => has(result, "comparisons", "evidence", "fit"), report: comparisonReport },
  { is: (result) => has(result, "optimalCutoff", "observedCutoffs"), report: thresholdsReport },
  { is: (result) => has(result, "perfectReference", "referenceSensitivity"), report: latentReport },
  {
    // whatever else it is, it must be an analysis
    is: (result) => {
      checkAnalysis(result as Analysis);
      return true;
    },
    report: analysisReport,
  },
];

/** The report of any result. Throws `InputError` (`bad-analysis`) for what is none. */
export function reportOf(result: Reportable, options: ReportOptions, drawing: FigureOptions): Report {
  const kind = KINDS.find(({ is }) => is(result))!;
  return kind.report(result as never, options, drawing);
}
