import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spearman } from "../../src/numeric/spearman.js";
import { fixtureNames, loadFixture, loadReference } from "../fixtures.js";
import { expectClose, expectRelative } from "../tolerance.js";

describe("Spearman's correlation", () => {
  it("agrees with R on Hollander and Wolfe's tuna (1973, p. 187), n = 9, by exact enumeration", () => {
    // R 4.2.2: cor.test(x, y, method = "spearman")
    const x = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1];
    const y = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8];
    const result = spearman(x, y);
    expectRelative(result.rho, 0.6, 1e-15);
    expect(result.s).toBe(48);
    expectRelative(result.pValue, 0.096797839506172836, 1e-15);
    expect(result.method).toBe("exact");
  });

  it("agrees with R on 25 pairs without ties, by Edgeworth's series", () => {
    const x = [
      -0.962, -0.293, 0.259, -1.152, 0.196, 0.03, 0.085, 1.117, -1.219, 1.267, -0.745, -1.131, -0.716, 0.253, 0.152,
      -0.308, -0.953, -0.648, 1.224, 0.2, -0.578, -0.942, -0.204, -1.666, -0.484,
    ];
    const y = [
      -1.126, 1.043, 1.116, -0.533, -1.058, 0.913, 0.886, 1.175, 0.249, 0.155, 0.408, 0.848, -0.248, -0.878, 0.855,
      0.663, -0.692, 1.44, -0.305, 0.428, -2.497, -0.539, 1.049, -1.122, -1.093,
    ];
    const result = spearman(x, y);
    expectRelative(result.rho, 0.34230769230769237, 1e-14);
    expect(result.s).toBe(1710);
    expectRelative(result.pValue, 0.094420561617568427, 1e-13);
    expect(result.method).toBe("edgeworth");
  });

  it.each(fixtureNames)("%s: sensitivity and false positive rate, with ties, as R has it", (name) => {
    const studies = loadFixture(name);
    const reference = loadReference(name).threshold.none;
    if (reference === null) return;
    const result = spearman(
      studies.map(({ tp, fn }) => tp / (tp + fn)),
      studies.map(({ fp, tn }) => fp / (fp + tn)),
    );
    expectClose(result.rho, reference.rho!, 1e-13);
    expectRelative(result.pValueAsymptotic, reference.pValueAsymptotic!, 1e-10);
  });

  it("counts permutations: P ≤ s over all orders of 2 to 6 values", () => {
    for (let n = 2; n <= 6; n++) {
      const orders = permutations(n);
      const distances = orders.map((order) => order.reduce((sum, value, i) => sum + (value - i) ** 2, 0));
      for (const order of orders) {
        const own = order.reduce((sum, value, i) => sum + (value - i) ** 2, 0);
        const upper = own > (n ** 3 - n) / 6;
        const inTail = distances.filter((s) => (upper ? s >= own : s <= own)).length;
        const { pValue, s } = spearman([...order.keys()], order);
        expect(s).toBe(own);
        expectRelative(pValue, Math.min(1, (2 * inTail) / orders.length), 1e-15);
      }
    }
  });

  it("is ±1 for monotone data, 0 degrees of freedom leaving no t approximation", () => {
    expect(spearman([1, 2, 3], [10, 20, 40])).toMatchObject({ rho: 1, s: 0, method: "exact", pValueAsymptotic: 0 });
    expect(spearman([1, 2], [3, 2])).toEqual({ rho: -1, s: 2, pValue: 1, method: "exact", pValueAsymptotic: null });
    const many = Array.from({ length: 1500 }, (_, i) => i);
    expect(spearman(many, many)).toMatchObject({ rho: 1, pValue: 0, method: "t" });
  });

  it("is not defined for constant or fewer than two values", () => {
    const undefinedResult = { rho: null, s: null, pValue: null, method: null, pValueAsymptotic: null };
    expect(spearman([1, 1, 1], [1, 2, 3])).toEqual(undefinedResult);
    expect(spearman([1], [1])).toEqual(undefinedResult);
    expect(spearman([], [])).toEqual(undefinedResult);
  });

  it("refuses lists of different length", () => {
    expect(() => spearman([1, 2], [1])).toThrow("x has 2 values and y has 1");
  });

  it("depends on ranks alone, and changes its sign with them", () => {
    const values = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 })), {
      minLength: 3,
      maxLength: 20,
    });
    fc.assert(
      fc.property(values, (pairs) => {
        const x = pairs.map(([first]) => first);
        const y = pairs.map(([, second]) => second);
        const plain = spearman(x, y);
        expect(spearman(x.map(Math.exp), y)).toEqual(plain);
        expect(spearman(y, x).rho).toBe(plain.rho);
        const turned = spearman(
          x.map((value) => -value),
          y,
        );
        expectClose(turned.rho === null ? 0 : turned.rho, plain.rho === null ? 0 : -plain.rho, 1e-15);
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});

function permutations(n: number): number[][] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((order) =>
    Array.from({ length: n }, (_, at) => [...order.slice(0, at), n - 1, ...order.slice(at)]),
  );
}
