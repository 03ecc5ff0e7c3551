import { checkOptions } from "../base/check-options.js";
import { checkChoice, checkLevel } from "../base/checks.js";
import { shown } from "../base/describe.js";
import { InputError } from "../base/errors.js";
import type { Estimate } from "../base/estimate.js";
import { betaQuantile, betaUpperQuantile } from "../numeric/distributions/beta-distribution.js";
import { normalUpperQuantile } from "../numeric/distributions/normal.js";
import { exp, expm1, log } from "../numeric/elementary.js";

/** How the interval of a proportion is made. */
export type ProportionMethod = "wilson" | "clopper-pearson" | "jeffreys" | "agresti-coull" | "wald";

/** Every method, the default first. */
export const proportionMethods: readonly ProportionMethod[] = [
  "wilson",
  "clopper-pearson",
  "jeffreys",
  "agresti-coull",
  "wald",
];

type Limits = readonly [lower: number, upper: number];

const clip = (value: number): number => Math.min(1, Math.max(0, value));

/**
 * Score interval: the p at which |x − n·p| = z·√(n·p·(1−p)).
 * The lower root is written without a difference, so it keeps its digits near 0 and is exactly 0 at x = 0.
 */
function wilson(x: number, n: number, z: number): Limits {
  const z2 = z * z;
  const root = z * Math.sqrt(z2 + (4 * x * (n - x)) / n);
  const lower = x === 0 ? 0 : (2 * x * x) / (n * (2 * x + z2 + root));
  const upper = x === n ? 1 : (2 * x + z2 + root) / (2 * (n + z2));
  return [lower, upper];
}

/** The p at which the binomial tail that x cuts off holds α/2, by beta quantiles; in closed form at 0 and n. */
function clopperPearson(x: number, n: number, alpha: number): Limits {
  const half = alpha / 2;
  if (x === 0) return [0, -expm1(log(half) / n)];
  if (x === n) return [exp(log(half) / n), 1];
  return [betaQuantile(half, x, n - x + 1), betaUpperQuantile(half, x + 1, n - x)];
}

/** Equal tails of Beta(x + ½, n − x + ½), the lower limit 0 at x = 0 and the upper limit 1 at x = n. */
function jeffreys(x: number, n: number, alpha: number): Limits {
  const lower = x === 0 ? 0 : betaQuantile(alpha / 2, x + 0.5, n - x + 0.5);
  const upper = x === n ? 1 : betaUpperQuantile(alpha / 2, x + 0.5, n - x + 0.5);
  return [lower, upper];
}

/** Wald interval around (x + z²/2)/(n + z²). */
function agrestiCoull(x: number, n: number, z: number): Limits {
  const trials = n + z * z;
  const centre = (x + (z * z) / 2) / trials;
  const half = z * Math.sqrt((centre * (1 - centre)) / trials);
  return [clip(centre - half), clip(centre + half)];
}

/** p ± z·√(p·(1−p)/n); of no width at 0 and n. */
function wald(x: number, n: number, z: number): Limits {
  const p = x / n;
  const half = z * Math.sqrt((p * (1 - p)) / n);
  return [clip(p - half), clip(p + half)];
}

function limits(method: ProportionMethod, x: number, n: number, level: number): Limits {
  const alpha = 1 - level;
  const z = normalUpperQuantile(alpha / 2);
  switch (method) {
    case "wilson":
      return wilson(x, n, z);
    case "clopper-pearson":
      return clopperPearson(x, n, alpha);
    case "jeffreys":
      return jeffreys(x, n, alpha);
    case "agresti-coull":
      return agrestiCoull(x, n, z);
    case "wald":
      return wald(x, n, z);
  }
}

/**
 * A proportion x/n with its confidence interval; `null` where n = 0.
 *
 * - `wilson` (default): score interval; Wilson 1927, J Am Stat Assoc 22:209, doi:10.1080/01621459.1927.10502953.
 *   Agrees with R's `prop.test(correct = FALSE)` and Stata's `ci proportions, wilson`.
 * - `clopper-pearson`: "exact"; Clopper & Pearson 1934, Biometrika 26:404, doi:10.1093/biomet/26.4.404. Agrees with R's
 *   `binom.test`.
 * - `jeffreys`: equal-tailed posterior of the Beta(½, ½) prior, its lower limit set to 0 at x = 0 and its upper limit
 *   to 1 at x = n; Brown, Cai & DasGupta 2001, Stat Sci 16:101, section 3.1.3, doi:10.1214/ss/1009213286.
 * - `agresti-coull`: Wald after adding z²/2 successes and failures; Agresti & Coull 1998, Am Stat 52:119,
 *   doi:10.2307/2685469.
 * - `wald`: x/n ± z·√(p(1−p)/n); of no width at x = 0 and x = n, so of no use there.
 *
 * All limits lie in [0, 1] (Agresti–Coull and Wald are cut there). At x = 0 the lower limit is exactly 0 and at x = n
 * the upper limit is exactly 1. Counts may be fractional, as after a continuity correction.
 *
 * Throws `InputError` where 0 ≤ x ≤ n does not hold (`bad-proportion`), the level lies outside (0, 1) (`bad-level`) or the
 * method is unknown (`bad-option`).
 *
 * @example
 * ```ts
 * import { proportionInterval } from "dta-meta";
 *
 * const interval = proportionInterval(47, 56, { method: "clopper-pearson" });
 * interval?.lower.toFixed(3); // "0.717"
 * interval?.upper.toFixed(3); // "0.924"
 * ```
 */
export function proportionInterval(
  successes: number,
  trials: number,
  options: { readonly method?: ProportionMethod; readonly level?: number } = {},
): Estimate | null {
  checkOptions(options);
  const { method = "wilson", level = 0.95 } = options;
  checkLevel(level);
  checkChoice("interval", method, proportionMethods);
  const numbers = typeof successes === "number" && typeof trials === "number";
  if (!(numbers && successes >= 0 && trials >= successes && trials <= Number.MAX_SAFE_INTEGER)) {
    throw new InputError(
      "bad-proportion",
      `a proportion needs 0 ≤ successes ≤ trials, got ${shown(successes)} successes in ${shown(trials)} trials.`,
      { where: "successes, trials", got: { successes, trials }, wanted: "0 ≤ successes ≤ trials, both finite" },
    );
  }
  if (trials === 0) return null;
  const [lower, upper] = limits(method, successes, trials, level);
  return { estimate: successes / trials, lower, upper, level };
}
