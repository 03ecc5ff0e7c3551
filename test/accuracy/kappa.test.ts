import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kappa } from "../../src/accuracy/kappa.js";
import { InputError } from "../../src/base/errors.js";
import { expectClose, tolerance } from "../tolerance.js";

describe("one rater with one category", () => {
  it.each([
    [
      [
        [1, 5],
        [0, 0],
      ],
    ],
    [
      [
        [1, 10],
        [0, 0],
      ],
    ],
  ])("has κ 0 and no test: %j", (matrix) => {
    const { estimate, nullStandardError, z, pValue, reason } = kappa(matrix);
    expect([estimate, nullStandardError, z, pValue]).toEqual([0, 0, null, null]);
    expect(reason).toMatch(/can't be tested/);
  });
});

describe("kappa", () => {
  it("gives what R's vcd prints for SexualFun (Hout, Duncan & Sobel 1987): value, ASE and confint", () => {
    const got = kappa([
      [7, 7, 2, 3],
      [2, 8, 3, 7],
      [1, 5, 4, 9],
      [2, 8, 9, 14],
    ]);
    expect(got.estimate!.toFixed(4)).toBe("0.1293");
    expect(got.standardError!.toFixed(5)).toBe("0.06860");
    expect(got.lower!.toFixed(9)).toBe("-0.005120399");
    expect(got.upper!.toFixed(7)).toBe("0.2637809");
  });

  it("gives what Stata's manual prints for two radiologists and 85 xeromammograms (Boyd et al. 1982)", () => {
    const got = kappa([
      [21, 12, 0, 0],
      [4, 17, 1, 0],
      [3, 9, 15, 2],
      [0, 0, 0, 1],
    ]);
    expect(got.n).toBe(85);
    expect((100 * got.observedAgreement!).toFixed(2)).toBe("63.53");
    expect((100 * got.expectedAgreement!).toFixed(2)).toBe("30.82");
    expect(got.estimate!.toFixed(4)).toBe("0.4728");
    expect(got.nullStandardError!.toFixed(4)).toBe("0.0694");
    expect(got.z!.toFixed(2)).toBe("6.81");
  });

  it("has the variance of the delta method", () => {
    // κ as a function of the cell shares; Var = [Σ p·g² − (Σ p·g)²]/n with g its gradient
    const counts = [
      [75, 1, 4],
      [5, 4, 1],
      [0, 0, 10],
    ];
    const n = 100;
    const value = (cells: readonly number[]): number => {
      const total = cells.reduce((sum, cell) => sum + cell, 0);
      const share = (i: number, j: number): number => cells[3 * i + j]! / total;
      const index = [0, 1, 2];
      const observed = index.reduce((sum, i) => sum + share(i, i), 0);
      const expected = index.reduce(
        (sum, i) => sum + index.reduce((s, j) => s + share(i, j), 0) * index.reduce((s, j) => s + share(j, i), 0),
        0,
      );
      return (observed - expected) / (1 - expected);
    };
    const shares = counts.flat().map((count) => count / n);
    const gradient = shares.map((_, c) => {
      const moved = (by: number): number => value(shares.map((share, d) => (c === d ? share + by : share)));
      return (moved(1e-5) - moved(-1e-5)) / 2e-5;
    });
    const first = shares.reduce((sum, share, c) => sum + share * gradient[c]!, 0);
    const second = shares.reduce((sum, share, c) => sum + share * gradient[c]! ** 2, 0);
    expectClose(kappa(counts).standardError, Math.sqrt((second - first ** 2) / n), 1e-8);
  });

  it("does not care which rater is which, nor how the categories are ordered", () => {
    const cell = fc.nat(30);
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 }),
        (matrix) => {
          const one = kappa(matrix);
          const order = [2, 0, 1];
          const variants = [
            matrix.map((_, i) => matrix.map((row) => row[i]!)),
            order.map((i) => order.map((j) => matrix[i]![j]!)),
          ];
          for (const variant of variants) {
            const other = kappa(variant);
            if (one.estimate === null) expect(other.estimate).toBeNull();
            else {
              expectClose(other.estimate, one.estimate, tolerance.closedForm);
              expectClose(other.standardError, one.standardError!, 1e-9);
            }
          }
        },
      ),
    );
  });

  it("is 1 without width where the raters always agree, and not defined where they used one category", () => {
    expect(
      kappa([
        [10, 0],
        [0, 10],
      ]),
    ).toMatchObject({ estimate: 1, lower: 1, upper: 1, reason: null });
    const constant = kappa([
      [10, 0],
      [0, 0],
    ]);
    expect(constant).toMatchObject({ estimate: null, lower: null, standardError: null, observedAgreement: 1 });
    expect(constant.reason).toMatch(/same category/);
    expect(
      kappa([
        [0, 0],
        [0, 0],
      ]).reason,
    ).toMatch(/No subject/);
  });

  it("says which row or cell is wrong", () => {
    expect(() =>
      kappa([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    ).toThrow(/2 rows, but row 1 has 3 columns/);
    expect(() =>
      kappa([
        [1, 2],
        [4, -5],
      ]),
    ).toThrow(/row 2, column 2/);
    expect(() => kappa([[1]])).toThrow(InputError);
  });

  it("has a standard error of exactly 0 where one rater put all into one category, whatever rounding does", () => {
    for (let wrong = 1; wrong < 60; wrong++) {
      expect(
        kappa([
          [1, wrong],
          [0, 0],
        ]),
      ).toMatchObject({ estimate: 0, standardError: 0, lower: 0, upper: 0, pValue: null });
    }
  });
});
