import type { Analysis } from "../../analysis/analyze.js";
import { checkShape } from "../../base/shape.js";
import type { FigureOptions } from "../../figures.js";
import { comparisonShapes } from "../../inference/comparative/comparison-shapes.js";
import type { TestComparison } from "../../inference/comparative/test-comparison.js";
import type { ThresholdAnalysis } from "../../inference/thresholds/analyze-thresholds.js";
import { thresholdAnalysisShapes } from "../../inference/thresholds/threshold-analysis-shapes.js";
import { checkFit } from "../../models/check-fit.js";
import type { LatentClassFit } from "../../models/fit.js";
import { checkAnalysis } from "../check-analysis.js";
import { spokenDocument } from "../render/spoken.js";
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

/** Refuses what looks like a result but has not its shape; what is none of them is refused as no analysis. */
function checkReportable(result: Reportable): void {
  if (has(result, "comparisons", "evidence", "fit")) {
    checkShape("result", result, comparisonShapes, { name: "TestComparison", wanted: "what compareTests returns" });
  } else if (has(result, "optimalCutoff", "observedCutoffs")) {
    const wanted = { name: "ThresholdAnalysis", wanted: "what analyzeThresholds returns" };
    checkShape("result", result, thresholdAnalysisShapes, wanted);
  } else if (has(result, "perfectReference", "referenceSensitivity")) checkFit(result as LatentClassFit);
}

/** The report of any result. Throws `InputError` (`bad-analysis`) for what is none. */
export function reportOf(result: Reportable, options: ReportOptions, drawing: FigureOptions): Report {
  checkReportable(result);
  const kind = KINDS.find(({ is }) => is(result))!;
  const report = kind.report(result as never, options, drawing);
  const { remedies } = options;
  if (remedies === undefined) return report;
  const sections = report.sections.map((section) => ({ ...section, blocks: spokenDocument(section.blocks, remedies) }));
  return { ...report, sections };
}
