import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as functions from "../../src/numeric/elementary.js";

const elementary = { ...functions };

type Unary =
  | "exp"
  | "expm1"
  | "sinh"
  | "cosh"
  | "tanh"
  | "log"
  | "log1p"
  | "log10"
  | "log2"
  | "atanh"
  | "sin"
  | "cos"
  | "acos";

const { values } = JSON.parse(
  readFileSync(new URL("../../fixtures/elementary/values.json", import.meta.url), "utf8"),
) as {
  readonly values: Readonly<Record<Unary, readonly (readonly [x: number, value: number])[]>>;
};

/** Distance between two doubles in units of the last place of the first. */
function unitsApart(expected: number, actual: number): number {
  if (Object.is(expected, actual)) return 0;
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, Math.abs(expected));
  bits.setBigUint64(0, bits.getBigUint64(0) + 1n);
  return Math.abs(actual - expected) / (bits.getFloat64(0) - Math.abs(expected));
}

describe("elementary functions, against values by decimal arithmetic", () => {
  it.each<[Unary, number]>([
    ["exp", 1],
    ["expm1", 1],
    ["log", 1],
    ["log1p", 1],
    ["sin", 1],
    ["cos", 1],
    ["cosh", 1],
    ["sinh", 3],
    ["tanh", 3],
    ["atanh", 3],
    ["log10", 3],
    ["log2", 2],
    ["acos", 4],
  ])("%s is within %i units in the last place", (name, most) => {
    expect(values[name].length).toBeGreaterThan(40);
    for (const [x, value] of values[name]) {
      expect(unitsApart(value, elementary[name](x)), `${name}(${x}) = ${value}`).toBeLessThanOrEqual(most);
    }
  });

  it("are the engine's own to within two units, all over their range", () => {
    const range = (low: number, high: number) =>
      Array.from({ length: 20_001 }, (_, i) => low + ((high - low) * i) / 20_000);
    for (const x of range(-745, 709)) expect(unitsApart(Math.exp(x), elementary.exp(x))).toBeLessThanOrEqual(1);
    for (const x of range(-40, 40)) expect(unitsApart(Math.expm1(x), elementary.expm1(x))).toBeLessThanOrEqual(2);
    for (const x of range(1e-9, 50)) expect(unitsApart(Math.log(x), elementary.log(x))).toBeLessThanOrEqual(1);
    for (const x of range(-0.9999, 5)) expect(unitsApart(Math.log1p(x), elementary.log1p(x))).toBeLessThanOrEqual(2);
    for (const x of range(-10, 10)) expect(Math.abs(Math.sin(x) - elementary.sin(x))).toBeLessThanOrEqual(1.2e-16);
    for (const x of range(-10, 10)) expect(Math.abs(Math.cos(x) - elementary.cos(x))).toBeLessThanOrEqual(1.2e-16);
  });
});

describe("elementary functions at the ends", () => {
  const { exp, expm1, log, log1p, log2, log10, tanh, atanh, sinh, cosh, acos } = elementary;
  const { POSITIVE_INFINITY: infinity, NaN: none } = Number;

  it.each<[string, number, number]>([
    ["exp(∞)", exp(infinity), infinity],
    ["exp(−∞)", exp(-infinity), 0],
    ["exp(710)", exp(710), infinity],
    ["exp(−746)", exp(-746), 0],
    ["exp(0)", exp(0), 1],
    ["exp(NaN)", exp(none), none],
    ["expm1(−∞)", expm1(-infinity), -1],
    ["expm1(∞)", expm1(infinity), infinity],
    ["expm1(−0)", expm1(-0), -0],
    ["expm1(NaN)", expm1(none), none],
    ["log(0)", log(0), -infinity],
    ["log(−1)", log(-1), none],
    ["log(∞)", log(infinity), infinity],
    ["log(1)", log(1), 0],
    ["log(NaN)", log(none), none],
    ["log1p(−1)", log1p(-1), -infinity],
    ["log1p(−2)", log1p(-2), none],
    ["log1p(∞)", log1p(infinity), infinity],
    ["log1p(−0)", log1p(-0), -0],
    ["log10(0)", log10(0), -infinity],
    ["log10(−1)", log10(-1), none],
    ["log2(∞)", log2(infinity), infinity],
    ["tanh(∞)", tanh(infinity), 1],
    ["tanh(−∞)", tanh(-infinity), -1],
    ["atanh(1)", atanh(1), infinity],
    ["atanh(−1)", atanh(-1), -infinity],
    ["atanh(2)", atanh(2), none],
    ["sinh(−1000)", sinh(-1000), -infinity],
    ["cosh(1000)", cosh(1000), infinity],
    ["acos(1.1)", acos(1.1), none],
  ])("%s", (_, actual, expected) => {
    expect(actual).toBe(expected);
  });

  it("gives every power of ten and two its whole logarithm", () => {
    for (let n = -307; n <= 308; n++) expect(log10(Number(`1e${n}`))).toBe(n);
    for (let n = -1022; n <= 1023; n++) expect(log2(2 ** n)).toBe(n);
  });
});

describe("atan2", () => {
  it("is the engine's in every quadrant and on the axes", () => {
    const { atan2 } = elementary;
    const sides = [-1e8, -3, -1, -0.4, -1e-9, 0, 1e-9, 0.3, 1, 2.5, 1e8];
    for (const y of sides) {
      for (const x of sides) expect(Math.abs(atan2(y, x) - Math.atan2(y, x))).toBeLessThan(5e-16 * Math.PI);
    }
  });
});

describe("power", () => {
  const { power } = elementary;

  it("multiplies for whole exponents, so that squares and cubes are what they seem", () => {
    for (const x of [0.1, -3.7, 12345.678]) {
      expect(power(x, 0)).toBe(1);
      expect(power(x, 1)).toBe(x);
      expect(power(x, 2)).toBe(x * x);
      expect(power(x, 3)).toBe(x * (x * x));
      expect(power(x, -2)).toBe(1 / (x * x));
    }
    expect(power(10, 22)).toBe(1e22);
    expect(power(2, 1000)).toBe(2 ** 1000);
  });

  it("takes roots for quarters, and the exponential for the rest", () => {
    expect(power(81, 0.25)).toBe(3);
    expect(power(16, 0.75)).toBe(8);
    expect(power(9, 1.5)).toBe(27);
    for (const [base, exponent] of [
      [7.3, 0.31],
      [0.02, -1.7],
      [1e-5, 2 / 3],
    ] as const) {
      expect(Math.abs(power(base, exponent) / base ** exponent - 1)).toBeLessThan(1e-14);
    }
    expect(power(0, 0.3)).toBe(0);
    expect(power(0, -0.3)).toBe(Number.POSITIVE_INFINITY);
    expect(power(-2, 0.5)).toBeNaN();
    expect(power(-2, 0.3)).toBeNaN();
  });
});

describe("powerOfTen, decimalExponent and hypot", () => {
  it("are exact where they can be", () => {
    const { decimalExponent, hypot, powerOfTen } = elementary;
    for (let n = -30; n <= 30; n++) {
      expect(powerOfTen(n)).toBe(Number(`1e${n}`));
      expect(decimalExponent(Number(`1e${n}`))).toBe(n);
      expect(decimalExponent(-Number(`9.999e${n}`))).toBe(n);
    }
    expect(decimalExponent(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(hypot(3, 4)).toBe(5);
    expect(hypot(1, 4, 8)).toBe(9);
  });
});
