import {
  add,
  apart,
  complement,
  intersect,
  logits,
  logs,
  multiply,
  type Range,
  range,
  scale,
  square,
  subtract,
} from "../range.js";
import type { AuditedResult } from "./audited-report.js";
import { impliedRatio } from "./ratios-from-proportions.js";
import { proportionOf } from "./relation.js";

const RATIOS = ["plr", "nlr", "dor"] as const;
type Ratio = (typeof RATIOS)[number];

const NOTHING = range(0, 0);

/** What terms of second order leave out, as a share of the variance of the log ratio. */
const LEFT_OUT = 0.1;

const hull = (a: Range, b: Range): Range => range(Math.min(a.lower, b.lower), Math.max(a.upper, b.upper));

/** Variances that a printed interval leaves possible on the scale on which it is symmetric, by its lower half where it ends at 1. */
function varianceOf(result: AuditedResult, name: string, to: (range: Range) => Range, critical: number): Range | null {
  const { estimate, lower, upper } = result.quantities.get(name) ?? {};
  if (estimate === undefined || lower === undefined || upper === undefined || !result.sound(name)) return null;
  const whole = scale(subtract(to(upper), to(lower)), 0.5);
  const half = Number.isFinite(whole.upper) ? whole : subtract(to(estimate), to(lower));
  const variance = square(scale(range(Math.max(0, half.lower), half.upper), 1 / critical));
  return Number.isFinite(variance.upper) ? variance : null;
}

/**
 * Whether LR+, LR− and DOR are printed, each with limits, and every one of these nine numbers is what means and quantiles of random
 * draws of the two logits give, as mada prints them. One misprint among plug-in values hardly ever looks so, nor one among draws.
 *
 * To the second order, with s² the variance of a logit and b = Sp(1 − Sp)s²(Sp) − Se(1 − Se)s²(Se), the curvature of ln LR:
 * the mean is the plug-in value times exp(b/2 + var/2), var the variance of ln LR; the middle of the quantiles is the plug-in value
 * times exp(b/2) to exp(b·z²/2), by how much of the variance each margin brings. ln DOR has no curvature, so that its mean is
 * both the plug-in value and the middle of its limits times exp(var/2).
 */
export function looksLikeMeansOfDraws(result: AuditedResult, critical: number): boolean {
  const bent = curvatures(result, critical);
  return bent !== null && RATIOS.every((name) => isMeanOfDraws(result, name, name === "dor" ? [] : bent, critical));
}

/** Curvatures times variances of the two margins, −Se(1 − Se)s² and Sp(1 − Sp)s²; `null` where the print doesn't tell them. */
function curvatures(result: AuditedResult, critical: number): readonly Range[] | null {
  const signs = { sensitivity: -1, specificity: 1 } as const;
  const bent = (["sensitivity", "specificity"] as const).flatMap((name) => {
    const p = proportionOf(result, name);
    const variance = varianceOf(result, name, logits, critical);
    return p === undefined || variance === null
      ? []
      : [scale(multiply(multiply(p, complement(p)), variance), signs[name])];
  });
  return bent.length === 2 ? bent : null;
}

function isMeanOfDraws(result: AuditedResult, name: Ratio, bent: readonly Range[], critical: number): boolean {
  const { estimate, lower, upper } = result.quantities.get(name) ?? {};
  const implied = impliedRatio(result, name);
  const variance = varianceOf(result, name, logs, critical);
  if (estimate === undefined || lower === undefined || upper === undefined) return false;
  if (implied === null || variance === null) return false;
  const exact = bent.length === 0;
  const slack = exact ? NOTHING : range(-LEFT_OUT * variance.upper, LEFT_OUT * variance.upper);
  const plugIn = add(logs(implied.range), slack);
  const bend = (most: number): Range => bent.map((one) => hull(scale(one, 0.5), scale(one, most))).reduce(add, NOTHING);
  const mean = add(add(plugIn, bend(0.5)), scale(variance, 0.5));
  const middle = scale(add(logs(lower), logs(upper)), 0.5);
  const median = intersect(add(plugIn, bend((critical * critical) / 2)), middle);
  if (median === null || apart(logs(estimate), mean)) return false;
  return !exact || !apart(logs(estimate), add(median, scale(variance, 0.5)));
}
