import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prepareCounts } from "../../../src/models/binomial/counts.js";
import { binomialLikelihood } from "../../../src/models/binomial/likelihood.js";
import { logBinomialCoefficient } from "../../../src/numeric/distributions/gamma.js";
import type { Study } from "../../../src/tables/study.js";
import { loadFixture, loadReference } from "../../fixtures.js";
import { expectClose, tolerance } from "../../tolerance.js";

const parameters = fc.tuple(
  fc.double({ min: -2, max: 4, noNaN: true }),
  fc.double({ min: -2, max: 4, noNaN: true }),
  fc.double({ min: 0.1, max: 2, noNaN: true }),
  fc.double({ min: -1.5, max: 1.5, noNaN: true }),
  fc.double({ min: 0.1, max: 1.5, noNaN: true }),
);

const cell = fc.integer({ min: 0, max: 60 });
const table = fc
  .record({ tp: cell, fp: cell, fn: cell, tn: cell })
  .filter(({ tp, fp, fn, tn }) => tp + fp + fn + tn > 0);
const studies = fc
  .array(table, { minLength: 2, maxLength: 6 })
  .filter((tables) => tables.some((t) => t.tp + t.fn > 0) && tables.some((t) => t.tn + t.fp > 0))
  .map((tables) => tables.map((t, i): Study => ({ id: `Study ${i + 1}`, ...t })));

/** f'(x) by Richardson's extrapolation of central differences. */
function derivative(f: (x: number) => number, x: number, h = 2e-3): number {
  const central = (step: number): number => (f(x + step) - f(x - step)) / (2 * step);
  return (central(2 * h) - 20 * central(h) + 64 * central(h / 2)) / 45;
}

const at = (point: readonly number[], j: number, value: number): number[] => point.map((x, i) => (i === j ? value : x));

/**
 * The log-likelihood by the trapezoid rule on a square grid of (v1, v2) over ±9: no mode, no curvature, no Gauss–Hermite. For
 * such a smooth, decaying integrand its error falls exponentially in 1/step, once the step is below a study's posterior spread.
 */
function denseGridLogLik(data: readonly Study[], [m1, m2, a, b, c]: readonly number[], step: number): number {
  const points = Math.round(9 / step);
  const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  let total = 0;
  for (const { tp, fp, fn, tn } of data) {
    const logs = new Float64Array((2 * points + 1) ** 2);
    let index = 0;
    let largest = Number.NEGATIVE_INFINITY;
    for (let i = -points; i <= points; i++) {
      const v1 = i * step;
      const logit1 = m1! + a! * v1;
      const first = tp * logit1 - (tp + fn) * softplus(logit1) - (v1 * v1) / 2;
      for (let j = -points; j <= points; j++) {
        const v2 = j * step;
        const logit2 = m2! + b! * v1 + c! * v2;
        const value = first + tn * logit2 - (tn + fp) * softplus(logit2) - (v2 * v2) / 2;
        logs[index++] = value;
        if (value > largest) largest = value;
      }
    }
    let sum = 0;
    for (const value of logs) sum += Math.exp(value - largest);
    total += largest + Math.log((sum * step * step) / (2 * Math.PI));
    total += logBinomialCoefficient(tp + fn, tp) + logBinomialCoefficient(tn + fp, tn);
  }
  return total;
}

/** Holds the likelihood against differences and sums over a grid: thoroughly, or for a few points. */
export function testLikelihood(thorough: boolean): void {
  describe("binomialLikelihood", () => {
    for (const nodes of thorough ? [1, 2, 3, 5, 7, 9, 12] : [1, 2, 5]) {
      it(`has the exact gradient of its own approximation at ${nodes} ${nodes === 1 ? "node" : "nodes"}, against finite differences`, () => {
        fc.assert(
          fc.property(studies, parameters, (data, point) => {
            const likelihood = binomialLikelihood(prepareCounts(data, []).counts, nodes);
            const gradient = new Float64Array(5);
            const scratch = new Float64Array(5);
            likelihood.withGradient(point, gradient);
            for (let j = 0; j < 5; j++) {
              const difference = derivative((x) => likelihood.withGradient(at(point, j, x), scratch), point[j]!);
              expectClose(gradient[j]!, difference, 1e-7, `component ${j}`);
            }
          }),
          { numRuns: thorough ? 40 : 6, seed: 1 },
        );
      });
    }

    it("has, with many nodes, the score and the observed information of the true log-likelihood, against finite differences", () => {
      fc.assert(
        fc.property(studies, parameters, (data, point) => {
          const likelihood = binomialLikelihood(prepareCounts(data, []).counts, 61);
          const score = new Float64Array(5);
          const information = new Float64Array(25);
          const scratch = new Float64Array(5);
          const unused = new Float64Array(25);
          likelihood.withInformation(point, score, information);
          for (let j = 0; j < 5; j++) {
            const value = (x: number): number => likelihood.withInformation(at(point, j, x), scratch, unused);
            expectClose(score[j]!, derivative(value, point[j]!), 1e-6, `score ${j}`);
            for (let i = 0; i < 5; i++) {
              const slope = derivative((x) => {
                likelihood.withInformation(at(point, j, x), scratch, unused);
                return scratch[i]!;
              }, point[j]!);
              expectClose(information[i * 5 + j]!, -slope, 1e-5, `information ${i}${j}`);
            }
          }
        }),
        { numRuns: thorough ? 8 : 1, seed: 2 },
      );
    });

    it("does not change with the signs of (a, b) and of c", () => {
      const { counts } = prepareCounts(loadFixture("gould"), []);
      const scratch = new Float64Array(5);
      const values = [
        [3, 1.3, 1.4, -0.3, 0.4],
        [3, 1.3, -1.4, 0.3, 0.4],
        [3, 1.3, 1.4, -0.3, -0.4],
      ].map((point) => binomialLikelihood(counts, 7).withGradient(point, scratch));
      expectClose(values[1]!, values[0]!, tolerance.closedForm);
      expectClose(values[2]!, values[0]!, tolerance.closedForm);
    });

    it("keeps its digits at a million per cell: one study without random effects is two binomial probabilities", () => {
      const data = [{ id: "a", tp: 1_000_000, fp: 3, fn: 2, tn: 900_000 }];
      const { counts } = prepareCounts(data, []);
      const point = [13, 12.5, 0, 0, 0];
      const ln = (y: number, n: number, logit: number): number =>
        logBinomialCoefficient(n, y) -
        y * Math.log1p(Math.exp(-logit)) -
        (n - y) * (logit + Math.log1p(Math.exp(-logit)));
      const expected = ln(1_000_000, 1_000_002, 13) + ln(900_000, 900_003, 12.5);
      for (const nodes of [1, 5, 21]) {
        expectClose(binomialLikelihood(counts, nodes).withGradient(point, new Float64Array(5)), expected, 1e-10);
      }
    });
  });

  describe("the log-likelihood against a dense two-dimensional grid", () => {
    const cases = [
      ["auditc", 0.015],
      ["gould", 0.05],
      ["telomerase", 0.03],
      ["xpert", 0.05],
    ] as const;
    for (const [name, step] of thorough ? cases : cases.slice(1, 3)) {
      it(`${name}: 61 nodes agree with the grid to 1e-9, 21 nodes as well as the quadrature check says`, () => {
        const { quadrature21, quadrature61 } = loadReference(name).binomial;
        const data = loadFixture(name);
        const { varSensitivity, varSpecificity, covariance } = quadrature61.betweenStudy;
        const a = Math.sqrt(varSensitivity);
        const b = covariance / a;
        const c = quadrature21.rank === 1 ? 0 : Math.sqrt(varSpecificity - b * b);
        const point = [quadrature61.sensitivity, quadrature61.specificity, a, b, c];
        const grid = denseGridLogLik(data, point, step);
        const { counts } = prepareCounts(data, []);
        const by = (nodes: number): number =>
          binomialLikelihood(counts, nodes).withInformation(point, new Float64Array(5), new Float64Array(25));
        expect(Math.abs(by(61) - grid)).toBeLessThan(1e-9);
        expect(Math.abs(quadrature61.logLik - grid)).toBeLessThan(tolerance.logLik);
        expect(Math.abs(by(21) - grid)).toBeLessThan(1e-8 + 2 * Math.abs(quadrature21.digits.logLik21to31));
      });
    }
  });
}
