import { describe, expect, it } from "vitest";
import { prepareCounts } from "../../../src/models/binomial/counts.js";
import { binomialLikelihood } from "../../../src/models/binomial/likelihood.js";

describe("the information of Laplace's approximation", () => {
  const of = (tp: number, fp: number, fn: number, tn: number) => ({ id: `${tp}/${fp}/${fn}/${tn}`, tp, fp, fn, tn });
  const other = of(12, 3, 5, 41);
  const studies = [
    of(10, 2, 3, 40),
    of(0, 5, 7, 30),
    of(55, 0, 4, 80),
    of(3, 0, 0, 2),
    of(0, 0, 0, 9),
    of(240, 31, 60, 500),
  ];
  const points = [
    [1.2, 0.7, 0.8, -0.5, 0.6],
    [2.5, 3.1, 1.9, 1.2, 0.3],
    [-0.4, 1, 0.1, 0.05, 0.02],
    [0.5, 2, 0, 0.7, 0.4],
    [1, 1.5, 0.6, 0.9, 0],
  ];

  it.each(points)("is minus the slope of its gradient at (%d, %d, %d, %d, %d)", (...point) => {
    for (const line of [false, true]) {
      if (line && point[4] !== 0) continue;
      for (const study of studies) {
        const likelihood = binomialLikelihood(prepareCounts([study, other], []).counts, 1);
        const information = new Float64Array(25);
        likelihood.withGradient(point, new Float64Array(5), line, information);
        const scale = Math.max(...information.map(Math.abs));
        // on a line the derivatives by c mean nothing
        const free = line ? 4 : 5;
        for (let j = 0; j < free; j++) {
          const slope = (step: number): number[] => {
            const [ahead, behind] = [new Float64Array(5), new Float64Array(5)];
            likelihood.withGradient(point.with(j, point[j]! + step), ahead, line);
            likelihood.withGradient(point.with(j, point[j]! - step), behind, line);
            return Array.from(ahead, (value, i) => (value - behind[i]!) / (2 * step));
          };
          const [wide, narrow] = [slope(2e-4), slope(1e-4)];
          for (let i = 0; i < free; i++) {
            const difference = (4 * narrow[i]! - wide[i]!) / 3 + information[i * 5 + j]!;
            expect(Math.abs(difference) / scale, `${study.id}, ${i}, ${j}`).toBeLessThan(1e-8);
          }
        }
      }
    }
  });
});
