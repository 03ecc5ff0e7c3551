import { studentTQuantile } from "../../numeric/distributions/student-t.js";
import {
  apart,
  clamp,
  complement,
  divide,
  intersect,
  logits,
  logs,
  multiply,
  range,
  scale,
  square,
  subtract,
} from "../range.js";
import type { AuditedReport, AuditedResult } from "./audited-report.js";
import { isSymmetric } from "./interval-symmetry.js";
import { jointSeverity, proportionOf } from "./relation.js";
import {
  type AuditRule,
  combine,
  type Finding,
  NOT_CHECKED,
  quantityText,
  type Range,
  type RuleOutcome,
  rangeText,
} from "./rule.js";

const ID = "interval-widths-agree";
const RATIOS = ["plr", "nlr", "dor"] as const;

/** Standard errors that a printed interval leaves possible, on the scale it is symmetric on; `null` where it can't be used. */
function standardError(
  result: AuditedResult,
  name: string,
  critical: Range,
  to: (range: Range) => Range,
): Range | null {
  const quantity = result.quantities.get(name);
  if (quantity === undefined || !result.sound(name) || !isSymmetric(quantity)) return null;
  const { estimate, lower, upper } = quantity;
  if (estimate === undefined || lower === undefined || upper === undefined) return null;
  if (lower.bound !== "none" || upper.bound !== "none") return null;
  const [low, middle, high] = [to(lower), to(estimate), to(upper)];
  const per = (width: Range, times: number): Range => divide(scale(width, 1 / times), critical);
  const whole = per(subtract(high, low), 2);
  const below = per(subtract(middle, low), 1);
  const above = per(subtract(high, middle), 1);
  const possible = [whole, below, above].filter(({ upper: end }) => !Number.isNaN(end));
  const common = possible.reduce<Range | null>(
    (kept, next) => (kept === null ? null : intersect(kept, next)),
    range(0, Number.POSITIVE_INFINITY),
  );
  return common === null || !Number.isFinite(common.upper) || Number.isNaN(common.lower) ? null : common;
}

/** The covariance of the two mean logits that the interval of a ratio implies: its variance is α²·varA + β²·varB + 2αβ·cov. */
function impliedCovariance(variance: Range, alpha: Range, beta: Range, varA: Range, varB: Range): Range {
  const rest = subtract(subtract(variance, multiply(square(alpha), varA)), multiply(square(beta), varB));
  const factor = multiply(alpha, beta);
  const negative = range(Math.max(0, -rest.upper), Math.max(0, -rest.lower));
  const positive = range(Math.max(0, rest.lower), Math.max(0, rest.upper));
  const up = divide(positive, scale(factor, 2));
  const down = divide(negative, scale(factor, 2));
  if (rest.lower >= 0) return up;
  return rest.upper <= 0 ? range(-down.upper, -down.lower) : range(-down.upper, up.upper);
}

/** An interval of a ratio that no covariance of the two logits gives together with the intervals before it. */
interface Conflict {
  readonly name: (typeof RATIOS)[number];
  readonly covariance: Range;
  readonly against: { readonly name: string; readonly covariance: Range };
}

/**
 * With the standard errors sA, sB of the two mean logits and their covariance c, known from nothing else:
 * var ln DOR = sA² + sB² + 2c, var ln LR+ = (1−Se)²sA² + Sp²sB² + 2(1−Se)Sp·c, var ln LR− = Se²sA² + (1−Sp)²sB² + 2Se(1−Sp)·c.
 * Each printed ratio leaves a range for c; all of them and [−sA·sB, sA·sB] must have a value in common.
 *
 * @param critical quantiles that half widths may be multiples of
 */
function conflicts(result: AuditedResult, critical: Range): { readonly found: Conflict[]; readonly checked: number } {
  const sensitivity = proportionOf(result, "sensitivity");
  const specificity = proportionOf(result, "specificity");
  const seA = standardError(result, "sensitivity", critical, logits);
  const seB = standardError(result, "specificity", critical, logits);
  if (sensitivity === undefined || specificity === undefined || seA === null || seB === null) {
    return { found: [], checked: 0 };
  }
  const one = range(1, 1);
  const gradients: Readonly<Record<(typeof RATIOS)[number], readonly [Range, Range]>> = {
    plr: [complement(clamp(sensitivity, 0, 1)), clamp(specificity, 0, 1)],
    nlr: [clamp(sensitivity, 0, 1), complement(clamp(specificity, 0, 1))],
    dor: [one, one],
  };
  const largest = seA.upper * seB.upper;
  const known: { name: string; covariance: Range }[] = [
    { name: "sensitivity and specificity", covariance: range(-largest, largest) },
  ];
  const found: Conflict[] = [];
  let checked = 0;
  for (const name of RATIOS) {
    const se = standardError(result, name, critical, logs);
    if (se === null) continue;
    checked += 1;
    const [alpha, beta] = gradients[name];
    const covariance = impliedCovariance(square(se), alpha, beta, square(seA), square(seB));
    const against = known.find((other) => apart(covariance, other.covariance));
    if (against === undefined) known.push({ name: quantityName(result, name), covariance });
    else found.push({ name, covariance, against });
  }
  return { found, checked };
}

/** Programs whose intervals are all made with normal quantiles. */
const NORMAL = new Set(["midas", "metandi", "metadta", "lme4", "dta-meta"]);

/** Quantiles of t that a program may take in place of the normal one: with so many degrees of freedom as tables less parameters. */
function withStudentT({ result }: AuditedResult, critical: number, level: number): Range {
  const df = Math.max(1, (result.k ?? 10) - 5);
  return range(critical, studentTQuantile((1 + level) / 2, df));
}

function check(result: AuditedResult, { critical, report }: AuditedReport): RuleOutcome {
  if (result.plugInRatios === "none") return NOT_CHECKED;
  const { found, checked } = conflicts(result, range(critical, critical));
  const mayBeT = result.program === null || !NORMAL.has(result.program);
  const sure =
    found.length === 0 || !mayBeT
      ? found
      : conflicts(result, withStudentT(result, critical, report.level ?? 0.95)).found;
  const findings = found.map(({ name, covariance, against }): Finding => {
    const quantity = result.quantities.get(name)!;
    const certain = sure.some((one) => one.name === name);
    return {
      rule: ID,
      severity: certain ? jointSeverity(result.plugInRatios) : "note",
      where: `${result.where}.${name}`,
      printed: quantityText(quantity),
      expected: `a covariance of the two logits of ${rangeText(against.covariance)}`,
      explanation:
        `${result.name}: the width of the interval of the ${quantity.info?.label ?? name} implies a covariance of the mean logits of ` +
        `${rangeText(covariance)}, but the intervals of ${against.name} leave only ${rangeText(against.covariance)}. ` +
        (certain
          ? "The intervals can't all come from one fit; a limit is wrong."
          : "They can all come from one fit only if some were made with quantiles of t; otherwise a limit is wrong."),
    };
  });
  return { findings, checked };
}

const quantityName = (result: AuditedResult, name: string): string => result.quantities.get(name)?.info?.label ?? name;

/** The intervals of the ratios fit those of sensitivity and specificity. */
export const intervalWidths: AuditRule = {
  id: ID,
  severity: "error",
  title: "The widths of the intervals of LR+, LR− and DOR fit those of sensitivity and specificity.",
  explanation:
    "All five intervals come from the standard errors of two mean logits and one covariance. Five widths and three unknowns: limits that were mistyped on both sides, so that the interval stays symmetric, show here. Where quantiles of t in some of the intervals would explain it, and the program is not known to use normal ones, it is a note.",
  formula:
    "var ln DOR = sA² + sB² + 2c; var ln LR+ = (1−Se)²sA² + Sp²sB² + 2(1−Se)Sp·c; var ln LR− = Se²sA² + (1−Sp)²sB² + 2Se(1−Sp)·c; |c| ≤ sA·sB",
  check: (report) => combine(report.results.map((result) => check(result, report))),
};
