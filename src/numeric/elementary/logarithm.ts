import {
  binaryExponent,
  DOUBLE,
  HIGH,
  LEAST_NORMAL,
  POWERS,
  scaleByPowerOfTwo,
  TO_NEAREST,
  TWO_TO_54,
  WORDS,
  ZEROTH,
} from "./binary.js";
import { decimalExponent, powerOfTen } from "./decimal.js";

// ln x = e·ln 2 + ln(1 + f) with x = (1 + f)·2^e and 1 + f in [√½, √2), and ln(1 + f) = 2·atanh(s) with s = f/(2 + f), by the
// series 2s + 2s³/3 + 2s⁵/5 + …, put together in the order in which rounding does least harm.

/** ln((1 + f)·2^e) + c for f in [√½ − 1, √2 − 1] and a tiny c. */
function assemble(f: number, e: number, c: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const odd = 2 / 3 + w * (2 / 7 + w * (2 / 11 + w * (2 / 15 + w * (2 / 19))));
  const even = 2 / 5 + w * (2 / 9 + w * (2 / 13 + w * (2 / 17 + w * (2 / 21))));
  const series = z * (odd + z * even);
  const half = 0.5 * f * f;
  return e * 0.6931471803691238 - (half - (s * (half + series) + (e * 1.9082149292705877e-10 + c)) - f);
}

/** The natural logarithm of x: −∞ at 0, NaN below. */
export function log(x: number): number {
  if (!(x >= LEAST_NORMAL && x <= Number.MAX_VALUE)) return logOfUnusual(x);
  DOUBLE[0] = x;
  const e = ((WORDS[HIGH]! + TO_NEAREST) >> 20) - 1023;
  const f = x * POWERS[ZEROTH - e]! - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const odd =
    0.6666666666666666 +
    w * (0.2857142857142857 + w * (0.18181818181818182 + w * (0.13333333333333333 + w * 0.10526315789473684)));
  const even =
    0.4 + w * (0.2222222222222222 + w * (0.15384615384615385 + w * (0.11764705882352941 + w * 0.09523809523809523)));
  const half = 0.5 * f * f;
  return e * 0.6931471803691238 - (half - (s * (half + z * (odd + z * even)) + e * 1.9082149292705877e-10) - f);
}

/** The logarithm of what is no positive normal number. */
function logOfUnusual(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const normal = x * TWO_TO_54;
  const e = binaryExponent(normal);
  return assemble(scaleByPowerOfTwo(normal, -e) - 1, e - 54, 0);
}

/** The decimal logarithm of x; exact for the doubles nearest to powers of ten. */
export function log10(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return log(x);
  const n = decimalExponent(x);
  return powerOfTen(n) === x ? n : log(x) / Math.LN10;
}

/** The binary logarithm of x; exact for powers of two. */
export function log2(x: number): number {
  if (!(x >= LEAST_NORMAL) || x === Number.POSITIVE_INFINITY) return log(x) / Math.LN2;
  const e = binaryExponent(x);
  return e + log(scaleByPowerOfTwo(x, -e)) / Math.LN2;
}

/** ln(1 + x), with full relative accuracy around 0. */
export function log1p(x: number): number {
  if (x > -0.29 && x < 0.41) return x > -1e-17 && x < 1e-17 ? x : assemble(x, 0, 0);
  if (!(x > -1)) return x === -1 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const u = 1 + x;
  // what was lost in the sum
  const lost = x < 1 ? x - (u - 1) : 1 - (u - x);
  const e = binaryExponent(u);
  return assemble(scaleByPowerOfTwo(u, -e) - 1, e, lost / u);
}

/** The inverse hyperbolic tangent, ½·ln((1 + x)/(1 − x)): ±∞ at ±1, NaN beyond. */
export function atanh(x: number): number {
  const size = Math.abs(x);
  const value = 0.5 * log1p((2 * size) / (1 - size));
  return x < 0 ? -value : value;
}
