import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { floorSum } from "../../src/numeric/floor-sum.js";

describe("the floor sum", () => {
  it("is the sum of the floors", () => {
    fc.assert(
      fc.property(
        fc.nat(60),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: -2_000, max: 2_000 }),
        fc.integer({ min: -2_000, max: 2_000 }),
        (n, m, a, b) => {
          let sum = 0;
          for (let i = 0; i < n; i++) sum += Math.floor((a * i + b) / m);
          expect(floorSum(n, m, a, b)).toBe(sum + 0);
        },
      ),
      { numRuns: 2_000, seed: 1 },
    );
  });

  it("is Hermite's identity where a is coprime to m: (m − 1)(a − 1)/2", () => {
    expect(floorSum(1_000_003, 1_000_003, 999_983, 0)).toBe((1_000_002 * 999_982) / 2);
  });

  it("stays exact where single steps pass 2^53", () => {
    const [n, m, a, b] = [1_000_000, 2 ** 50 - 27, 2 ** 49 + 12_345, 2 ** 50 - 1_000];
    let sum = 0n;
    for (let i = 0; i < n; i++) sum += (BigInt(a) * BigInt(i) + BigInt(b)) / BigInt(m);
    expect(BigInt(floorSum(n, m, a, b))).toBe(sum);
  });
});
