import { describe, expect, it } from "vitest";
import { heterogeneityWords, iSquaredOf } from "../../src/inference/heterogeneity/i-squared.js";
import { chiSquaredUpperTail } from "../../src/numeric/distributions/chi-squared.js";

const percent = (proportion: number | null): string => (100 * proportion!).toFixed(0);

describe("iSquaredOf", () => {
  // Joint models of Wang A, Ma Z, Wang T, et al. J Med Internet Res 2025;27:e77155, Table 2 (midas): χ², df 2, P, I²
  it.each([
    ["Validation strategy", "5.15", "0.08", "61"],
    ["Backbone network architecture", "46.90", "<0.001", "96"],
    ["Scan plane", "41.19", "<0.001", "95"],
    ["Image window setting", "0.93", "0.63", "0"],
    ["Input data format", "18.65", "<0.001", "89"],
    ["Reference standard", "35.71", "<0.001", "94"],
    ["Model dimensionality", "15.19", "<0.001", "87"],
  ])("prints P and I² of %s in Wang 2025, Table 2, from its χ²", (_, chiSquared, pValue, iSquared) => {
    const p = chiSquaredUpperTail(Number(chiSquared), 2);
    expect(p < 0.001 ? "<0.001" : p.toFixed(2)).toBe(pValue);
    expect(percent(iSquaredOf(Number(chiSquared), 2, 0.95).estimate)).toBe(iSquared);
  });

  // Stata log of Nyaga & Arbyn 2023, Res Synth Methods 14:544: midas on telomerase, CSF tau, ASCUS
  it.each([
    [90.145, "98", "96", "99"],
    [40.135, "95", "91", "99"],
    [176.392, "99", "98", "99"],
    [12.52, "84", "66", "100"],
  ])("prints midas's interval for χ² = %s with 2 degrees of freedom", (chiSquared, estimate, lower, upper) => {
    const got = iSquaredOf(chiSquared, 2, 0.95);
    expect([percent(got.estimate), percent(got.lower), percent(got.upper)]).toEqual([estimate, lower, upper]);
  });

  // Higgins & Thompson 2002, Stat Med 21:1539: se(ln H) = √((1 − 1/(3(k − 2)²))/(2(k − 2))) where Q ≤ k, and the test-based
  // one above; limits of I² by the delta method, computed apart from the code
  it.each([
    [80, 99, 0, 0, 0.27998999589492657],
    [100, 99, 0.01, 0, null],
    [20, 29, 0, 0, 0.5237110399683348],
    [60, 49, 0.18333333333333335, 0, 0.18333333333333335 + 0.293207156573806],
  ])("has the limits of Higgins and Thompson for Q = %s of %s degrees of freedom", (q, df, estimate, lower, upper) => {
    const got = iSquaredOf(q, df, 0.95);
    expect(got.estimate).toBeCloseTo(estimate, 12);
    expect(got.lower).toBeCloseTo(lower, 12);
    if (upper !== null) expect(got.upper).toBeCloseTo(upper, 12);
  });

  it("changes from one standard error to the other between Q = k and just above", () => {
    const [at, above] = [iSquaredOf(30, 29, 0.95), iSquaredOf(30.000001, 29, 0.95)];
    expect(at.upper).toBeCloseTo(1 / 30 + (0.5237110399683348 * 29) / 30, 12);
    expect(Math.abs(above.upper! - at.upper!)).toBeGreaterThan(1e-4);
  });

  it("has no limits with less than one degree of freedom, and is 0 for Q = 0", () => {
    expect(iSquaredOf(90, 0.5, 0.95)).toMatchObject({ lower: null, upper: null });
    expect(iSquaredOf(0, 9, 0.95)).toMatchObject({ estimate: 0, lower: 0 });
    expect(iSquaredOf(-1e-9, 9, 0.95).estimate).toBeNull();
    expect(iSquaredOf(2, 1, 0.95)).toMatchObject({ estimate: 0.5, lower: null, upper: null });
  });

  it("is 0 below its degrees of freedom, with an interval from 0", () => {
    const got = iSquaredOf(0.93, 2, 0.95);
    expect(got).toMatchObject({ estimate: 0, lower: 0 });
    expect(got.upper!).toBeGreaterThan(0.9);
  });

  it("has no interval with one degree of freedom and χ² up to 2, and is null without degrees of freedom", () => {
    expect(iSquaredOf(1.5, 1, 0.95)).toMatchObject({ lower: null, upper: null });
    expect(iSquaredOf(1.5, 1, 0.95).estimate).toBeCloseTo(1 / 3, 12);
    expect(iSquaredOf(3, 1, 0.95).lower).not.toBeNull();
    expect(iSquaredOf(1, 0, 0.95)).toEqual({ estimate: null, lower: null, upper: null, level: 0.95 });
    expect(iSquaredOf(Number.NaN, 2, 0.95).estimate).toBeNull();
  });
});

describe("heterogeneityWords", () => {
  it("has the Cochrane Handbook's overlapping bands", () => {
    expect(heterogeneityWords(0)).toEqual(["might not be important"]);
    expect(heterogeneityWords(0.35)).toEqual(["might not be important", "moderate"]);
    expect(heterogeneityWords(0.55)).toEqual(["moderate", "substantial"]);
    expect(heterogeneityWords(0.8)).toEqual(["substantial", "considerable"]);
    expect(heterogeneityWords(0.95)).toEqual(["considerable"]);
    expect(heterogeneityWords(null)).toEqual([]);
  });

  it("reads its bands with both their ends, and is 1 where χ² dwarfs its degrees of freedom beyond numbers", () => {
    expect(heterogeneityWords(0.4)).toEqual(["might not be important", "moderate"]);
    expect(heterogeneityWords(0.9)).toEqual(["substantial", "considerable"]);
    expect(heterogeneityWords(1)).toEqual(["considerable"]);
    expect(iSquaredOf(1e308, 1e-10, 0.95).estimate).toBe(1);
  });
});
