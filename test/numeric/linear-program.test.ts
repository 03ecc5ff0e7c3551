import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maximizeLinear } from "../../src/numeric/linear/linear-program.js";

describe("the linear program", () => {
  it("solves the textbook's example: 3x + 5y, x ≤ 4, 2y ≤ 12, 3x + 2y ≤ 18 (Hillier & Lieberman, Wyndor Glass)", () => {
    const constraints = [
      { coefficients: [-1, 0], atLeast: -4 },
      { coefficients: [0, -2], atLeast: -12 },
      { coefficients: [-3, -2], atLeast: -18 },
    ];
    expect(maximizeLinear([3, 5], constraints, [0, 0], [100, 100])).toBeCloseTo(36, 12);
  });

  it("says where nothing satisfies the constraints", () => {
    const constraints = [
      { coefficients: [1, 1, 1], atLeast: 5 },
      { coefficients: [-1, -1, -1], atLeast: -4 },
    ];
    expect(maximizeLinear([1, 0, 0], constraints, [0, 0, 0], [10, 10, 10])).toBeNull();
  });

  it("finds no less than any point of a grid that satisfies the constraints, and a point that does", () => {
    const row = fc.tuple(
      fc.integer({ min: -5, max: 5 }),
      fc.integer({ min: -5, max: 5 }),
      fc.integer({ min: -5, max: 5 }),
      fc.integer({ min: -20, max: 5 }),
    );
    fc.assert(
      fc.property(
        fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 })),
        fc.array(row, { maxLength: 6 }),
        (objective, rows) => {
          const constraints = rows.map(([a, b, c, atLeast]) => ({ coefficients: [a, b, c], atLeast }));
          const most = maximizeLinear(objective, constraints, [0, 0, 0], [6, 6, 6]);
          let best: number | null = null;
          for (let i = 0; i < 343; i++) {
            const point = [i % 7, Math.floor(i / 7) % 7, Math.floor(i / 49)];
            const dot = (weights: readonly number[]): number =>
              weights.reduce((sum, weight, j) => sum + weight * point[j]!, 0);
            if (constraints.every(({ coefficients, atLeast }) => dot(coefficients) >= atLeast))
              best = Math.max(best ?? dot(objective), dot(objective));
          }
          if (best !== null) expect(most).toBeGreaterThanOrEqual(best - 1e-9);
          // Asked again for at least that much, it must not be refused; for a little more it must be.
          if (most !== null) {
            expect(
              maximizeLinear(
                objective,
                [...constraints, { coefficients: objective, atLeast: most - 1e-7 }],
                [0, 0, 0],
                [6, 6, 6],
              ),
            ).not.toBeNull();
            expect(
              maximizeLinear(
                objective,
                [...constraints, { coefficients: objective, atLeast: most + 1e-3 }],
                [0, 0, 0],
                [6, 6, 6],
              ),
            ).toBeNull();
          }
        },
      ),
      { numRuns: 500, seed: 1 },
    );
  });
});
