import { normalQuantile } from "../../numeric/distributions/normal.js";
import { type PrintedQuantity, printedQuantities } from "../printed-quantities.js";
import type { PublishedReport, PublishedResult } from "../schema.js";

/**
 * How sure it is that the numbers of a result come from one bivariate fit: the report says so (`declared`), says nothing
 * (`assumed`), or says something else (`none`: each quantity was pooled on its own).
 */
export type JointFit = "declared" | "assumed" | "none";

/** A result made ready for the rules. */
export interface AuditedResult {
  readonly result: PublishedResult;
  /** Path for findings: `results[ct]`, or `results[8]` without an id. */
  readonly where: string;
  /** What to call it in sentences. */
  readonly name: string;
  readonly quantities: ReadonlyMap<string, PrintedQuantity>;
  readonly jointFit: JointFit;
  /** Whether LR+, LR− and DOR are the plug-in values of the pooled sensitivity and specificity; mada draws them at random. */
  readonly plugInRatios: JointFit;
  /** The program that made the numbers, where it is known. */
  readonly program: string | null;
  /** Whether limits and estimate of a quantity are in order; a broken interval is reported once and used no further. */
  readonly sound: (name: string) => boolean;
}

/** Published results made ready for the rules. */
export interface AuditedReport {
  readonly report: PublishedReport;
  readonly results: readonly AuditedResult[];
  /** Normal quantile of the confidence level, 1.96 for 95 %. */
  readonly critical: number;
}

const JOINT = /bivariate|hierarchical|hsroc|mixed|glmm|reitsma/i;
const SEPARATE = /univariate|simple pool|separate|dersimonian|moses/i;
const PROGRAMS: readonly (readonly [RegExp, string])[] = [
  [/meta-?disc/i, "meta-disc"],
  [/metandi/i, "metandi"],
  [/metadta/i, "metadta"],
  [/\bmada\b/i, "mada"],
  [/\bmidas\b/i, "midas"],
];
const JOINT_PROGRAMS = new Set(["midas", "metandi", "metadta", "lme4", "mada", "dta-meta"]);

function programOf(report: PublishedReport, result: PublishedResult): string | null {
  const named = result.as ?? report.as;
  if (named !== undefined) return named;
  const words = [result.software, result.model, report.software, report.model].filter(Boolean).join(" ");
  const found = PROGRAMS.filter(([pattern]) => pattern.test(words));
  return found.length === 1 ? found[0]![1] : null;
}

function jointFitOf(report: PublishedReport, result: PublishedResult, program: string | null): JointFit {
  if (report.pooling !== undefined) return report.pooling === "bivariate" ? "declared" : "none";
  if (program !== null) return JOINT_PROGRAMS.has(program) ? "declared" : "none";
  const words = result.model ?? report.model ?? "";
  if (JOINT.test(words)) return "declared";
  return SEPARATE.test(words) ? "none" : "assumed";
}

/** Whether the printed estimate can lie between the printed limits, and the limits are in order. */
export function inOrder({ estimate, lower, upper }: PrintedQuantity): boolean {
  if (lower !== undefined && upper !== undefined && lower.lower > upper.upper) return false;
  if (estimate === undefined) return true;
  return (
    (lower === undefined || lower.lower <= estimate.upper) && (upper === undefined || estimate.lower <= upper.upper)
  );
}

/** Reads every printed number of a report and works out what its numbers can be held to. */
export function auditedReport(report: PublishedReport): AuditedReport {
  const level = report.level ?? 0.95;
  return {
    report,
    critical: normalQuantile((1 + level) / 2),
    results: report.results.map((result, index) => {
      const quantities = printedQuantities(result);
      const program = programOf(report, result);
      const jointFit = jointFitOf(report, result, program);
      return {
        result,
        where: `results[${result.id ?? index}]`,
        name: result.label ?? result.id ?? `result ${index + 1}`,
        quantities,
        jointFit,
        plugInRatios: program === "mada" ? "none" : jointFit,
        program,
        sound: (name) => {
          const quantity = quantities.get(name);
          return quantity !== undefined && inOrder(quantity);
        },
      };
    }),
  };
}
