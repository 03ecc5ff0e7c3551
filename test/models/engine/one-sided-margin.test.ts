import { describe, it } from "vitest";
import { groupIntegral } from "../../../src/models/engine/group-integral.js";
import { mixedLikelihood } from "../../../src/models/engine/likelihood.js";
import type { Group, MixedLogisticModel } from "../../../src/models/engine/model.js";
import { expectClose } from "../../tolerance.js";

// Sensitivity and specificity of one row, all but one of whose diseased are found: beside the mode the integrand falls as the prior does
const group: Group = {
  columns: 2,
  shared: 2,
  cells: [
    { successes: 45, trials: 46, x: [1, 0], loadings: [{ column: 0, parameter: 0 }] },
    {
      successes: 7493,
      trials: 7862,
      x: [0, 1],
      loadings: [
        { column: 0, parameter: 1 },
        { column: 1, parameter: 2 },
      ],
    },
  ],
};
const parameters = [0.752, 2.268, 2.416, 0.019, 0.459];

/** The same by trapezoids: a grid in the first effect, about the mode of the second at each of its points. */
function byTrapezoids(): number {
  const [mean, other, a, b, c] = parameters as [number, number, number, number, number];
  const logCell = (y: number, n: number, eta: number): number =>
    y * eta - n * (Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta))));
  const values: number[] = [];
  const step = 0.01;
  for (let z = -10; z <= 10; z += step) {
    const first = logCell(45, 46, mean + a * z) - 0.5 * z * z;
    let w = 0;
    let curvature = 1;
    for (let i = 0; i < 100; i++) {
      const p = 1 / (1 + Math.exp(-(other + b * z + c * w)));
      curvature = 1 + c * c * 7862 * p * (1 - p);
      const change = (c * (7493 - 7862 * p) - w) / curvature;
      w += Math.max(-1, Math.min(1, change));
    }
    const width = 0.1 / Math.sqrt(curvature);
    for (let j = -120; j <= 120; j++) {
      const at = w + j * width;
      values.push(
        first + logCell(7493, 7862, other + b * z + c * at) - 0.5 * at * at + Math.log((width * step) / (2 * Math.PI)),
      );
    }
  }
  const largest = values.reduce((one, value) => Math.max(one, value));
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}

describe("a margin whose results all but agree", () => {
  it("is integrated to its far end", () => {
    const fine = groupIntegral(group, 2).evaluate(parameters, [81, 81], new Float64Array(5));
    expectClose(fine, byTrapezoids(), 1e-12);
  });

  it("gets as many nodes as it needs, though two rules agree by chance", () => {
    const model: MixedLogisticModel = { groups: [group], fixed: 2, factors: [{ offset: 0, size: 2 }] };
    const likelihood = mixedLikelihood(model);
    const { nodes } = likelihood.choose(parameters, 3e-10, true);
    const value = likelihood.groups[0]!.evaluate(parameters, nodes[0]!, new Float64Array(5));
    expectClose(value, byTrapezoids(), 1e-11);
  });
});
