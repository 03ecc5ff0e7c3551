import { compareRational, floorRational, type Rational, rational } from "./rational.js";

/** The fractions next to a value among all that have a denominator of at most some number. */
export interface Neighbours {
  /** The greatest fraction ≤ the value. */
  readonly atMost: Rational;
  /** The least fraction > the value. */
  readonly above: Rational;
}

/**
 * The neighbours of a value among the fractions with denominators from 1 to `maxDenominator` (a Farey sequence, extended
 * to all numbers). They replace the value in comparisons with such fractions: a/b ≥ value exactly if a/b ≥ the least
 * of them that is not below the value.
 *
 * Descends the Stern–Brocot tree, a whole run of left or right turns at a time, so it takes as many steps as the
 * value's continued fraction. Graham, Knuth & Patashnik (1994), Concrete Mathematics, section 4.5.
 */
export function fractionNeighbours(value: Rational, maxDenominator: number): Neighbours {
  const { numerator: p, denominator: q } = value;
  const limit = BigInt(maxDenominator);
  const whole = floorRational(value);
  // low = a/b ≤ value < high = c/d; excess and lack are their distances, times their denominators and q.
  let [a, b] = [whole, 1n];
  let [c, d] = [whole + 1n, 1n];
  while (b + d <= limit) {
    const lack = p * b - q * a;
    const excess = q * c - p * d;
    if (lack >= excess) {
      const steps = least(lack / excess, (limit - b) / d);
      a += steps * c;
      b += steps * d;
    } else {
      const room = (limit - d) / b;
      const steps = lack === 0n ? room : least((excess - 1n) / lack, room);
      c += steps * a;
      d += steps * b;
    }
  }
  return { atMost: rational(a, b), above: rational(c, d) };
}

/** The least fraction with a denominator of at most `maxDenominator` that is ≥ the value, or > it where `strict`. */
export function leastFractionFrom(value: Rational, strict: boolean, maxDenominator: number): Rational {
  const { atMost, above } = fractionNeighbours(value, maxDenominator);
  return !strict && compareRational(atMost, value) === 0 ? atMost : above;
}

/** The greatest fraction with a denominator of at most `maxDenominator` that is ≤ the value, or < it where `strict`. */
export function greatestFractionTo(value: Rational, strict: boolean, maxDenominator: number): Rational {
  const mirrored = leastFractionFrom(rational(-value.numerator, value.denominator), strict, maxDenominator);
  return rational(-mirrored.numerator, mirrored.denominator);
}

function least(x: bigint, y: bigint): bigint {
  return x < y ? x : y;
}
