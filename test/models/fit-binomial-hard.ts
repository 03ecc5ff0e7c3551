import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { fitBinomial } from "../../src/models/binomial/fit-binomial.js";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import { expit, logit } from "../../src/numeric/distributions/logistic.js";
import type { Study } from "../../src/tables/study.js";
import { expectClose } from "../tolerance.js";
import { type Cells, studiesOf } from "./tables.js";

function expectFinite(value: unknown, path = "fit"): void {
  if (typeof value === "number") expect(Number.isFinite(value), path).toBe(true);
  else if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value)) expectFinite(inner, `${path}.${name}`);
  }
}

/** Fits what strains the model: thoroughly, or with fewer nodes, a coarser grid and fewer random tables. */
export function testHardFits(thorough: boolean): void {
  describe("a study with an empty margin", () => {
    it("informs the other logit, and is not left out", () => {
      const both: Cells[] = [
        [30, 12, 6, 50],
        [44, 5, 9, 61],
        [18, 20, 2, 70],
        [61, 8, 20, 44],
        [25, 3, 8, 39],
      ];
      const onlyDiseased: Cells[] = [
        [90, 0, 5, 0],
        [70, 0, 4, 0],
      ];
      const without = fitBinomial(studiesOf(both));
      const fit = fitBinomial(studiesOf([...both, ...onlyDiseased]));
      expect(fit.k).toBe(7);
      expect(fit.excluded).toEqual([]);
      expect(fit.coefficients[0]!.estimate).toBeGreaterThan(without.coefficients[0]!.estimate + 0.2);
      expect(fit.convergence.converged).toBe(true);
      // the normal model can't use them
      expect(fitReitsma(studiesOf([...both, ...onlyDiseased])).k).toBe(5);
    });

    it("makes two separate fits where no study has both margins", () => {
      const sensitivity: Cells[] = [
        [30, 0, 6, 0],
        [20, 0, 15, 0],
        [44, 0, 3, 0],
        [25, 0, 12, 0],
      ];
      const specificity: Cells[] = [
        [0, 5, 0, 61],
        [0, 30, 0, 70],
        [0, 8, 0, 44],
        [0, 3, 0, 99],
      ];
      const fit = fitBinomial(studiesOf([...sensitivity, ...specificity]), { correlation: 0 });
      const filled = (tables: readonly Cells[], cells: Cells): Study[] =>
        studiesOf(
          tables.map((table, i) => table.map((cell, j) => cell + (i === 0 ? cells[j]! : 0)) as unknown as Cells),
        );
      const first = fitBinomial(filled(sensitivity, [0, 1, 0, 1]), { correlation: 0 });
      const second = fitBinomial(filled(specificity, [1, 0, 1, 0]), { correlation: 0 });
      expectClose(fit.coefficients[0]!.estimate, first.coefficients[0]!.estimate, 1e-7);
      expectClose(fit.coefficients[1]!.estimate, second.coefficients[1]!.estimate, 1e-7);
      expectClose(fit.betweenStudy.varSensitivity, first.betweenStudy.varSensitivity, 1e-7);
      expectClose(fit.covariance[0]![1]!, 0, 1e-12);
    });

    it("throws where no study has diseased participants, and leaves out a study without any participant", () => {
      expect(() =>
        fitBinomial(
          studiesOf([
            [0, 5, 0, 9],
            [0, 5, 0, 19],
            [0, 1, 0, 9],
            [0, 2, 0, 8],
          ]),
        ),
      ).toThrow(InputError);
      const fit = fitBinomial(
        studiesOf([
          [0, 0, 0, 0],
          [9, 5, 1, 9],
          [8, 5, 3, 19],
          [4, 1, 1, 9],
          [6, 2, 2, 8],
        ]),
      );
      expect(fit.excluded).toEqual([{ id: "Study 1", reason: "it has no participants" }]);
      expect(fit.k).toBe(4);
    });
  });

  describe("unanimous results", () => {
    const noFalsePositives = studiesOf([
      [10, 0, 9, 30],
      [20, 0, 2, 40],
      [15, 0, 1, 22],
      [8, 0, 14, 19],
      [30, 0, 6, 60],
    ]);

    it("without any false positive, specificity has no estimate, and the fit says so in words", () => {
      const fit = fitBinomial(noFalsePositives);
      expect(fit.convergence.converged).toBe(false);
      expect(fit.convergence.message).toMatch(/^No study has a false positive: every observed specificity is 100 %/);
      expect(fit.simplifications).toEqual([
        "A correlation can't be estimated with a logit that doesn't vary: it was set to 0.",
        "All results that make up specificity agree: its between-study variance was dropped.",
      ]);
      expect(fit.warnings.map(({ code }) => code)).toEqual(expect.arrayContaining(["not-converged", "simplified"]));
      expect(expit(fit.coefficients[1]!.estimate)).toBeGreaterThan(1 - 1e-6);
      expectFinite(fit);
    });

    it("and sensitivity is what it would be on its own", () => {
      const fit = fitBinomial(noFalsePositives);
      const varied = noFalsePositives.map((study, i) => ({ ...study, fp: i === 0 ? 1 : 0 }));
      const alone = fitBinomial(varied, { correlation: 0 });
      expectClose(fit.coefficients[0]!.estimate, alone.coefficients[0]!.estimate, 1e-7);
      expectClose(fit.coefficients[0]!.standardError, alone.coefficients[0]!.standardError, 1e-6);
      expectClose(fit.betweenStudy.varSensitivity, alone.betweenStudy.varSensitivity, 1e-6);
    });

    it("holds for sensitivity of 0 %, and for both at once", () => {
      const never = fitBinomial(
        studiesOf([
          [0, 3, 10, 30],
          [0, 5, 20, 40],
          [0, 2, 15, 22],
          [0, 9, 8, 19],
        ]),
      );
      expect(never.convergence.message).toMatch(/No study has a true positive: every observed sensitivity is 0 %/);
      const perfect = fitBinomial(
        studiesOf([
          [10, 0, 0, 30],
          [20, 0, 0, 40],
          [15, 0, 0, 22],
          [8, 0, 0, 19],
        ]),
      );
      expect(perfect.convergence.converged).toBe(false);
      expect(perfect.simplifications.at(-1)).toMatch(/fixed-effect/);
      expectFinite(never);
      expectFinite(perfect);
    });

    it("within a level of a moderator, names the outcome and what to do", () => {
      const studies = noFalsePositives.map((study, i) => ({
        ...study,
        fp: i < 2 ? 0 : 3 + i,
        covariates: { assay: i < 2 ? "new" : "old" },
      }));
      const fit = fitBinomial(studies, { moderators: ["assay"] });
      expect(fit.convergence.converged).toBe(false);
      expect(fit.convergence.message).toMatch(
        /for 2 of 5 studies the moderators predict a specificity of 0 % or 100 %/,
      );
      expectFinite(fit);
    });

    it("0 % in some studies and 100 % in others: the variance grows without bound", () => {
      const fit = fitBinomial(
        studiesOf([
          [100, 3, 0, 50],
          [0, 4, 100, 60],
          [100, 2, 0, 70],
          [0, 6, 100, 40],
          [100, 5, 0, 55],
        ]),
      );
      expect(fit.convergence.converged).toBe(false);
      expect(fit.convergence.message).toMatch(/variance of logit sensitivity grows without bound/);
      expectFinite(fit);
    });
  });

  describe("between-study variances that strain the quadrature", () => {
    // specificity from 0 % to 100 %: value and score of the quadrature have their tops in different places
    const studies = studiesOf([
      [21, 5, 16, 35],
      [30, 37, 8, 2],
      [17, 41, 0, 0],
      [6, 0, 6, 35],
      [0, 0, 20, 35],
    ]);

    /** The log-likelihood at a correlation of −1, where one random effect is left: a sum over a fine grid of it. */
    function logLikelihood(b1: number, b2: number, sd1: number, sd2: number): number {
      const logChoose = (n: number, y: number): number => {
        let sum = 0;
        for (let i = 1; i <= y; i++) sum += Math.log((n - y + i) / i);
        return sum;
      };
      const logExpit = (x: number): number => (x > 0 ? -Math.log1p(Math.exp(-x)) : x - Math.log1p(Math.exp(x)));
      const step = 12 / (thorough ? 60_000 : 6_000);
      return studies.reduce((total, { tp, fp, fn, tn }) => {
        let sum = 0;
        for (let u = -6; u <= 6; u += step) {
          const [x, y] = [b1 + sd1 * u, b2 - sd2 * u];
          const conditional = tp * logExpit(x) + fn * logExpit(-x) + tn * logExpit(y) + fp * logExpit(-y);
          sum += Math.exp(conditional - u ** 2 / 2 + logChoose(tp + fn, tp) + logChoose(tn + fp, tn));
        }
        return total + Math.log((sum * step) / Math.sqrt(2 * Math.PI));
      }, 0);
    }

    it("don't lead to a simpler model: the optimum is found at any number of nodes", () => {
      for (const nodes of thorough ? [1, 7, 15, 21, 45, undefined] : [1, undefined]) {
        const fit = fitBinomial(studies, nodes === undefined ? {} : { nodes });
        expect(fit.convergence, `${nodes}`).toMatchObject({ converged: true, boundary: "correlation" });
        expect(fit.simplifications).toEqual([]);
        expect(fit.betweenStudy.correlation).toBe(-1);
      }
    });

    it("and it is the optimum: no point near it has a higher likelihood, by brute force", () => {
      const fit = fitBinomial(studies);
      const { varSensitivity, varSpecificity } = fit.betweenStudy;
      const at = [
        ...fit.coefficients.map(({ estimate }) => estimate),
        Math.sqrt(varSensitivity),
        Math.sqrt(varSpecificity),
      ] as [number, number, number, number];
      const top = logLikelihood(...at);
      expectClose(fit.logLik, top, 1e-4);
      for (let j = 0; j < 4; j++) {
        for (const shift of [-0.3, 0.3]) {
          const moved = at.map((x, i) => (i === j ? x + shift : x)) as typeof at;
          expect(logLikelihood(...moved)).toBeLessThan(top + 1e-4);
        }
      }
    });

    it("are not dropped where the data leave a parameter open but differ beyond chance", () => {
      const fit = fitBinomial(
        studiesOf([
          [25, 12, 2, 0],
          [23, 0, 10, 5],
          [0, 9, 24, 22],
          [0, 0, 12, 60],
          [4, 0, 49, 64],
          [5, 0, 16, 23],
        ]),
      );
      expect(fit.betweenStudy.varSensitivity).toBeGreaterThan(1);
      expect(fit.simplifications.join()).not.toContain("fixed-effect");
    });

    it("are not dropped where every search fails", () => {
      const fit = fitBinomial(
        studiesOf([
          [5, 2, 13, 20],
          [0, 4, 59, 50],
          [15, 5, 0, 29],
          [37, 4, 0, 47],
          [34, 10, 0, 38],
        ]),
      );
      expect(fit.betweenStudy.varSensitivity).toBeGreaterThan(30);
      expect(fit.simplifications.join()).not.toContain("fixed-effect");
    });
  });

  describe("counts of any size", () => {
    it("a million per cell: the estimates are those of logits known exactly", () => {
      const tables: Cells[] = [
        [1_000_000, 100_000, 200_000, 900_000],
        [900_000, 200_000, 100_000, 1_000_000],
        [800_000, 100_000, 300_000, 700_000],
        [1_000_000, 300_000, 100_000, 1_000_000],
        [500_000, 10_000, 50_000, 600_000],
      ];
      const fit = fitBinomial(studiesOf(tables));
      expect(fit.convergence.converged).toBe(true);
      const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
      const first = tables.map(([tp, , fn]) => Math.log(tp / fn));
      const second = tables.map(([, fp, , tn]) => Math.log(tn / fp));
      const [m1, m2] = [mean(first), mean(second)];
      // sampling variances are about 1e-5, the between-study ones 0.3 and 1
      expectClose(fit.coefficients[0]!.estimate, m1, 1e-4);
      expectClose(fit.coefficients[1]!.estimate, m2, 1e-4);
      expectClose(fit.betweenStudy.covariance, mean(first.map((x, i) => (x - m1) * (second[i]! - m2))), 1e-4);
      const reitsma = fitReitsma(studiesOf(tables), { method: "ml" });
      expectClose(fit.coefficients[0]!.standardError, reitsma.coefficients[0]!.standardError, 1e-4);
      expectFinite(fit);
    });

    it("a million beside a handful, and next to 100 %", () => {
      const fit = fitBinomial(
        studiesOf([
          [1e6, 0, 0, 1e6],
          [999_999, 1, 1, 999_999],
          [1e6, 10, 3, 1e6],
          [1e6, 100, 30, 1e6],
          [3, 1, 2, 4],
        ]),
      );
      expect(fit.convergence.converged).toBe(true);
      expectFinite(fit);
    });

    it("single digits", () => {
      const fit = fitBinomial(
        studiesOf([
          [1, 0, 1, 2],
          [2, 1, 0, 1],
          [0, 1, 1, 3],
          [1, 1, 0, 2],
          [3, 0, 1, 1],
        ]),
      );
      expect(fit.convergence).toMatchObject({ converged: true, boundary: "variance" });
      // no heterogeneity: the pooled proportions
      expectClose(fit.coefficients[0]!.estimate, logit(7 / 10), 1e-8);
      expectClose(fit.coefficients[1]!.estimate, logit(9 / 12), 1e-8);
      expect(fit.quadrature).toBeNull();
      expect(fit.betweenStudy).toEqual({ varSensitivity: 0, varSpecificity: 0, covariance: 0, correlation: null });
    });

    const cell = fc.oneof(
      fc.constant(0),
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 0, max: 1_000_000 }),
    );
    const table = fc.tuple(cell, cell, cell, cell);
    it("any tables: no NaN, no hang, and a message", () => {
      fc.assert(
        fc.property(fc.array(table, { minLength: 2, maxLength: 8 }), fc.constantFrom(1, 5, 21), (tables, nodes) => {
          const diseased = tables.some(([tp, , fn]) => tp + fn > 0);
          const nonDiseased = tables.some(([, fp, , tn]) => fp + tn > 0);
          const k = tables.filter((cells) => cells.some((x) => x > 0)).length;
          if (!diseased || !nonDiseased || k < 2) return;
          const fit = fitBinomial(studiesOf(tables), { nodes, minStudies: 2 });
          expectFinite(fit);
          expect(fit.convergence.message.length).toBeGreaterThan(20);
          if (fit.convergence.converged) {
            for (const { standardError } of fit.coefficients) expect(standardError).toBeLessThan(100);
          }
        }),
        { numRuns: thorough ? 25 : 2, seed: 5 },
      );
    });
  });
}
