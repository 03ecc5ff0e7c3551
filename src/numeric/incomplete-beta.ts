import { logGap, stirlingError } from "./gamma.js";
import { expit } from "./logistic.js";
import { normalQuantileOfLog } from "./normal.js";
import { type LogTail, solveLogTail, type Tails } from "./tails.js";

/**
 * ln of x^a y^b / B(a, b), the beta density on the logit scale, for x + y = 1.
 *
 * Saddle-point form (Loader 2000): −a·g(d/a) − b·g(−d/b) + ½ ln(ab / (2π(a + b))) + δ(a + b) − δ(a) − δ(b) with
 * d = bx − ay, g = {@link logGap}, δ = {@link stirlingError}. Nothing large cancels, whatever a and b.
 */
function logBetaPower(a: number, b: number, x: number, y: number): number {
  const excess = b * x - a * y;
  const up = excess / a;
  const down = -excess / b;
  const gapA = up < -0.4 ? up - Math.log(x) - Math.log1p(b / a) : logGap(up);
  const gapB = down < -0.4 ? down - Math.log(y) - Math.log1p(a / b) : logGap(down);
  const scale = 0.5 * Math.log((a * (b / (a + b))) / (2 * Math.PI));
  return scale + (stirlingError(a + b) - stirlingError(a) - stirlingError(b)) - a * gapA - b * gapB;
}

/**
 * x^a y^b / B(a, b) divided by I_x(a, b), by the continued fraction of DiDonato and Morris (1992, ACM Transactions on
 * Mathematical Software 18:360–373, doi:10.1145/131766.131776). It converges fast for x below the mean a / (a + b).
 */
function continuedFraction(a: number, b: number, x: number, y: number): number {
  const tiny = 1e-300;
  const margin = a * y - b * x;
  let value = (a * (margin + 1)) / (a + 1);
  if (value === 0) value = tiny;
  let c = value;
  let d = 0;
  for (let n = 1; n < 1e5; n++) {
    const before = a + 2 * n - 1;
    const numerator = (((a + n - 1) * (a + b + n - 1)) / before) * ((n * (b - n) * x * x) / before);
    const denominator = n + (n * (b - n) * x) / before + ((a + n) * (margin + 1 + n * (1 + y))) / (before + 2);
    d = denominator + numerator * d;
    if (d === 0) d = tiny;
    c = denominator + numerator / c;
    if (c === 0) c = tiny;
    d = 1 / d;
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) < 2e-16) break;
  }
  return value;
}

/** I_x(a, b) and its complement, for x + y = 1. */
export function incompleteBeta(a: number, b: number, x: number, y: number): Tails {
  if (!(x > 0)) return { lower: 0, upper: 1 };
  if (!(y > 0)) return { lower: 1, upper: 0 };
  const density = Math.exp(logBetaPower(a, b, x, y));
  if (b * x <= a * y) {
    const lower = density / continuedFraction(a, b, x, y);
    return { lower, upper: 1 - lower };
  }
  const upper = density / continuedFraction(b, a, y, x);
  return { lower: 1 - upper, upper };
}

/** ln I_x(a, b) at the log odds t of x. */
function logLowerTail(a: number, b: number, t: number): LogTail {
  const x = expit(t);
  const y = expit(-t);
  const slope = a * y - b * x;
  const logDensity = logBetaPower(a, b, x, y);
  if (slope >= 0) {
    const hazard = continuedFraction(a, b, x, y);
    return { logProbability: logDensity - Math.log(hazard), hazard, slope };
  }
  const density = Math.exp(logDensity);
  const upper = density / continuedFraction(b, a, y, x);
  return { logProbability: Math.log1p(-upper), hazard: density / (1 - upper), slope };
}

/**
 * The log odds ln(x / (1 − x)) of the x with I_x(a, b) = p, for 0 < p ≤ ½; call it with a and b exchanged and change
 * the sign for the upper tail. On this scale the beta density is log-concave.
 */
export function incompleteBetaLogOdds(p: number, a: number, b: number): number {
  const logP = Math.log(p);
  return solveLogTail((t) => logLowerTail(a, b, t), logP, start(logP, a, b));
}

/** Abramowitz and Stegun (1964) 26.5.22 where both parameters exceed 1, else the leading term of I_x near x = 0. */
function start(logP: number, a: number, b: number): number {
  if (a > 1 && b > 1) {
    const z = normalQuantileOfLog(logP);
    const inverseA = 1 / (2 * a - 1);
    const inverseB = 1 / (2 * b - 1);
    const lambda = (z * z - 3) / 6;
    const h = 2 / (inverseA + inverseB);
    const w = (-z * Math.sqrt(Math.max(0, h + lambda))) / h - (inverseB - inverseA) * (lambda + 5 / 6 - 2 / (3 * h));
    return Math.log(a / b) - 2 * w;
  }
  // at x = 1/2 the density in closed form gives ln B(a, b)
  const logBeta = -(a + b) * Math.LN2 - logBetaPower(a, b, 0.5, 0.5);
  const leading = (logP + Math.log(a) + logBeta) / a;
  return Math.max(-700, Math.min(leading, 700));
}
