// Exact answers about whole numbers held as doubles. Everything here needs |argument| < 2^53.

/**
 * The greatest whole number ≤ x/y, for y > 0. Exact: a quotient q − r/y rounds up to the whole number q only if
 * r/y ≤ q·2⁻⁵⁴, that is if x ≥ 2⁵⁴ − 1.
 */
export function floorDivide(x: number, y: number): number {
  // Adding 0 turns −0 into 0.
  return Math.floor(x / y) + 0;
}

/** The least whole number ≥ x/y, for y > 0. */
export function ceilDivide(x: number, y: number): number {
  return 0 - floorDivide(-x, y);
}

/** Error bound of the difference of two rounded products, relative to the sum of their sizes, with room to spare. */
const FILTER = 4 * Number.EPSILON;

/**
 * The sign of a·b − c·d, exactly: by doubles where they can tell, else by whole numbers of any length.
 * A filter in the manner of Shewchuk (1997), Discrete Comput Geom 18:305, doi:10.1007/PL00009321.
 */
export function compareProducts(a: number, b: number, c: number, d: number): -1 | 0 | 1 {
  const left = a * b;
  const right = c * d;
  const difference = left - right;
  const doubt = FILTER * (Math.abs(left) + Math.abs(right));
  if (difference > doubt) return 1;
  if (difference < -doubt) return -1;
  if (Math.abs(left) <= Number.MAX_SAFE_INTEGER && Math.abs(right) <= Number.MAX_SAFE_INTEGER) {
    return difference > 0 ? 1 : difference < 0 ? -1 : 0;
  }
  const exact = BigInt(a) * BigInt(b) - BigInt(c) * BigInt(d);
  return exact > 0n ? 1 : exact < 0n ? -1 : 0;
}
