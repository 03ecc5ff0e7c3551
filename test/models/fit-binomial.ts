import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError, InsufficientStudiesError } from "../../src/base/errors.js";
import { prepareCounts } from "../../src/models/binomial/counts.js";
import { type BinomialOptions, fitBinomial } from "../../src/models/binomial/fit-binomial.js";
import { binomialLikelihood } from "../../src/models/binomial/likelihood.js";
import { positiveDefiniteInverse } from "../../src/numeric/linear/matrix.js";
import type { Study } from "../../src/tables/study.js";
import { fixtureNames, loadFixture, loadReference, loadSimulated } from "../fixtures.js";
import { expectClose, tolerance } from "../tolerance.js";
import { expectLogLik, expectOptimum } from "./binomial-optimum.js";

const mirrored = (studies: readonly Study[]): Study[] =>
  studies.map(({ id, tp, fp, fn, tn }) => ({ id, tp: tn, fp: fn, fn: fp, tn: tp }));

function expectMirrored(studies: readonly Study[], options: BinomialOptions, tol: number): void {
  const fit = fitBinomial(studies, options);
  const other = fitBinomial(mirrored(studies), options);
  expectClose(other.logLik, fit.logLik, tol, "log-likelihood");
  expectClose(other.coefficients[0]!.estimate, fit.coefficients[1]!.estimate, tol, "specificity");
  expectClose(other.coefficients[1]!.estimate, fit.coefficients[0]!.estimate, tol, "sensitivity");
  expectClose(other.betweenStudy.varSensitivity, fit.betweenStudy.varSpecificity, tol, "varSpecificity");
  expectClose(other.betweenStudy.covariance, fit.betweenStudy.covariance, tol, "covariance");
  expectClose(other.covariance[0]![0]!, fit.covariance[1]![1]!, 10 * tol, "variance");
}

const MIRRORED = ["auditc", "dementia", "telomerase", "scheidler_ct", "xpert", "iqcode", "gould"];

/** Holds the fit against independent optima and itself: on all data sets, or on some. */
export function testFitBinomial(thorough: boolean): void {
  const names = thorough ? fixtureNames : fixtureNames.filter((_, i) => i % 6 === 0);
  const simulated = loadSimulated().slice(0, thorough ? undefined : 10);

  describe("fitBinomial against independent optima", () => {
    for (const name of names) {
      const studies = loadFixture(name);
      const { laplace, quadrature21, quadrature61 } = loadReference(name).binomial;

      it(`${name}: Laplace (lme4's objective)`, () => {
        const fit = fitBinomial(studies, { nodes: 1 });
        expectLogLik(fit, laplace.logLik, name);
        expectOptimum(fit, laplace, name);
      });

      it(`${name}: 21 nodes`, () => {
        const fit = fitBinomial(studies, { nodes: 21 });
        expectLogLik(fit, quadrature21.logLik, name);
        expectOptimum(fit, quadrature21, name);
      });

      it(`${name}: the default is within 1e-6 of the limit, 61 nodes`, () => {
        const fit = fitBinomial(studies);
        expectLogLik(fit, quadrature61.logLik, name, 1e-6);
        expectOptimum(fit, quadrature61, name);
        const { quadrature } = fit;
        if (quadrature !== null) {
          const changes = [quadrature.logLikChange, quadrature.coefficientChange, quadrature.betweenStudyChange];
          expect(Math.max(...changes.map(Math.abs)), name).toBeLessThanOrEqual(1e-6);
        }
      });
    }

    // The reference's Cholesky factor has a negative diagonal element for these two, and its delta method slips on the sign.
    const wrongReference = ["auditc", "skin_tests"];
    for (const name of names) {
      const { parameterCovariance } = loadReference(name).binomial.quadrature21;
      if (parameterCovariance === null || wrongReference.includes(name)) continue;
      it(`${name}: covariance of all parameters on the natural scale`, () => {
        const fit = fitBinomial(loadFixture(name), { nodes: 21 });
        parameterCovariance.forEach((row, i) => {
          row.forEach((value, j) => {
            expectClose(fit.parameterCovariance![i]![j]!, value, 1e-5, `${name} ${i}${j}`);
          });
        });
      });
    }

    for (const name of wrongReference) {
      it(`${name}: covariance of all parameters, against second differences of the log-likelihood in (β, Ψ)`, () => {
        const studies = loadFixture(name);
        const fit = fitBinomial(studies, { nodes: 45 });
        const likelihood = binomialLikelihood(prepareCounts(studies, []).counts, 45);
        const score = new Float64Array(5);
        const unused = new Float64Array(25);
        const scoreAt = ([m1, m2, v1, v2, cov]: readonly number[]): number[] => {
          const a = Math.sqrt(v1!);
          const b = cov! / a;
          const c = Math.sqrt(v2! - b * b);
          likelihood.withInformation([m1!, m2!, a, b, c], score, unused);
          const [s1, s2, sa, sb, sc] = score as unknown as [number, number, number, number, number];
          // dl = sa da + sb db + sc dc with a = √v1, b = cov/a, c = √(v2 − b²)
          const perB = sb - (sc * b) / c;
          return [s1, s2, sa / (2 * a) - (perB * b) / (2 * a * a), sc / (2 * c), perB / a];
        };
        const { varSensitivity, varSpecificity, covariance } = fit.betweenStudy;
        const point = [...fit.coefficients.map(({ estimate }) => estimate), varSensitivity, varSpecificity, covariance];
        const step = 1e-4;
        const information = point.map((_, i) => {
          const moved = (by: number): number[] => scoreAt(point.map((x, j) => (i === j ? x + by : x)));
          const [ahead, behind] = [moved(step), moved(-step)];
          return ahead.map((value, j) => -(value - behind[j]!) / (2 * step));
        });
        const inverse = positiveDefiniteInverse(information)!;
        inverse.forEach((row, i) => {
          row.forEach((value, j) => {
            expectClose(fit.parameterCovariance![i]![j]!, value, 1e-5, `${name} ${i}${j}`);
          });
        });
      });
    }

    it("converges on simulated meta-analyses, to the reference optimum at 21 nodes and by Laplace", () => {
      for (const { id, studies, laplace, quadrature21 } of simulated) {
        const fine = fitBinomial(studies, { nodes: 21 });
        expectLogLik(fine, quadrature21.logLik, `${id}`);
        expectOptimum(fine, quadrature21, `simulated ${id}`);
        const rough = fitBinomial(studies, { nodes: 1 });
        expectLogLik(rough, laplace.logLik, `${id}`);
        expectOptimum(rough, laplace, `simulated ${id}, Laplace`);
      }
    });
  });

  describe("fitBinomial's invariances", () => {
    it("mirrors the fit when diseased and non-diseased change places", () => {
      for (const name of thorough ? MIRRORED : ["telomerase", "iqcode"]) {
        expectMirrored(loadFixture(name), { nodes: 1 }, 1e-8);
        expectMirrored(loadFixture(name), {}, 2e-6);
      }
    });

    const rate = fc.double({ min: 0.55, max: 0.95, noNaN: true });
    const study = fc
      .tuple(rate, rate, fc.integer({ min: 15, max: 120 }), fc.integer({ min: 15, max: 200 }))
      .map(([se, sp, n1, n0]) => {
        const [tp, tn] = [Math.round(se * n1), Math.round(sp * n0)];
        return { tp, fn: n1 - tp, tn, fp: n0 - tn };
      });
    const metaAnalysis = fc
      .array(study, { minLength: 5, maxLength: 15 })
      .map((tables) => tables.map((table, i) => ({ id: `Study ${i + 1}`, ...table })));

    it("mirrors random meta-analyses", () => {
      fc.assert(
        fc.property(metaAnalysis, (studies) => expectMirrored(studies, { nodes: 1 }, 1e-7)),
        { numRuns: thorough ? 40 : 5, seed: 3 },
      );
    });

    it("does not depend on the order of the rows", () => {
      fc.assert(
        fc.property(metaAnalysis, fc.integer({ min: 0, max: 1000 }), (studies, key) => {
          const shuffled = studies
            .map((s, i) => ({ s, order: Math.sin((i + 1) * (key + 1)) }))
            .sort((x, y) => x.order - y.order)
            .map(({ s }) => s);
          const fit = fitBinomial(studies, { nodes: 21 });
          const other = fitBinomial(shuffled, { nodes: 21 });
          expectClose(other.logLik, fit.logLik, 1e-11);
          fit.coefficients.forEach(({ estimate, standardError }, i) => {
            expectClose(other.coefficients[i]!.estimate, estimate, 1e-7);
            expectClose(other.coefficients[i]!.standardError, standardError, 1e-6);
          });
        }),
        { numRuns: thorough ? 40 : 5, seed: 4 },
      );
    });

    it("survives a JSON round trip", () => {
      const fit = fitBinomial(loadFixture("iqcode"), { moderators: ["rob_PS"] });
      expect(JSON.parse(JSON.stringify(fit))).toEqual(fit);
    });

    it("refits from its own options to the same numbers", () => {
      const fit = fitBinomial(loadFixture("gould"));
      const again = fitBinomial(fit.studies, fit.options);
      expect(again).toEqual(fit);
      expect(fit.quadrature?.nodes).toBe(31);
    });
  });

  describe("fitBinomial's options", () => {
    const studies = loadFixture("iqcode");

    it("fits two univariate models with correlation 0", () => {
      const fit = fitBinomial(studies, { correlation: 0 });
      expect(fit.betweenStudy.covariance).toBe(0);
      expect(fit.parameters).toBe(4);
      expect(fit.simplifications).toEqual([]);
      const full = fitBinomial(studies);
      expect(fit.logLik).toBeLessThan(full.logLik);
      expect(fit.covariance[0]![1]!).toBeCloseTo(0, 12);
    });

    it("counts 2k rows in the BIC and the five parameters in the AIC", () => {
      const fit = fitBinomial(studies);
      expectClose(fit.aic, -2 * fit.logLik + 10, tolerance.closedForm);
      expectClose(fit.bic, -2 * fit.logLik + 5 * Math.log(2 * fit.k), tolerance.closedForm);
    });

    it("reports what coarse quadrature does, and warns of it", () => {
      const fit = fitBinomial(loadFixture("gould"), { nodes: 1 });
      expect(fit.quadrature).toMatchObject({ nodes: 1 });
      expect(fit.quadrature!.refinedNodes).toBeGreaterThan(10);
      const fine = fitBinomial(loadFixture("gould"));
      const moved = Math.abs(fine.coefficients[0]!.estimate - fit.coefficients[0]!.estimate);
      expect(fit.quadrature!.coefficientChange / moved).toBeGreaterThan(0.7);
      expect(fit.quadrature!.coefficientChange / moved).toBeLessThan(1.4);
      expect(fit.warnings.map(({ code }) => code)).toContain("coarse-quadrature");
    });

    it("refuses bad options by name", () => {
      for (const nodes of [0, 2.5, -1, 1000]) expect(() => fitBinomial(studies, { nodes })).toThrow(InputError);
      expect(() => fitBinomial(studies, { level: 1 })).toThrow(/level/);
      expect(() => fitBinomial(studies, { moderators: ["nothing"] })).toThrow(/nothing/);
      expect(() => fitBinomial(studies.slice(0, 3))).toThrow(InsufficientStudiesError);
    });
  });
}
