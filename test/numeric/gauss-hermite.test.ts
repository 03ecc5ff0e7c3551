import { describe, expect, it } from "vitest";
import { gaussHermite } from "../../src/numeric/quadrature/gauss-hermite.js";
import { expectRelative, tolerance } from "../tolerance.js";

// Abramowitz & Stegun (1964), Handbook of Mathematical Functions, table 25.10: xᵢ ≥ 0 and wᵢ for the weight exp(−x²).
const TABLE: Record<number, readonly (readonly [node: number, weight: number])[]> = {
  3: [
    [0, 1.181635900604],
    [1.224744871391589, 0.2954089751509],
  ],
  5: [
    [0, 0.9453087204829],
    [0.958572464613819, 0.3936193231522],
    [2.020182870456086, 0.01995324205905],
  ],
  7: [
    [0, 0.8102646175568],
    [0.816287882858965, 0.4256072526101],
    [1.673551628767471, 0.05451558281913],
    [2.651961356835233, 0.0009717812450995],
  ],
  20: [
    [0.2453407083009, 0.4622436696006],
    [5.3874808900112, 2.229393645534e-13],
  ],
};

describe("gaussHermite", () => {
  for (const [n, rows] of Object.entries(TABLE)) {
    it(`gives the ${n} nodes and weights of Abramowitz & Stegun, table 25.10`, () => {
      const { nodes, weights } = gaussHermite(Number(n));
      for (const [node, weight] of rows) {
        const i = nodes.findIndex((x) => Math.abs(x / Math.SQRT2 - node) < 1e-12);
        expect(i, `node ${node}`).toBeGreaterThanOrEqual(0);
        expectRelative(weights[i]! * Math.sqrt(Math.PI), weight, 1e-12, `weight of ${node}`);
      }
    });
  }

  it("integrates polynomials up to degree 2n − 1 against the normal density exactly", () => {
    for (const n of [1, 2, 5, 10, 21, 61, 91, 200]) {
      const { nodes, weights } = gaussHermite(n);
      let moment = 1;
      for (let degree = 0; degree <= Math.min(2 * n - 1, 20); degree++) {
        if (degree > 0 && degree % 2 === 0) moment *= degree - 1;
        const sum = nodes.reduce((total, x, i) => total + weights[i]! * x ** degree, 0);
        if (degree % 2 === 1) expect(Math.abs(sum), `n ${n}, degree ${degree}`).toBeLessThan(1e-12 * moment * degree);
        else expectRelative(sum, moment, 10 * tolerance.closedForm, `n ${n}, degree ${degree}`);
      }
    }
  });

  it("is symmetric and ascending", () => {
    for (const n of [6, 31, 120]) {
      const { nodes, weights } = gaussHermite(n);
      nodes.forEach((x, i) => {
        expect(x + nodes[n - 1 - i]!).toBe(0);
        expect(weights[i]).toBe(weights[n - 1 - i]);
        if (i > 0) expect(x).toBeGreaterThan(nodes[i - 1]!);
      });
    }
  });

  it("carries the normal kernel in the scaled weights", () => {
    const { nodes, weights, logScaledWeights } = gaussHermite(15);
    nodes.forEach((x, i) => {
      expectRelative(Math.exp(logScaledWeights[i]! - (x * x) / 2), weights[i]!, 1e-13);
    });
  });

  it("refuses anything but a whole number of nodes from 1 to 500", () => {
    for (const n of [0, 1.5, -3, 501, Number.NaN]) expect(() => gaussHermite(n)).toThrow(RangeError);
  });
});
