import { describe, expect, it } from "vitest";
import { gaussLegendre } from "../../src/numeric/quadrature/gauss-legendre.js";
import { type Integrand, integral, integrate } from "../../src/numeric/quadrature/integrate.js";
import { expectClose, expectRelative } from "../tolerance.js";

describe("integration", () => {
  const cases: readonly (readonly [string, Integrand, number, number, number])[] = [
    ["e^x", Math.exp, 0, 1, Math.E - 1],
    ["√x, a root at the end", Math.sqrt, 0, 1, 2 / 3],
    ["x^−½, a pole at the end", (x) => x ** -0.5, 0, 1, 2],
    ["x^−0.9, a sharper one", (x) => x ** -0.9, 0, 1, 10],
    ["(1 − x)^−½ by the distance to the end", (_x, _fromLow, toHigh) => toHigh ** -0.5, 0, 1, 2],
    ["ln x", Math.log, 0, 1, -1],
    ["x ln² x", (x) => x * Math.log(x) ** 2, 0, 1, 0.25],
    ["√(1 − x²), a quarter of a circle", (_x, fromLow, toHigh) => Math.sqrt((1 + fromLow) * toHigh), 0, 1, Math.PI / 4],
    ["1/(1 + 25x²), Runge's", (x) => 1 / (1 + 25 * x * x), -1, 1, (2 / 5) * Math.atan(5)],
    ["sin² 40x", (x) => Math.sin(40 * x) ** 2, 0, 1, 0.5 - Math.sin(80) / 160],
    ["x² on a short interval", (x) => x * x, 0.1, 0.2, 0.007 / 3],
    ["a peak inside", (x) => 1 / (1e-8 + (x - 0.3) ** 2), 0, 1, 1e4 * (Math.atan(7000) + Math.atan(3000))],
    ["a jump inside", (x) => (x < 0.3 ? 0 : 1), 0, 1, 0.7],
    ["limits the other way round", Math.exp, 1, 0, 1 - Math.E],
  ];

  it.each(cases)("%s", (_, f, low, high, value) => {
    const result = integral(f, low, high);
    expectRelative(result.value, value, 1e-13);
    expect(integrate(f, low, high)).toBe(result.value);
    expect(result.error).toBeLessThanOrEqual(1e-11 * Math.abs(value));
  });

  it("gives 0 for an odd function and an empty interval", () => {
    expectClose(
      integrate((x) => x ** 3, -1, 1),
      0,
      1e-16,
    );
    expect(integral(Math.exp, 2, 2)).toEqual({ value: 0, error: 0, evaluations: 0 });
    expect(integrate(() => 0, 0, 1)).toBe(0);
  });

  it("takes a hundred evaluations or so where the function is smooth", () => {
    expect(integral(Math.exp, 0, 1).evaluations).toBeLessThan(150);
    expect(integral((x) => x ** -0.5, 0, 1).evaluations).toBeLessThan(150);
  });

  it("stays finite at a pole that rounding hides, and says that it is not exact", () => {
    const { value, error } = integral((x) => (1 - x) ** -0.5, 0, 1);
    expect(Math.abs(value - 2)).toBeLessThan(1e-7);
    expect(Math.abs(value - 2)).toBeLessThanOrEqual(error);
  });

  it("does no more than the tolerance asks", () => {
    const rough = integral(Math.exp, 0, 1, { tolerance: 1e-4 });
    expect(rough.evaluations).toBeLessThan(70);
    expectRelative(rough.value, Math.E - 1, 1e-4);
  });

  it("wants finite limits", () => {
    expect(() => integrate(Math.exp, 0, Number.POSITIVE_INFINITY)).toThrow(
      "The limit `high` of an integral must be finite",
    );
    expect(() => integrate(Math.exp, Number.NaN, 1)).toThrow("The limit `low`");
  });
});

describe("Gauss–Legendre rules", () => {
  it("are those of Abramowitz and Stegun (1964), table 25.4", () => {
    const { nodes, weights } = gaussLegendre(5);
    const printedNodes = [-0.906179845938664, -0.538469310105683, 0, 0.538469310105683, 0.906179845938664];
    const printedWeights = [
      0.236926885056189, 0.478628670499366, 0.568888888888889, 0.478628670499366, 0.236926885056189,
    ];
    nodes.forEach((node, i) => {
      expectClose(node, printedNodes[i]!, 5e-16);
    });
    weights.forEach((weight, i) => {
      expectClose(weight, printedWeights[i]!, 5e-16);
    });
    expect(gaussLegendre(1)).toEqual({ nodes: [0], weights: [2] });
  });

  it.each([1, 2, 3, 8, 32, 101])("with %i nodes are exact for polynomials up to degree 2n − 1", (n) => {
    const { nodes, weights } = gaussLegendre(n);
    for (let degree = 0; degree < 2 * n; degree += Math.max(1, Math.floor(n / 7))) {
      const sum = nodes.reduce((total, node, i) => total + weights[i]! * node ** degree, 0);
      expectClose(sum, degree % 2 === 0 ? 2 / (degree + 1) : 0, 2e-14, `degree ${degree}`);
    }
  });

  it("need at least one node", () => {
    expect(() => gaussLegendre(0)).toThrow("n must be a whole number of at least 1, got 0.");
  });
});
