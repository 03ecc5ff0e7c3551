import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { formatLike, parsePrintedNumber, printsAs, unitsOff } from "../../src/published/printed-number.js";

describe("a printed number", () => {
  it.each([
    ["0.92", 0.92, 0.915, 0.925, 0.01],
    [".92", 0.92, 0.915, 0.925, 0.01],
    ["0·92", 0.92, 0.915, 0.925, 0.01],
    ["0,92", 0.92, 0.915, 0.925, 0.01],
    ["0.920", 0.92, 0.9195, 0.9205, 0.001],
    ["92.3%", 0.923, 0.9225, 0.9235, 0.001],
    ["92 %", 0.92, 0.915, 0.925, 0.01],
    ["1,234", 1234, 1233.5, 1234.5, 1],
    ["12,345.6", 12345.6, 12345.55, 12345.65, 0.1],
    ["−0.60", -0.6, -0.605, -0.595, 0.01],
    ["105", 105, 104.5, 105.5, 1],
    ["1.5e-4", 0.00015, 0.000145, 0.000155, 0.00001],
    [0.9, 0.9, 0.85, 0.95, 0.1],
    [24, 24, 23.5, 24.5, 1],
  ])("%s is the range of values that round to it", (text, value, lower, upper, unit) => {
    const printed = parsePrintedNumber(text);
    expect(printed.value).toBe(value);
    expect(printed.lower).toBeCloseTo(lower, 12);
    expect(printed.upper).toBeCloseTo(upper, 12);
    expect(printed.unit).toBeCloseTo(unit, 12);
    expect(printed.bound).toBe("none");
  });

  it("with a sign of inequality is a bound", () => {
    expect(parsePrintedNumber("<.001")).toMatchObject({
      lower: Number.NEGATIVE_INFINITY,
      upper: 0.001,
      bound: "below",
    });
    expect(parsePrintedNumber("≥ 99%")).toMatchObject({ lower: 0.99, upper: Number.POSITIVE_INFINITY, bound: "above" });
  });

  it.each(["", "NR", "abc", "1,23,4", "0.9.1", "--1", "0.92 (0.88)", "∞"])("%j is refused", (text) => {
    expect(() => parsePrintedNumber(text, "results[0].plr")).toThrow(InputError);
    expect(() => parsePrintedNumber(text, "results[0].plr")).toThrow(/results\[0\]\.plr/);
  });

  it("is reproduced by the values that round to it, halves either way", () => {
    const printed = parsePrintedNumber("0.92");
    expect([0.915, 0.9201, 0.925].every((value) => printsAs(printed, value))).toBe(true);
    expect([0.9149, 0.9251].some((value) => printsAs(printed, value))).toBe(false);
    expect(printsAs(parsePrintedNumber("<0.001"), 1e-12)).toBe(true);
    expect(printsAs(parsePrintedNumber("<0.001"), 0.0011)).toBe(false);
  });

  it("says how many units of its last digit a value is off", () => {
    expect(unitsOff(parsePrintedNumber("11.6"), 11.9)).toBeCloseTo(3, 10);
    expect(unitsOff(parsePrintedNumber("92%"), 0.9)).toBeCloseTo(-2, 10);
  });

  it("lends its form to another value", () => {
    expect(formatLike(parsePrintedNumber("0.92"), 0.8788)).toBe("0.88");
    expect(formatLike(parsePrintedNumber("92.3%"), 0.8788)).toBe("87.9%");
    expect(formatLike(parsePrintedNumber("105"), 98.6)).toBe("99");
    expect(formatLike(parsePrintedNumber("0.00"), -0.001)).toBe("0.00");
  });
});
