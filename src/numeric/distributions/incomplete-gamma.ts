import { exp, expm1, log, log1p } from "../elementary.js";
import { continuedFraction } from "./continued-fraction.js";
import { logGap, stirlingError } from "./gamma.js";
import { normalQuantileOfLog } from "./normal.js";
import { type LogTail, otherTail, solveLogTail, type Tails, tailOverDensity, tailsFromLog } from "./tails.js";

// The regularised incomplete gamma functions P(a, x) and Q(a, x), both to full relative precision, on the scale of t = ln x.
// There the gamma density is x^a e^−x / Γ(a): log-concave, its mode at x = a.

/** Below this t the leading term of the series is exact to rounding. */
const EXTREME_LOG = -690;
/** Beyond this a the tail is integrated, since the continued fractions take some √a terms. */
const CONCENTRATED = 3000;

/** The part of ln(x^a e^−x / Γ(a)) that does not depend on x: its value at the mode. */
function logPeak(a: number): number {
  return 0.5 * log(a / (2 * Math.PI)) - stirlingError(a);
}

/** ln of x^a e^−x / Γ(a), the gamma density on the log scale: peak − a·g((x − a)/a) with g = {@link logGap} (Loader 2000). */
function logDensity(a: number, x: number, peak: number): number {
  const up = (x - a) / a;
  return peak - a * (up < -0.4 ? up - log(x / a) : logGap(up));
}

/** Density over P(a, x) by the power series at x = 0 (Abramowitz and Stegun 1964, 6.5.29). */
function lowerHazardBySeries(a: number, x: number): number {
  let term = 1;
  let sum = 0;
  for (let n = 1; n < 100; n++) {
    term *= -x / n;
    const part = term / (a + n);
    sum += part;
    if (Math.abs(part) <= 1e-17 * Math.abs(sum)) break;
  }
  return (a * exp(-x)) / (1 + a * sum);
}

/** Density over P(a, x), x ≤ a: the limit of the beta function's fraction of DiDonato and Morris (1992) for large b. */
function lowerHazardByFraction(a: number, x: number): number {
  return continuedFraction(
    (a * (a - x + 1)) / (a + 1),
    (n) => {
      const ratio = x / (a + 2 * n - 1);
      return (a + n - 1) * n * ratio * ratio;
    },
    (n) => n + (n * x) / (a + 2 * n - 1) + ((a + n) * (a - x + 1 + 2 * n)) / (a + 2 * n + 1),
  );
}

/** Density over Q(a, x), x > a, by Legendre's continued fraction (Abramowitz and Stegun 1964, 6.5.31, even part). */
function upperHazardByFraction(a: number, x: number): number {
  return continuedFraction(
    x + 1 - a,
    (n) => n * (a - n),
    (n) => x + 2 * n + 1 - a,
  );
}

/** Density over the tail on the side of x away from the mode, by numerical integration; for large a. */
function hazardByIntegral(a: number, x: number, direction: 1 | -1): number {
  const logRatio = (s: number): number => a * direction * s - x * expm1(direction * s);
  return 1 / tailOverDensity(logRatio, Math.abs(a - x), x);
}

/** The tail that is computed directly at x, and which one it is. */
function directTail(a: number, x: number, peak: number): LogTail & { readonly isLower: boolean } {
  const density = logDensity(a, x, peak);
  // Up to the mode, or so close to 0 that Legendre's fraction converges slowly.
  const series = a <= 1 && (x <= a || x <= 0.25);
  const isLower = series || x <= a;
  const hazard = series
    ? lowerHazardBySeries(a, x)
    : a > CONCENTRATED
      ? hazardByIntegral(a, x, isLower ? -1 : 1)
      : isLower
        ? lowerHazardByFraction(a, x)
        : upperHazardByFraction(a, x);
  return { logProbability: density - log(hazard), hazard, slope: isLower ? a - x : x - a, isLower };
}

/** P(a, x) and Q(a, x) for a > 0; x below 0 counts as 0. */
export function incompleteGamma(a: number, x: number): Tails {
  if (!(x > 0)) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  const { logProbability, isLower } = directTail(a, x, logPeak(a));
  return tailsFromLog(logProbability, isLower);
}

/** ln x with P(a, x) = p (`wantLower`) or Q(a, x) = p, for 0 < p ≤ ½. */
export function incompleteGammaLog(p: number, a: number, wantLower: boolean): number {
  const peak = logPeak(a);
  // P(a, x) tends to x^a / Γ(a + 1) as x tends to 0; ln Γ(a + 1) from the density at its mode.
  const logLeading = log(a) + a * (log(a) - 1) - peak;
  const logTail = (t: number): LogTail => {
    const direct =
      t <= EXTREME_LOG
        ? { logProbability: Math.min(0, a * t - logLeading), hazard: a, slope: a, isLower: true }
        : directTail(a, exp(t), peak);
    return direct.isLower === wantLower ? direct : otherTail(direct);
  };
  const logP = log(p);
  const z = normalQuantileOfLog(logP) * (wantLower ? 1 : -1);
  const cube = 1 - 1 / (9 * a) + z / (3 * Math.sqrt(a));
  // Wilson and Hilferty's approximation (Abramowitz and Stegun 1964, 26.4.17), else the leading term.
  const wilsonHilferty = cube > 0 ? log(a) + 3 * log(cube) : Number.NEGATIVE_INFINITY;
  if (wantLower) return solveLogTail(logTail, logP, Math.max(wilsonHilferty, (logP + logLeading) / a));
  const start = Math.max(wilsonHilferty, (log1p(-p) + logLeading) / a);
  return -solveLogTail((t) => logTail(-t), logP, -start);
}
