import { exp } from "./exponential.js";
import { log } from "./logarithm.js";

/** x². `x ** 2` is `Math.pow`, whose last bit is the engine's own. */
export function square(x: number): number {
  return x * x;
}

const MOST_MULTIPLICATIONS = 1024;

/**
 * base^exponent: by multiplication for whole exponents up to ±1024, by square roots for positive multiples of ¼ up to 16,
 * otherwise e^(exponent·ln base), whose relative error is about |exponent·ln base|·10⁻¹⁶. NaN for a negative base with an
 * exponent that isn't whole.
 */
export function power(base: number, exponent: number): number {
  if (Number.isInteger(exponent) && Math.abs(exponent) <= MOST_MULTIPLICATIONS) return wholePower(base, exponent);
  if (base === 0) return exponent > 0 ? 0 : Number.POSITIVE_INFINITY;
  const quarters = 4 * exponent;
  if (Number.isInteger(quarters) && exponent > 0 && exponent <= 16) {
    const whole = Math.floor(exponent);
    const part = quarters - 4 * whole;
    const root = Math.sqrt(base);
    return wholePower(base, whole) * (part >= 2 ? root : 1) * (part % 2 === 1 ? Math.sqrt(root) : 1);
  }
  return exp(exponent * log(base));
}

function wholePower(base: number, exponent: number): number {
  let product = 1;
  let square = base;
  for (let left = Math.abs(exponent); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) product *= square;
    square *= square;
  }
  return exponent < 0 ? 1 / product : product;
}

/** √(Σx²); the squares must not overflow. */
export function hypot(...values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}
