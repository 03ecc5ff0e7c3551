import { describe, expect, it } from "vitest";
import { prepareLogits } from "../../src/models/normal/logit-data.js";
import { profileLikelihood } from "../../src/models/normal/profile-likelihood.js";
import { loadFixture } from "../fixtures.js";

const correction = { value: 0.5, when: "single" } as const;

describe("the profile likelihood of the normal model", () => {
  for (const [name, moderators] of [
    ["auditc", []],
    ["scheidler", ["modality"]],
  ] as const) {
    for (const restricted of [true, false]) {
      it(`has the gradient that finite differences see (${name}, ${restricted ? "REML" : "ML"})`, () => {
        const { data } = prepareLogits(loadFixture(name), correction, moderators);
        const likelihood = profileLikelihood(data, restricted);
        for (const abc of [
          [0.9, 0.3, 0.4],
          [0.5, -0.6, 0.05],
          [1.2, 0.7, 0],
        ]) {
          const gradient = new Float64Array(3);
          likelihood.value(Float64Array.from(abc), gradient);
          for (let j = 0; j < 3; j++) {
            const at = (step: number) => {
              const moved = Float64Array.from(abc);
              moved[j]! += step;
              return likelihood.value(moved, new Float64Array(3));
            };
            const h = 1e-4;
            // five-point rule: error about h⁴
            const difference = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
            expect(Math.abs(gradient[j]! - difference)).toBeLessThan(1e-8 * Math.max(1, Math.abs(difference)));
          }
        }
      });
    }
  }

  for (const [name, moderators] of [
    ["auditc", []],
    ["scheidler", ["modality"]],
  ] as const) {
    for (const restricted of [true, false]) {
      it(`has the second derivatives that differences of the gradient see (${name}, ${restricted ? "REML" : "ML"})`, () => {
        const { data } = prepareLogits(loadFixture(name), correction, moderators);
        const likelihood = profileLikelihood(data, restricted);
        for (const abc of [
          [0.9, 0.3, 0.4],
          [0.5, -0.6, 0.05],
          [1.2, 0.7, 0],
          [0, 0, 0],
        ]) {
          const hessian = new Float64Array(9);
          const gradient = new Float64Array(3);
          likelihood.value(Float64Array.from(abc), gradient, hessian);
          for (let j = 0; j < 3; j++) {
            const at = (step: number) => {
              const moved = Float64Array.from(abc);
              moved[j]! += step;
              const slope = new Float64Array(3);
              likelihood.value(moved, slope);
              return slope;
            };
            const h = 1e-4;
            const [near, far] = [at(h).map((g, i) => g - at(-h)[i]!), at(2 * h).map((g, i) => g - at(-2 * h)[i]!)];
            for (let i = 0; i < 3; i++) {
              const difference = (8 * near[i]! - far[i]!) / (12 * h);
              expect(Math.abs(hessian[i * 3 + j]! - difference)).toBeLessThan(1e-8 * Math.max(1, Math.abs(difference)));
            }
          }
        }
      });
    }
  }

  it("equals the dense matrix formula on a small data set", () => {
    // 2k × 2k matrices by elimination, without the shortcuts of the 2 × 2 blocks
    const { data } = prepareLogits(loadFixture("glas_bta"), correction, []);
    const [a, b, c] = [0.7, -0.3, 0.4];
    const psi = [
      [a * a, a * b],
      [a * b, b * b + c * c],
    ];
    const size = 2 * data.k;
    const v = Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (_, j) => {
        if (i >> 1 !== j >> 1) return 0;
        const sampling = i === j ? (i % 2 === 0 ? data.varSensitivity : data.varSpecificity)[i >> 1]! : 0;
        return psi[i % 2]![j % 2]! + sampling;
      }),
    );
    const y = Array.from(
      { length: size },
      (_, i) => (i % 2 === 0 ? data.logitSensitivity : data.logitSpecificity)[i >> 1]!,
    );
    const x = y.map((_, i) => [i % 2 === 0 ? 1 : 0, i % 2 === 0 ? 0 : 1]);
    const { inverse, logDeterminant } = invert(v);
    const weighted = x.map((_, i) => [0, 1].map((j) => x.reduce((sum, row, m) => sum + inverse[i]![m]! * row[j]!, 0)));
    const a22 = [0, 1].map((i) => [0, 1].map((j) => x.reduce((sum, row, m) => sum + row[i]! * weighted[m]![j]!, 0)));
    const solved = invert(a22);
    const u = [0, 1].map((j) => y.reduce((sum, value, m) => sum + weighted[m]![j]! * value, 0));
    const beta = [0, 1].map((i) => solved.inverse[i]![0]! * u[0]! + solved.inverse[i]![1]! * u[1]!);
    const r = y.map((value, i) => value - beta[i % 2]!);
    const quadratic = r.reduce((sum, ri, i) => sum + r.reduce((s, rj, j) => s + ri * inverse[i]![j]! * rj, 0), 0);
    const restricted =
      -0.5 * (size - 2) * Math.log(2 * Math.PI) - 0.5 * logDeterminant - 0.5 * solved.logDeterminant - 0.5 * quadratic;
    const likelihood = profileLikelihood(data, true);
    const value = likelihood.value(Float64Array.of(a, b, c), new Float64Array(3));
    expect(Math.abs(value - restricted)).toBeLessThan(1e-11);
    likelihood.coefficients().forEach((estimate, i) => {
      expect(Math.abs(estimate - beta[i]!)).toBeLessThan(1e-12);
    });
  });
});

/** Gauss–Jordan, for the test alone. */
function invert(matrix: number[][]): { inverse: number[][]; logDeterminant: number } {
  const n = matrix.length;
  const work = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  let logDeterminant = 0;
  for (let i = 0; i < n; i++) {
    const pivot = work[i]![i]!;
    logDeterminant += Math.log(pivot);
    work[i] = work[i]!.map((value) => value / pivot);
    for (let m = 0; m < n; m++) {
      if (m === i) continue;
      const factor = work[m]![i]!;
      work[m] = work[m]!.map((value, j) => value - factor * work[i]![j]!);
    }
  }
  return { inverse: work.map((row) => row.slice(n)), logDeterminant };
}
