import { describe, expect, it } from "vitest";
import {
  addRational,
  compareRational,
  rational,
  rationalToNumber,
  subtractRational,
} from "../../src/numeric/rational.js";

describe("exact fractions", () => {
  it("are held in lowest terms with a positive denominator", () => {
    expect(rational(6, -4)).toEqual({ numerator: -3n, denominator: 2n });
    expect(rational(0, -7)).toEqual({ numerator: 0n, denominator: 1n });
  });

  it("add, subtract and compare", () => {
    const [third, half] = [rational(1, 3), rational(1, 2)];
    expect(addRational(third, half)).toEqual(rational(5, 6));
    expect(subtractRational(third, half)).toEqual(rational(-1, 6));
    expect([compareRational(third, half), compareRational(half, third), compareRational(half, rational(2, 4))]).toEqual(
      [-1, 1, 0],
    );
  });

  it("become doubles, however long they are", () => {
    expect(rationalToNumber(rational(1, 3))).toBe(1 / 3);
    expect(rationalToNumber(rational(-(10n ** 40n) - 1n, 10n ** 40n))).toBe(-1);
    expect(rationalToNumber(rational(845, 1_000))).toBe(0.845);
  });
});
