/** An exact fraction in lowest terms; the denominator is positive. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** The fraction numerator/denominator in lowest terms. Both must be whole, the denominator not 0. */
export function rational(numerator: bigint | number, denominator: bigint | number = 1n): Rational {
  let n = BigInt(numerator);
  let d = BigInt(denominator);
  if (d < 0n) {
    n = -n;
    d = -d;
  }
  const divisor = greatestCommonDivisor(n < 0n ? -n : n, d);
  return { numerator: n / divisor, denominator: d / divisor };
}

/** x + y. */
export function addRational(x: Rational, y: Rational): Rational {
  return rational(x.numerator * y.denominator + y.numerator * x.denominator, x.denominator * y.denominator);
}

/** x − y. */
export function subtractRational(x: Rational, y: Rational): Rational {
  return rational(x.numerator * y.denominator - y.numerator * x.denominator, x.denominator * y.denominator);
}

/** −1, 0 or 1 as x is less than, equal to or greater than y. */
export function compareRational(x: Rational, y: Rational): -1 | 0 | 1 {
  const left = x.numerator * y.denominator;
  const right = y.numerator * x.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The nearest double, to within a unit of its last place. */
export function rationalToNumber({ numerator, denominator }: Rational): number {
  const whole = numerator / denominator;
  const rest = numerator - whole * denominator;
  return Number(whole) + Number((rest * 2n ** 80n) / denominator) / 2 ** 80;
}

function greatestCommonDivisor(x: bigint, y: bigint): bigint {
  let [a, b] = [x, y];
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
