import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leastTrue, leastTrueNear } from "../../src/numeric/optimize/monotone-search.js";

describe("the search for where a test begins to hold", () => {
  it("finds the place from any start, or one past the end", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -20, max: 20 }),
        fc.nat(60),
        fc.integer({ min: -40, max: 100 }),
        fc.nat(60),
        (low, length, place, offset) => {
          const high = low + length;
          const expected = Math.min(Math.max(place, low), high + 1);
          expect(leastTrueNear(low, high, low + (offset % (length + 1)), (x) => x >= place)).toBe(expected);
          expect(leastTrue(low, high + 1, (x) => x >= place)).toBe(expected);
        },
      ),
      { numRuns: 1_000, seed: 1 },
    );
  });

  it("asks twice where the start is right", () => {
    let asked = 0;
    expect(
      leastTrueNear(0, 1_000_000, 777, (x) => {
        asked += 1;
        return x >= 777;
      }),
    ).toBe(777);
    expect(asked).toBe(2);
  });
});
