import { checkLevel } from "../../base/checks.js";
import type { Estimate } from "../../base/estimate.js";
import { expit } from "../../numeric/distributions/logistic.js";
import { normalUpperQuantile } from "../../numeric/distributions/normal.js";

/** z such that a normal variable lies within ±z with probability `level`: 1.96 for 0.95. */
export function normalCritical(level: number): number {
  return normalUpperQuantile((1 - checkLevel(level)) / 2);
}

/** expit(mean ± z·se): a proportion with its Wald interval on the logit scale. */
export function proportionFromLogit(mean: number, variance: number, level: number): Estimate {
  const half = normalCritical(level) * Math.sqrt(variance);
  return { estimate: expit(mean), lower: expit(mean - half), upper: expit(mean + half), level };
}
