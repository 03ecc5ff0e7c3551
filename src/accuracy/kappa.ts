import { checkOptions } from "../base/check-options.js";
import { checkArray, checkLevel } from "../base/checks.js";
import { shown } from "../base/describe.js";
import { InputError } from "../base/errors.js";
import type { PartialEstimate } from "../base/estimate.js";
import { normalUpperQuantile, normalUpperTail } from "../numeric/distributions/normal.js";
import { square } from "../numeric/elementary.js";

/** Cohen's κ with its interval and its test; `null` and a reason where it is not defined. */
export interface Kappa extends PartialEstimate {
  /** Large-sample standard error of κ, that of the interval. */
  readonly standardError: number | null;
  /** Standard error under the hypothesis of no agreement beyond chance, that of the test. */
  readonly nullStandardError: number | null;
  /** κ over `nullStandardError`. */
  readonly z: number | null;
  /** Two-sided, of κ = 0. */
  readonly pValue: number | null;
  /** Share of subjects on which the raters agree. */
  readonly observedAgreement: number | null;
  /** Share that would agree by chance, from the raters' margins. */
  readonly expectedAgreement: number | null;
  /** Subjects. */
  readonly n: number;
  /** Why something is missing; `null` where nothing is. */
  readonly reason: string | null;
}

function checkMatrix(matrix: readonly (readonly number[])[]): void {
  checkArray("matrix", matrix, "an array of rows");
  const size = matrix.length;
  const fail = (message: string, got: unknown, where: string): never => {
    throw new InputError("bad-agreement-matrix", message, {
      where,
      got,
      wanted: "a square matrix of whole numbers ≥ 0, at least 2 × 2: rows the first rater, columns the second",
    });
  };
  if (size < 2) fail(`κ needs at least two categories, got ${size}.`, size, "matrix");
  matrix.forEach((row, i) => {
    checkArray(`matrix[${i}]`, row, "an array of counts");
    if (row.length !== size) {
      fail(`the matrix has ${size} rows, but row ${i + 1} has ${row.length} columns.`, row.length, `matrix[${i}]`);
    }
    row.forEach((count, j) => {
      if (!(Number.isSafeInteger(count) && count >= 0)) {
        fail(
          `row ${i + 1}, column ${j + 1} must be a whole number ≥ 0, got ${shown(count)}.`,
          count,
          `matrix[${i}][${j}]`,
        );
      }
    });
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/**
 * Cohen's κ of two raters, (pₒ − pₑ)/(1 − pₑ), from the square matrix of counts (rows the first rater, columns the second).
 *
 * The interval is κ ± z·SE, cut at ±1, with the large-sample variance of Fleiss, Cohen & Everitt 1969 (Psychol Bull
 * 72:323, doi:10.1037/h0028106, equation 13):
 * [Σᵢ pᵢᵢ((1−pₑ) − (pᵢ. + p.ᵢ)(1−pₒ))² + (1−pₒ)² Σᵢ≠ⱼ pᵢⱼ(p.ᵢ + pⱼ.)² − (pₒpₑ − 2pₑ + pₒ)²] / (n(1−pₑ)⁴).
 * The test of κ = 0 uses their variance under no agreement, equation 14: [pₑ + pₑ² − Σᵢ pᵢ.p.ᵢ(pᵢ. + p.ᵢ)] / (n(1−pₑ)²).
 * Where the raters agree on every subject the first variance is 0 and the interval has no width.
 *
 * Not defined, all values `null` with a reason: no subjects, or chance agreement of 1 (both raters used one and the same
 * category throughout).
 *
 * Throws `InputError` unless the matrix is square, at least 2 × 2, of whole numbers ≥ 0 (`bad-agreement-matrix`).
 *
 * @example
 * ```ts
 * import { kappa } from "dta-meta";
 *
 * const { estimate, observedAgreement } = kappa([[20, 5], [10, 15]]);
 * estimate?.toFixed(2); // "0.40"
 * observedAgreement; // 0.7
 * ```
 */
export function kappa(matrix: readonly (readonly number[])[], options: { readonly level?: number } = {}): Kappa {
  checkOptions(options);
  const { level = 0.95 } = options;
  checkMatrix(matrix);
  checkLevel(level);
  const n = sum(matrix.map(sum));
  const rows = matrix.map(sum);
  const columns = matrix.map((_, j) => sum(matrix.map((row) => row[j]!)));
  const first = rows.map((count) => count / n);
  const second = columns.map((count) => count / n);
  const agreed = sum(matrix.map((row, i) => row[i]!));
  const byChance = sum(rows.map((count, i) => count * columns[i]!));
  const observed = agreed / n;
  const expected = byChance / square(n);
  if (byChance === square(n)) {
    return {
      estimate: null,
      lower: null,
      upper: null,
      level,
      standardError: null,
      nullStandardError: null,
      z: null,
      pValue: null,
      observedAgreement: n === 0 ? null : observed,
      expectedAgreement: n === 0 ? null : expected,
      n,
      reason:
        n === 0
          ? "No subject was rated."
          : "Both raters put every subject into the same category, so chance agreement is complete and κ is 0/0.",
    };
  }
  const estimate = (n * agreed - byChance) / (square(n) - byChance);
  let spread = -square(observed * expected - 2 * expected + observed);
  matrix.forEach((row, i) => {
    row.forEach((count, j) => {
      spread +=
        i === j
          ? (count / n) * square(1 - expected - (first[i]! + second[i]!) * (1 - observed))
          : (count / n) * square((1 - observed) * (second[i]! + first[j]!));
    });
  });
  // Where one rater has one category κ is 0 whatever the other says: no variance, and no test.
  const fixed = [rows, columns].some((margin) => margin.some((count) => count === n));
  // what is 0 by its formula is 0, not what rounding leaves of it
  const variance = fixed || agreed === n ? 0 : Math.max(0, spread);
  const standardError = Math.sqrt(variance / n) / square(1 - expected);
  const chance = sum(first.map((share, i) => share * second[i]! * (share + second[i]!)));
  const nullVariance = fixed ? 0 : Math.max(0, expected + square(expected) - chance);
  const nullStandardError = Math.sqrt(nullVariance / n) / (1 - expected);
  const half = normalUpperQuantile((1 - level) / 2) * standardError;
  const z = nullStandardError > 0 ? estimate / nullStandardError : null;
  return {
    estimate,
    lower: Math.max(-1, estimate - half),
    upper: Math.min(1, estimate + half),
    level,
    standardError,
    nullStandardError,
    z,
    pValue: z === null ? null : 2 * normalUpperTail(Math.abs(z)),
    observedAgreement: observed,
    expectedAgreement: expected,
    n,
    reason: fixed
      ? "One rater put every subject into the same category, so that κ is 0 whatever the other says: it can't be tested."
      : null,
  };
}
