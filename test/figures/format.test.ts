import { describe, expect, it } from "vitest";
import {
  fill,
  formatEstimate,
  formatFixed,
  formatLevel,
  formatProbability,
  formatProportion,
  formatPValue,
  formatRatio,
  tickRatio,
} from "../../src/figures/frame/format.js";
import { resolveTheme } from "../../src/figures/frame/resolve-theme.js";

const theme = resolveTheme({});
const continental = resolveTheme({
  theme: { numbers: { decimal: ",", thousands: "\u202f", proportions: "percent", percent: "\u202f%" } },
});

describe("numbers in figures", () => {
  it.each([
    [-0.004, 2, "0.00"],
    [-1.5, 1, "−1.5"],
    [12345.678, 1, "12,345.7"],
    [1234, 0, "1234"],
    [1e22, 2, "1.00e+22"],
  ])("writes %d with %i decimals as %s", (value, digits, text) => {
    expect(formatFixed(value, digits, theme)).toBe(text);
  });

  it("follows the signs of the theme", () => {
    expect(formatFixed(12345.678, 1, continental)).toBe("12\u202f345,7");
    expect(formatProportion(0.847, continental)).toBe("85\u202f%");
    expect(formatProportion(0.847, theme)).toBe("0.85");
  });

  it("gives ratios, probabilities and P values the digits that they need", () => {
    expect([0, 0.0002, 0.0123, 0.26, 8.7, 34.24, 1250.4].map((value) => formatRatio(value, theme))).toEqual([
      "0.00",
      "0.00020",
      "0.012",
      "0.26",
      "8.70",
      "34.2",
      "1250",
    ]);
    expect([0.0004, 0.03, 0.12, 0.5, 0.95, 0.9996].map((value) => formatProbability(value, theme))).toEqual([
      "0.0004",
      "0.03",
      "0.12",
      "0.50",
      "0.95",
      "0.9996",
    ]);
    expect([0.0001, 0.0312, 0.12].map((value) => formatPValue(value, theme))).toEqual(["< 0.001", "= 0.031", "= 0.12"]);
    expect([0.95, 0.995, 0.9999].map((level) => formatLevel(level, theme))).toEqual(["95%", "99.5%", "99.99%"]);
    expect([0.001, 0.5, 2, 20000].map((value) => tickRatio(value, theme))).toEqual(["0.001", "0.5", "2", "20,000"]);
  });

  it("says what of an estimate is not known", () => {
    const estimate = { estimate: 0.5, lower: 0.4, upper: 0.6, level: 0.95 };
    expect(formatEstimate(estimate, formatProportion, theme)).toBe("0.50 (0.40 to 0.60)");
    expect(formatEstimate({ ...estimate, lower: null, upper: null }, formatProportion, theme)).toBe("0.50");
    expect(formatEstimate({ ...estimate, upper: null }, formatProportion, theme)).toBe("0.50 (0.40 to unknown)");
    expect(formatEstimate({ ...estimate, estimate: null }, formatProportion, theme)).toBe("not estimable");
    expect(formatEstimate(null, formatProportion, theme)).toBe("not estimable");
  });

  it("fills templates, and leaves alone what it has no value for", () => {
    expect(fill("{a} of {b}, {c}", { a: 1, b: "two" })).toBe("1 of two, {c}");
  });
});
