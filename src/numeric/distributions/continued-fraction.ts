/** Most terms; more would be needed only for parameters that other methods serve. */
const MOST_TERMS = 100_000;
/** Stands for a denominator that happens to be 0. */
const TINY = 1e-300;

/**
 * The continued fraction b₀ + a₁/(b₁ + a₂/(b₂ + …)), by Lentz's method as modified by Thompson and Barnett (1986, Journal of
 * Computational Physics 64:490–509, doi:10.1016/0021-9991(86)90046-X), to rounding error.
 *
 * @param first b₀
 * @param numerator aₙ, n = 1, 2, …
 * @param denominator bₙ
 */
export function continuedFraction(
  first: number,
  numerator: (n: number) => number,
  denominator: (n: number) => number,
): number {
  let value = first === 0 ? TINY : first;
  let c = value;
  let d = 0;
  for (let n = 1; n < MOST_TERMS; n++) {
    const a = numerator(n);
    const b = denominator(n);
    d = b + a * d;
    if (d === 0) d = TINY;
    c = b + a / c;
    if (c === 0) c = TINY;
    d = 1 / d;
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) <= 2 * Number.EPSILON) break;
  }
  return value;
}
