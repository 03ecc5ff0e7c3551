import { exp, expm1, log, log1p } from "../elementary.js";
import { requireProbability } from "./domain.js";
import { erfcx } from "./erf.js";

const LOG_SQRT_TWO_PI = 0.9189385332046727;
const SQRT_TWO_PI = 2.5066282746310002;
/** What is lacking in `Math.LN2` as a double. */
const LOG_TWO_REST = 2.3190468138462996e-17;

/** The standard normal density e^(−x²/2) / √(2π). */
export function normalDensity(x: number): number {
  const half = gaussianRoot(x);
  return (half / SQRT_TWO_PI) * half;
}

/**
 * e^(−x²/4), with x² taken exactly where it matters: x is split into a part whose square is a double and a small rest,
 * so that the rounding of x² is not blown up by the exponential. Squared, it gives e^(−x²/2); the caller multiplies by it
 * twice, so that a subnormal result is rounded only once.
 */
function gaussianRoot(x: number): number {
  const coarse = Math.trunc(x * 16) / 16;
  const rest = (x - coarse) * (x + coarse);
  return exp(-coarse * coarse * 0.25) * exp(-rest * 0.25);
}

/** The smaller tail P(Z > x) for x ≥ 0. */
function tail(x: number): number {
  if (x > 40) return 0;
  const half = gaussianRoot(x);
  return 0.5 * half * erfcx(x * Math.SQRT1_2) * half;
}

/**
 * The upper tail P(Z > x) of the standard normal distribution.
 *
 * ½ · erfc(x/√2), from the scaled function {@link erfcx}, with full relative accuracy down to the least positive double
 * (x = 38.48). R's `pnorm` cuts to 0 at 37.52.
 */
export function normalUpperTail(x: number): number {
  return x >= 0 ? tail(x) : 1 - tail(-x);
}

/** The distribution function P(Z ≤ x) of the standard normal distribution; accuracy as {@link normalUpperTail}. */
export function normalCdf(x: number): number {
  return normalUpperTail(-x);
}

/** ln P(Z > x), relative accuracy full at any depth: x = 1e10 gives −5e19. */
export function normalLogUpperTail(x: number): number {
  if (x < 0) return log1p(0 - tail(-x));
  if (x > 1e100) return (-x * x) / 2;
  return (-x * x) / 2 + log(0.5 * erfcx(x * Math.SQRT1_2));
}

/** ln P(Z ≤ x); see {@link normalLogUpperTail}. */
export function normalLogCdf(x: number): number {
  return normalLogUpperTail(-x);
}

/** ln of the standard normal density. */
export function normalLogDensity(x: number): number {
  return (-x * x) / 2 - LOG_SQRT_TWO_PI;
}

/**
 * The standard normal quantile: x with P(Z ≤ x) = p. −∞ at 0, ∞ at 1.
 *
 * For |p − ½| ≤ 0.425 the rational function of Wichura's algorithm AS 241 (1988, Applied Statistics 37:477–484,
 * doi:10.2307/2347330), beyond it Newton's method on the log of the tail ({@link normalLogUpperTail}), which is concave.
 * Relative error below 1e-15 for every p, the subnormal ones included. For p close to 1 use
 * {@link normalUpperQuantile}, which takes 1 − p.
 *
 * @throws InputError `outside-domain` if p is no probability
 */
export function normalQuantile(p: number): number {
  requireProbability(p, "p");
  const centred = p - 0.5;
  if (Math.abs(centred) <= 0.425) return centralQuantile(centred);
  return centred < 0 ? -tailQuantile(log(p)) : tailQuantile(log1p(-p));
}

/** x with P(Z > x) = q, that is −normalQuantile(q). */
export function normalUpperQuantile(q: number): number {
  // 0 − x, not −x: the median is 0, not −0.
  return 0 - normalQuantile(q);
}

/**
 * The standard normal quantile of a probability given by its log: x with ln P(Z ≤ x) = logP, for any logP ≤ 0, however low.
 *
 * @throws InputError `outside-domain` if logP > 0
 */
export function normalQuantileOfLog(logP: number): number {
  if (!(logP <= 0)) requireProbability(exp(logP), "e^logP");
  if (logP < -2.6) return -tailQuantile(logP);
  const centred = 0.5 * expm1(logP + Math.LN2 + LOG_TWO_REST);
  if (centred <= 0.425) return centralQuantile(centred);
  return tailQuantile(log(-expm1(logP)));
}

/** x > 0 with ln P(Z > x) = logQ, for logQ well below ln ½. */
function tailQuantile(logQ: number): number {
  if (logQ === Number.NEGATIVE_INFINITY) return Number.POSITIVE_INFINITY;
  const twice = -2 * logQ;
  let x = Math.sqrt(twice - log(6.28 * (twice - log(6.28 * twice))));
  for (let iteration = 0; iteration < 8; iteration++) {
    const scaled = erfcx(x * Math.SQRT1_2);
    const excess = (-x * x) / 2 + log(0.5 * scaled) - logQ;
    const hazard = 2 / (SQRT_TWO_PI * scaled);
    const newton = excess / hazard;
    const step = newton / (1 + 0.5 * newton * (hazard - x));
    x += step;
    if (Math.abs(step) <= 1e-9 * x) break;
  }
  return x;
}

const numerator = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
  133.14166789178438, 3.3871328727963665,
];
const denominator = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
  42.31333070160091, 1,
];

/** The quantile of ½ + centred, |centred| ≤ 0.425. */
function centralQuantile(centred: number): number {
  const r = 0.180625 - centred * centred;
  return (centred * polynomial(numerator, r)) / polynomial(denominator, r);
}

function polynomial(highestFirst: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of highestFirst) sum = sum * x + coefficient;
  return sum;
}
