import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fractionNeighbours, greatestFractionTo, leastFractionFrom } from "../../src/numeric/nearest-fraction.js";
import { compareRational, type Rational, rational } from "../../src/numeric/rational.js";

/** All fractions with denominators up to `largest` around the value, one for each denominator on either side. */
function around(value: Rational, largest: number): Rational[] {
  const found: Rational[] = [];
  for (let d = 1n; d <= BigInt(largest); d++) {
    const below = (value.numerator * d) / value.denominator;
    for (const n of [below - 1n, below, below + 1n, below + 2n]) found.push(rational(n, d));
  }
  return found.sort(compareRational);
}

describe("the neighbours of a value among fractions with small denominators", () => {
  it("are the nearest ones on either side", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -5_000, max: 5_000 }),
        fc.integer({ min: 1, max: 3_000 }),
        fc.integer({ min: 1, max: 60 }),
        (n, d, largest) => {
          const value = rational(n, d);
          const all = around(value, largest);
          const { atMost, above } = fractionNeighbours(value, largest);
          expect(atMost).toEqual(all.findLast((fraction) => compareRational(fraction, value) <= 0));
          expect(above).toEqual(all.find((fraction) => compareRational(fraction, value) > 0));
          expect(leastFractionFrom(value, false, largest)).toEqual(
            all.find((fraction) => compareRational(fraction, value) >= 0),
          );
          expect(leastFractionFrom(value, true, largest)).toEqual(above);
          expect(greatestFractionTo(value, false, largest)).toEqual(atMost);
          expect(greatestFractionTo(value, true, largest)).toEqual(
            all.findLast((fraction) => compareRational(fraction, value) < 0),
          );
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });

  it("of π among denominators up to 1,000 are 355/113 and 2818/897: 355·897 − 113·2818 = 1, and 897 + 113 is too large", () => {
    const pi = rational(3_141_592_653_589_793n, 10n ** 15n);
    expect(fractionNeighbours(pi, 1_000)).toEqual({ atMost: rational(2_818, 897), above: rational(355, 113) });
  });
});
