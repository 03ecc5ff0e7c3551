import { POWERS, scaleByPowerOfTwo, ZEROTH } from "./binary.js";

// Elementary functions of our own. ECMAScript leaves the last bits of Math.exp and its kin to each engine, and engines differ
// in one value out of ten; these use only +, −, ×, ÷ and square roots, which IEEE 754 defines to the last bit, so that the same
// data give the same numbers everywhere. Errors are below one unit in the last place, a few units for those made of others.
//
// e^x = 2^k·e^r with r = x − k·ln 2 in ±½·ln 2, and e^r = 1 + r + r·c/(2 − c), where c = r − (r·coth(r/2) − 2) by the series of
// r·coth(r/2) in Bernoulli numbers: 2 + r²/6 − r⁴/360 + r⁶/15120 − …. ln 2 is taken in two parts, the first of 33 significant
// bits, so that k times it is exact (Cody and Waite 1980, Software manual for the elementary functions, chapter 6).

/** e^x; `Infinity` above 709.78, 0 below −745.13. */
export function exp(x: number): number {
  if (!(x < 709.782712893384)) return x > 0 ? Number.POSITIVE_INFINITY : x;
  if (x < -745.1332191019412) return 0;
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const high = x - k * 0.6931471803691238;
  const low = k * 1.9082149292705877e-10;
  const r = high - low;
  const z = r * r;
  const w = z * z;
  const c =
    r -
    z *
      (0.16666666666666666 +
        w * (6.613756613756614e-5 + w * (4.17535139757362e-8 + w * 2.6765073061369358e-11)) +
        z * (-0.002777777777777778 + w * (-1.6534391534391535e-6 - w * 1.0568380277374986e-9)));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  return k < 1024 && k > -1075 ? y * POWERS[ZEROTH + k]! : scaleByPowerOfTwo(y, k);
}

/** The c of `exp`. */
function correction(r: number): number {
  const z = r * r;
  const w = z * z;
  const even = 1 / 6 + w * (1 / 15120 + w * (1 / 23950080 + w * (1 / 37362124800)));
  const odd = -1 / 360 + w * (-1 / 604800 + w * (-691 / 653837184000));
  return r - z * (even + z * odd);
}

/** e^x − 1, with full relative accuracy around 0. */
export function expm1(x: number): number {
  if (x > -0.34657359027997264 && x < 0.34657359027997264) {
    if (x > -1e-17 && x < 1e-17) return x;
    const c = correction(x);
    return x + (x * c) / (2 - c);
  }
  if (!(x < 709.782712893384)) return x > 0 ? Number.POSITIVE_INFINITY : x;
  if (x < -38) return -1;
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const high = x - k * 0.6931471803691238;
  const low = k * 1.9082149292705877e-10;
  const r = high - low;
  const c = correction(r);
  // e^r − 1 = r + rest, with what was lost in r
  const rest = (r * c) / (2 - c) + (high - r - low);
  if (k === -1) return 0.5 * (r + rest) - 0.5;
  if (k === 1) return r < -0.25 ? 2 * (r + 0.5 + rest) : 1 + 2 * (r + rest);
  if (k <= -2 || k > 56) return scaleByPowerOfTwo(1 + (r + rest), k) - 1;
  const tiny = scaleByPowerOfTwo(1, -k);
  return scaleByPowerOfTwo(k < 20 ? 1 - tiny + (r + rest) : r + rest - tiny + 1, k);
}

/** (e^x − e^−x)/2. */
export function sinh(x: number): number {
  const size = Math.abs(x);
  if (size > 709) return Math.sign(x) * exp(size / 2) * 0.5 * exp(size / 2);
  const e = expm1(size);
  const half = 0.5 * (e + e / (e + 1));
  return x < 0 ? -half : half;
}

/** (e^x + e^−x)/2. */
export function cosh(x: number): number {
  const size = Math.abs(x);
  if (size > 709) return exp(size / 2) * 0.5 * exp(size / 2);
  const e = exp(size);
  return 0.5 * e + 0.5 / e;
}

/** The hyperbolic tangent, (e^2x − 1)/(e^2x + 1). */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size > 22) return Math.sign(x);
  const e = expm1(2 * size);
  const value = e / (e + 2);
  return x < 0 ? -value : value;
}
