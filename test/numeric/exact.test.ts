import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ceilDivide, compareProducts, floorDivide } from "../../src/numeric/exact.js";

const whole = fc.maxSafeInteger();

describe("exact answers about whole numbers in doubles", () => {
  it("divide down and up", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(2 ** 51), max: 2 ** 51 }).map((x) => x),
        fc.integer({ min: 1, max: 2 ** 31 - 1 }),
        (x, y) => {
          const floor = BigInt(x) / BigInt(y) - (x < 0 && BigInt(x) % BigInt(y) !== 0n ? 1n : 0n);
          expect(BigInt(floorDivide(x, y))).toBe(floor);
          expect(BigInt(ceilDivide(x, y))).toBe(BigInt(x) % BigInt(y) === 0n ? floor : floor + 1n);
        },
      ),
      { numRuns: 2_000, seed: 1 },
    );
    for (const y of [3, 2 ** 26 + 1, 2 ** 31 - 1, 2 ** 52 - 1]) {
      const multiple = Math.floor((2 ** 53 - 1) / y) * y;
      expect([floorDivide(multiple, y), floorDivide(multiple - 1, y)]).toEqual([multiple / y, multiple / y - 1]);
    }
    expect(Object.is(floorDivide(-0, 7), 0)).toBe(true);
  });

  it("compare products whose difference is lost in doubles", () => {
    expect(compareProducts(2 ** 52 + 1, 2 ** 52 - 1, 2 ** 52, 2 ** 52)).toBe(-1);
    expect(compareProducts(94_906_267, 94_906_267, 94_906_266, 94_906_268)).toBe(1);
    fc.assert(
      fc.property(whole, whole, whole, whole, (a, b, c, d) => {
        const difference = BigInt(a) * BigInt(b) - BigInt(c) * BigInt(d);
        expect(compareProducts(a, b, c, d)).toBe(difference > 0n ? 1 : difference < 0n ? -1 : 0);
        expect(compareProducts(a, b, b, a)).toBe(0);
      }),
      { numRuns: 1_000, seed: 2 },
    );
  });
});
