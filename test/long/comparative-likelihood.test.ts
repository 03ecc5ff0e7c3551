import { describe, it } from "vitest";
import { comparativeModel } from "../../src/models/comparative/structure.js";
import { groupIntegral } from "../../src/models/engine/group-integral.js";
import type { Cell, Group } from "../../src/models/engine/model.js";
import { expectClose } from "../tolerance.js";

/** Counts of two tests in one study: true positives of diseased, true negatives of the others. */
type Counts = readonly [
  tp1: number,
  n1: number,
  tn1: number,
  m1: number,
  tp2: number,
  n2: number,
  tn2: number,
  m2: number,
];

const STUDIES: Readonly<Record<string, Counts>> = {
  "moderate counts": [6, 10, 28, 42, 9, 10, 17, 42],
  "a test without errors": [12, 12, 20, 24, 9, 12, 24, 24],
  "counts that contradict the means": [2, 15, 5, 30, 14, 15, 29, 30],
};

/** The four effects' Cholesky factors: of any covariance; of study effects and test-within-study effects added; both near an edge too. */
const W = [0.9, -0.3, 0.7, 0.5, 0.1, 0.6, -0.2, 0.35, 0.2, 0.5];
const L = [0.8, -0.25, 0.6];
const M = [0.5, -0.3, 0.25];
const EDGE = [0.8, -0.25, 0, 0.5, -0.3, 0.02];
const MEANS = [1, 2, 1.4, 1.1];

const row = (test: number, tp: number, n: number, tn: number, m: number) => ({
  table: { id: `${test}`, tp, fn: n - tp, tn, fp: m - tn },
  test,
});

function groupOf(structure: "nested" | "unstructured", [tp1, n1, tn1, m1, tp2, n2, tn2, m2]: Counts): Group {
  const studies = [[row(0, tp1, n1, tn1, m1), row(1, tp2, n2, tn2, m2)]];
  const both = { sensitivity: "test", specificity: "test" } as const;
  return comparativeModel(studies, ["A", "B"], { structure, variances: "equal", within: "unstructured" }, both)
    .groups[0]!;
}

/** The linear predictor's constant and its loadings on the group's columns. */
function line({ x, loadings }: Cell, columns: number, parameters: readonly number[]) {
  const load = new Float64Array(columns);
  for (const { column, parameter } of loadings) load[column]! += parameters[4 + parameter]!;
  return { centre: x.reduce((sum, xj, j) => sum + xj * parameters[j]!, 0), load };
}

/**
 * The four predictors are normal: the integral over them by plain trapezoids, with the density from the inverse of their covariance. Nothing
 * of it is shared with the rules, neither modes nor turned effects nor the structure of the loadings.
 */
function bruteForce(group: Group, parameters: readonly number[]): number {
  const lines = group.cells.map((cell) => line(cell, group.columns, parameters));
  const covariance = lines.map((one) =>
    lines.map((other) => one.load.reduce((sum, v, k) => sum + v * other.load[k]!, 0)),
  );
  // lower triangular root by hand: η = centre + R z with z standard normal, z on a grid
  const root = covariance.map(() => [0, 0, 0, 0]);
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = covariance[i]![j]!;
      for (let k = 0; k < j; k++) sum -= root[i]![k]! * root[j]![k]!;
      root[i]![j] = i === j ? Math.sqrt(Math.max(0, sum)) : root[j]![j]! > 1e-9 ? sum / root[j]![j]! : 0;
    }
  }
  const step = 0.25;
  const reach = 9;
  const logCell = (c: number, eta: number): number => {
    const { successes: y, trials: n } = group.cells[c]!;
    return y * eta - n * (Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta))));
  };
  const points = Math.round((2 * reach) / step) + 1;
  const z = Array.from({ length: points }, (_, i) => -reach + i * step);
  const prior = z.map((value) => -0.5 * value * value);
  let total = 0;
  for (let i = 0; i < points; i++) {
    const first = prior[i]! + logCell(0, lines[0]!.centre + root[0]![0]! * z[i]!);
    for (let j = 0; j < points; j++) {
      const second = first + prior[j]! + logCell(1, lines[1]!.centre + root[1]![0]! * z[i]! + root[1]![1]! * z[j]!);
      if (second < -130) continue;
      for (let k = 0; k < points; k++) {
        const third =
          second +
          prior[k]! +
          logCell(2, lines[2]!.centre + root[2]![0]! * z[i]! + root[2]![1]! * z[j]! + root[2]![2]! * z[k]!);
        if (third < -130) continue;
        const eta = lines[3]!.centre + root[3]![0]! * z[i]! + root[3]![1]! * z[j]! + root[3]![2]! * z[k]!;
        for (let l = 0; l < points; l++) total += Math.exp(third + prior[l]! + logCell(3, eta + root[3]![3]! * z[l]!));
      }
    }
  }
  return Math.log(total) + 4 * Math.log(step / Math.sqrt(2 * Math.PI));
}

describe("the likelihood of a study with two tests", () => {
  const cases = Object.entries(STUDIES).flatMap(([name, counts]) => [
    [name, "unstructured", counts, W] as const,
    [name, "nested", counts, [...L, ...M]] as const,
    [name, "nested", counts, EDGE] as const,
  ]);
  it.each(cases)("is that of plain trapezoids in four dimensions: %s, %s", (_, structure, counts, spread) => {
    const group = groupOf(structure, counts);
    const parameters = [...MEANS, ...spread];
    const score = new Float64Array(parameters.length);
    const expected = bruteForce(group, parameters);
    expectClose(groupIntegral(group, 4, "direct").evaluate(parameters, [25, 25], score), expected, 2e-10);
    if (structure === "nested") {
      expectClose(groupIntegral(group, 4, "nested").evaluate(parameters, [31, 61], score), expected, 2e-10);
    }
  });

  it("is one by the direct and by the nested rule, score included", () => {
    for (const counts of Object.values(STUDIES).slice(0, 2)) {
      const group = groupOf("nested", counts);
      const parameters = [...MEANS, ...L, ...M];
      const [direct, nested] = (["direct", "nested"] as const).map((rule) => {
        const score = new Float64Array(parameters.length);
        const value = groupIntegral(group, 4, rule).evaluate(
          parameters,
          rule === "direct" ? [31, 31] : [45, 81],
          score,
        );
        return [value, ...score];
      });
      direct!.forEach((value, i) => {
        expectClose(value, nested![i]!, 1e-9, `component ${i}`);
      });
    }
  });
});
