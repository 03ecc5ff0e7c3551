import { logGap, stirlingError } from "./gamma.js";
import { normalQuantileOfLog } from "./normal.js";
import { type LogTail, solveLogTail, type Tails } from "./tails.js";

/** ln of x^a e^−x / Γ(a), the gamma density on the log scale. */
function logGammaPower(a: number, x: number): number {
  const up = (x - a) / a;
  const gap = up < -0.4 ? up - Math.log(x / a) : logGap(up);
  return 0.5 * Math.log(a / (2 * Math.PI)) - stirlingError(a) - a * gap;
}

/** x^a e^−x / Γ(a) divided by the lower tail P(a, x), x ≤ a. */
function lowerFraction(a: number, x: number): number {
  return lentz((a * (a - x + 1)) / (a + 1), 1, (n) => {
    const before = a + 2 * n - 1;
    const ratio = x / before;
    return [(a + n - 1) * n * ratio * ratio, n + n * ratio + ((a + n) * (a - x + 1 + 2 * n)) / (before + 2)];
  });
}

/** x^a e^−x / Γ(a) divided by the upper tail Q(a, x), x > a (Legendre's continued fraction). */
function upperFraction(a: number, x: number): number {
  return lentz(x + 1 - a, 1, (n) => [n * (a - n), x + 2 * n + 1 - a]);
}

function lentz(first: number, from: number, term: (n: number) => readonly [number, number]): number {
  const tiny = 1e-300;
  let value = first === 0 ? tiny : first;
  let c = value;
  let d = 0;
  for (let n = from; n < 1e5; n++) {
    const [numerator, denominator] = term(n);
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

/** P(a, x) and Q(a, x). */
export function incompleteGamma(a: number, x: number): Tails {
  if (!(x > 0)) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  const density = Math.exp(logGammaPower(a, x));
  if (x <= a) {
    const lower = density / lowerFraction(a, x);
    return { lower, upper: 1 - lower };
  }
  const upper = density / upperFraction(a, x);
  return { lower: 1 - upper, upper };
}

function logTail(a: number, t: number, wantLower: boolean): LogTail {
  const x = Math.exp(t);
  const logDensity = logGammaPower(a, x);
  const isLower = x <= a;
  const fraction = isLower ? lowerFraction(a, x) : upperFraction(a, x);
  const slope = wantLower ? a - x : x - a;
  if (isLower === wantLower) return { logProbability: logDensity - Math.log(fraction), hazard: fraction, slope };
  const density = Math.exp(logDensity);
  const far = density / fraction;
  return { logProbability: Math.log1p(-far), hazard: density / (1 - far), slope };
}

/** ln x with P(a, x) = p (`lower`) or Q(a, x) = p, for 0 < p ≤ ½. */
export function incompleteGammaLog(p: number, a: number, lower: boolean): number {
  const logP = Math.log(p);
  const z = normalQuantileOfLog(logP) * (lower ? 1 : -1);
  const cube = 1 - 1 / (9 * a) + z / (3 * Math.sqrt(a));
  const wilsonHilferty = cube > 0 ? Math.log(a) + 3 * Math.log(cube) : Number.NEGATIVE_INFINITY;
  if (lower) {
    const logLeading = (logP + Math.log(a) - logGammaPower(a, 1) - 1) / a;
    const start = Math.max(wilsonHilferty, Math.max(-740, Math.min(logLeading, 0)));
    return solveLogTail((t) => logTail(a, t, true), logP, start);
  }
  const start = Number.isFinite(wilsonHilferty) ? wilsonHilferty : Math.log(a);
  return -solveLogTail((t) => logTail(a, -t, false), logP, -start);
}
