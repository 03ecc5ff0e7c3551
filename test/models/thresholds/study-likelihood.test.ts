import { describe, it } from "vitest";
import { generalCells } from "../../../src/models/thresholds/general-cells.js";
import { CELL, type GroupCells } from "../../../src/models/thresholds/group-cells.js";
import { latentDistributions } from "../../../src/models/thresholds/latent-distribution.js";
import { logisticCells } from "../../../src/models/thresholds/logistic-cells.js";
import { scaleIntegral } from "../../../src/models/thresholds/scale-integral.js";
import { studyLikelihood } from "../../../src/models/thresholds/study-likelihood.js";
import { expectClose } from "../../tolerance.js";

const group = (cutoffs: number[], counts: number[]): GroupCells => ({
  cutoffs: Float64Array.from(cutoffs),
  byLambda: Float64Array.from(cutoffs, (x) => 0.1 + x * x),
  counts: Float64Array.from(counts),
  total: counts.reduce((sum, count) => sum + count, 0),
});

const distributions = ["logistic", "normal", "weibull"] as const;
const kernels = [
  ...distributions.map((name) => [name, generalCells(latentDistributions[name])] as const),
  ["logistic, factored", logisticCells] as const,
];

describe("cells between cut-offs", () => {
  const cells = group([-1, 0.2, 0.5, 2], [5, 0, 20, 7, 3]);
  it.each(kernels)("have the derivatives of their likelihood (%s)", (_, likelihood) => {
    const at = (m: number, s: number, byLambda = 0): { value: number; d: Float64Array } => {
      const d = new Float64Array(CELL.size);
      const moved = { ...cells, cutoffs: cells.cutoffs.map((x, j) => x + byLambda * cells.byLambda[j]!) };
      return { value: likelihood(moved, m, s, d), d };
    };
    const h = 1e-5;
    const { d } = at(0.3, -0.4);
    const slope = (f: (h: number) => number): number => (f(h) - f(-h)) / (2 * h);
    expectClose(
      d[CELL.m]!,
      slope((x) => at(0.3 + x, -0.4).value),
      1e-7,
      "m",
    );
    expectClose(
      d[CELL.s]!,
      slope((x) => at(0.3, -0.4 + x).value),
      1e-7,
      "s",
    );
    expectClose(
      d[CELL.lambda]!,
      slope((x) => at(0.3, -0.4, x).value),
      1e-7,
      "lambda",
    );
    expectClose(
      d[CELL.mm]!,
      slope((x) => at(0.3 + x, -0.4).d[CELL.m]!),
      1e-7,
      "mm",
    );
    expectClose(
      d[CELL.ms]!,
      slope((x) => at(0.3 + x, -0.4).d[CELL.s]!),
      1e-7,
      "ms",
    );
    expectClose(
      d[CELL.ss]!,
      slope((x) => at(0.3, -0.4 + x).d[CELL.s]!),
      1e-7,
      "ss",
    );
  });

  it("are the same, factored or not, down to cells of 1e-300", () => {
    for (const cells of [group([-300, -299, 500, 700], [1, 2, 3, 4, 5]), group([0, 1e-5], [4, 1, 5])]) {
      const [x, y] = [new Float64Array(CELL.size), new Float64Array(CELL.size)];
      const whole = logisticCells(cells, 0, -0.2, x);
      expectClose(whole, generalCells(latentDistributions.logistic)(cells, 0, -0.2, y), 1e-11, "value");
      for (const [i, value] of x.entries()) expectClose(value, y[i]!, 1e-6, `derivative ${i}`);
    }
  });
});

/** ∫∫∫∫ by the trapezoidal rule over z₁, z₂, y₀, y₁ ~ N(0, 1), which knows nothing of modes. */
function dense(nonDiseased: GroupCells, diseased: GroupCells, theta: Float64Array): number {
  const [m0, m1, s0, s1, a, b, c, t0, t1] = theta as unknown as number[];
  const out = new Float64Array(CELL.size);
  const phi = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  const overScale = (cells: GroupCells, m: number, s: number, t: number): number => {
    let sum = 0;
    for (let y = -8; y <= 8; y += 0.2) sum += 0.2 * phi(y) * Math.exp(logisticCells(cells, m, s + t * y, out));
    return sum;
  };
  let sum = 0;
  for (let z1 = -8; z1 <= 8; z1 += 0.2) {
    let inner = 0;
    for (let z2 = -8; z2 <= 8; z2 += 0.2)
      inner += 0.2 * phi(z2) * overScale(diseased, m1! + b! * z1 + c! * z2, s1!, t1!);
    sum += 0.2 * phi(z1) * inner * overScale(nonDiseased, m0! + a! * z1, s0!, t0!);
  }
  return Math.log(sum);
}

describe("the likelihood of a study", () => {
  const likelihood = studyLikelihood(scaleIntegral(logisticCells, 21), 0.3, 28);
  const theta = (...values: number[]): Float64Array => Float64Array.of(...values, 0);
  const three = [group([-0.5, 0.3, 1], [12, 9, 4, 2]), group([-0.5, 0.3, 1], [2, 3, 5, 7])] as const;
  const one = [group([0.7], [30, 6]), group([0.7], [5, 12])] as const;
  const general = theta(-0.2, 0.9, -0.6, -0.4, 0.5, 0.3, 0.4, 0.3, 0.25);

  it.each([
    ["three cut-offs", three, general],
    ["one cut-off", one, general],
    ["a correlation near 1", three, theta(-0.2, 0.9, -0.6, -0.4, 0.8, 0.9, 0.03, 0.3, 0.25)],
  ] as const)("is the integral over all four random effects: %s", (_, [nonDiseased, diseased], at) => {
    const gradient = new Float64Array(10);
    expectClose(
      likelihood({ nonDiseased, diseased }, at, gradient, null),
      dense(nonDiseased, diseased, at),
      1e-7,
      "ln L",
    );
  });

  it.each([
    ["inside", general, [0, 1, 2, 3, 4, 5, 6, 7, 8]],
    ["with a correlation near 1", theta(-0.2, 0.9, -0.6, -0.4, 0.8, 0.9, 0.03, 0.3, 0.25), [0, 1, 2, 3, 4, 5, 6, 7, 8]],
    ["with a correlation of 1", theta(-0.2, 0.9, -0.6, -0.4, 0.8, -0.6, 0, 0.3, 0), [0, 1, 2, 3, 4, 5, 7]],
    ["without random locations", theta(-0.2, 0.9, -0.6, -0.4, 0, 0, 0, 0.3, 0.2), [0, 1, 2, 3, 7, 8]],
    ["with one random location", theta(-0.2, 0.9, -0.6, -0.4, 0, 0, 0.5, 0, 0.2), [0, 1, 2, 3, 6, 8]],
  ] as const)("has exact derivatives %s", (_, at, free) => {
    const study = { nonDiseased: three[0], diseased: three[1] };
    const gradient = new Float64Array(10);
    const hessian = new Float64Array(81);
    likelihood(study, at, gradient, hessian);
    const [ahead, behind] = [new Float64Array(10), new Float64Array(10)];
    for (const i of free) {
      const [up, down] = [Float64Array.from(at), Float64Array.from(at)];
      up[i]! += 1e-4;
      down[i]! -= 1e-4;
      const slope = (likelihood(study, up, ahead, null) - likelihood(study, down, behind, null)) / 2e-4;
      expectClose(gradient[i]!, slope, 1e-6, `gradient ${i}`);
      for (const j of free)
        expectClose(hessian[i * 9 + j]!, (ahead[j]! - behind[j]!) / 2e-4, 1e-5, `hessian ${i}, ${j}`);
    }
  });
});
