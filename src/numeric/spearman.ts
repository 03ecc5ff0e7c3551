import { InputError } from "../base/errors.js";
import { midRanks } from "./descriptive.js";
import { normalUpperTail } from "./distributions/normal.js";
import { studentTUpperTail } from "./distributions/student-t.js";
import { exp, square } from "./elementary.js";

/** How a P value of Spearman's correlation was computed. */
export type SpearmanMethod = "exact" | "edgeworth" | "t";

/** Spearman's rank correlation with two-sided P values; all `null` where it is not defined. */
export interface SpearmanCorrelation {
  /** Pearson's correlation of the mid-ranks, −1 to 1; `null` for fewer than two pairs or if all x or all y are equal. */
  readonly rho: number | null;
  /** (n³ − n)(1 − rho) / 6; without ties, the sum of squared differences of ranks. */
  readonly s: number | null;
  /** By the rule of R's `cor.test(method = "spearman")`, see `method`. */
  readonly pValue: number | null;
  readonly method: SpearmanMethod | null;
  /** From t = rho·√((n − 2) / (1 − rho²)) with n − 2 degrees of freedom, whatever `method` is; `null` for n = 2. */
  readonly pValueAsymptotic: number | null;
}

/** Largest n whose exact distribution is used, and largest for which Edgeworth's series is, as in R. */
const EXACT_UP_TO = 9;
const EDGEWORTH_UP_TO = 1290;

/**
 * Spearman's rank correlation of paired values, with mid-ranks for ties.
 *
 * The P value follows R's `cor.test(x, y, method = "spearman")` with its defaults: without ties, the exact permutation
 * distribution of S up to n = 9, from n = 10 to 1,290 Edgeworth's series of algorithm AS 89 (Best and Roberts 1975, Applied
 * Statistics 24:377–379, doi:10.2307/2347111), beyond that and with ties the t approximation.
 *
 * @throws InputError `length-mismatch` unless x and y are equally long
 */
export function spearman(x: readonly number[], y: readonly number[]): SpearmanCorrelation {
  const n = x.length;
  if (y.length !== n) {
    throw new InputError("length-mismatch", `x has ${n} values and y has ${y.length}; they are pairs.`, {
      got: [n, y.length],
      wanted: "one length",
    });
  }
  const rho = correlationOfRanks(midRanks(x), midRanks(y));
  if (rho === null) return { rho: null, s: null, pValue: null, method: null, pValueAsymptotic: null };
  const s = ((n * n * n - n) * (1 - rho)) / 6;
  const pValueAsymptotic = n > 2 ? asymptotic(rho, n) : null;
  const tied = new Set(x).size < n || new Set(y).size < n;
  if (tied || n > EDGEWORTH_UP_TO) return { rho, s, pValue: pValueAsymptotic, method: "t", pValueAsymptotic };
  const whole = Math.round(s);
  const oneSided = n <= EXACT_UP_TO ? exactTail(whole, n) : edgeworthTail(whole, n);
  const method = n <= EXACT_UP_TO ? "exact" : "edgeworth";
  return { rho, s: whole, pValue: Math.min(1, 2 * oneSided), method, pValueAsymptotic };
}

/** Pearson's correlation of ranks, whose mean is (n + 1)/2. */
function correlationOfRanks(ranksX: readonly number[], ranksY: readonly number[]): number | null {
  const centre = (ranksX.length + 1) / 2;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (const [i, rankX] of ranksX.entries()) {
    const dx = rankX - centre;
    const dy = ranksY[i]! - centre;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  if (xx === 0 || yy === 0) return null;
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}

function asymptotic(rho: number, n: number): number {
  const t = Math.abs(rho) * Math.sqrt((n - 2) / ((1 - rho) * (1 + rho)));
  return Math.min(1, 2 * studentTUpperTail(t, n - 2));
}

/** P(S ≤ s) or P(S ≥ s) without ties, whichever is the tail, from the number of permutations with each value of S. */
function exactTail(s: number, n: number): number {
  const counts = permutationCounts(n);
  const upper = 6 * s > n * n * n - n;
  let inTail = 0;
  let all = 0;
  for (const [value, count] of counts.entries()) {
    all += count;
    if (upper ? value >= s : value <= s) inTail += count;
  }
  return inTail / all;
}

/** How many permutations π of 1…n have Σ(i − π(i))² = 0, 1, 2, …, by adding one i after the other over sets of values used. */
function permutationCounts(n: number): number[] {
  const largest = (n * n * n - n) / 3;
  let bySet = new Map<number, number[]>([[0, [1]]]);
  for (let i = 0; i < n; i++) {
    const next = new Map<number, number[]>();
    for (const [used, counts] of bySet) {
      for (let value = 0; value < n; value++) {
        if (used & (1 << value)) continue;
        const set = used | (1 << value);
        const target = next.get(set) ?? new Array<number>(largest + 1).fill(0);
        next.set(set, target);
        const distance = square(i - value);
        for (const [sum, count] of counts.entries()) if (count > 0) target[sum + distance]! += count;
      }
    }
    bySet = next;
  }
  return bySet.get((1 << n) - 1)!;
}

/** The tail as in {@link exactTail} by Edgeworth's series, with the continuity correction and the coefficients of AS 89. */
function edgeworthTail(s: number, n: number): number {
  const upper = 6 * s > n * n * n - n;
  const b = 1 / n;
  const corrected = upper ? s - 1 : s + 1;
  const x = ((6 * corrected * b) / (n * n - 1) - 1) * Math.sqrt(n - 1);
  const y = x * x;
  const u =
    x *
    b *
    (0.2274 +
      b * (0.2531 + 0.1745 * b) +
      y *
        (-0.0758 +
          b * (0.1033 + 0.3932 * b) -
          y * b * (0.0879 + 0.0151 * b - y * (0.0072 - 0.0831 * b + y * b * (0.0131 - 4.6e-4 * y)))));
  const correction = u / exp(y / 2);
  const tail = upper ? correction + normalUpperTail(x) : -correction + normalUpperTail(-x);
  return Math.max(0, Math.min(1, tail));
}
