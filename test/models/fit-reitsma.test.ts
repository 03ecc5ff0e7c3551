import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError, InsufficientStudiesError } from "../../src/base/errors.js";
import type { NormalFit } from "../../src/models/fit.js";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import type { Study } from "../../src/tables/study.js";
import { fixtureNames, loadFixture, loadReference, loadSimulated } from "../fixtures.js";
import { expectClose, tolerance } from "../tolerance.js";

interface NormalReference {
  readonly sensitivity: number;
  readonly specificity: number;
  readonly covariance: readonly (readonly number[])[];
  readonly betweenStudy: {
    readonly varSensitivity: number;
    readonly varSpecificity: number;
    readonly covariance: number;
  };
  readonly logLik?: number;
  readonly rank?: number;
}

function expectFit(fit: NormalFit, reference: NormalReference, what: string, tol: number = tolerance.estimate): void {
  expectClose(fit.coefficients[0]!.estimate, reference.sensitivity, tol, `${what}: logit sensitivity`);
  expectClose(fit.coefficients[1]!.estimate, reference.specificity, tol, `${what}: logit specificity`);
  for (const name of ["varSensitivity", "varSpecificity", "covariance"] as const) {
    expectClose(fit.betweenStudy[name], reference.betweenStudy[name], tol, `${what}: Ψ ${name}`);
  }
  reference.covariance.forEach((row, i) => {
    row.forEach((value, j) => {
      expectClose(fit.covariance[i]![j]!, value, tol, `${what}: covariance ${i}${j}`);
    });
  });
  if (reference.logLik !== undefined) {
    expect(fit.logLik, `${what}: log-likelihood`).toBeGreaterThan(reference.logLik - tolerance.logLik);
    expectClose(fit.logLik, reference.logLik, tolerance.logLik, `${what}: log-likelihood`);
  }
  if (reference.rank !== undefined) {
    expect(fit.convergence.boundary === "none", `${what}: boundary`).toBe(reference.rank === 2);
  }
  expect(fit.convergence.converged, what).toBe(true);
}

describe("fitReitsma against independent optima", () => {
  for (const name of fixtureNames) {
    const { normal } = loadReference(name);
    const studies = loadFixture(name);
    for (const method of ["reml", "ml"] as const) {
      for (const when of ["single", "all"] as const) {
        it(`${name}: ${method}, correction "${when}"`, () => {
          expectFit(fitReitsma(studies, { method, correction: { when } }), normal[method][when], name);
        });
      }
    }

    it(`${name}: fixed effect and moments (mvmeta 1.0.3)`, () => {
      const correction = { when: "all" } as const;
      const zero = { varSensitivity: 0, varSpecificity: 0, covariance: 0 };
      expectFit(fitReitsma(studies, { method: "fixed", correction }), { ...normal.fixed, betweenStudy: zero }, name);
      expectFit(fitReitsma(studies, { method: "mm", correction }), normal.moments.mm, name);
    });
  }

  for (const simulated of loadSimulated()) {
    it(`simulated meta-analysis ${simulated.id}: REML and ML`, () => {
      const correction = { when: "all" } as const;
      for (const method of ["reml", "ml"] as const) {
        const fit = fitReitsma(simulated.studies, { method, correction, minStudies: 2 });
        expectFit(fit, simulated[method], `${simulated.id} ${method}`);
      }
    });
  }

  for (const name of fixtureNames) {
    const { metaRegression } = loadReference(name);
    for (const [key, regression] of Object.entries(metaRegression ?? {})) {
      if (typeof regression === "string") continue;
      it(`${name}: meta-regression on ${key}`, () => {
        const studies = loadFixture(name).map((study) => ({
          ...study,
          covariates: Object.fromEntries(
            Object.entries(study.covariates ?? {}).map(([covariate, value]) => [
              covariate,
              regression.categorical.includes(covariate) && value !== null ? String(value) : value,
            ]),
          ),
        }));
        for (const method of ["ml", "reml"] as const) {
          const reference = regression[method];
          const fit = fitReitsma(studies, { method, moderators: regression.moderators, correction: { when: "all" } });
          expect(fit.design.terms).toEqual(regression.terms);
          [...reference.sensitivity, ...reference.specificity].forEach((value, i) => {
            expectClose(fit.coefficients[i]!.estimate, value, tolerance.estimate, fit.coefficients[i]!.term);
          });
          for (const part of ["varSensitivity", "varSpecificity", "covariance"] as const) {
            expectClose(fit.betweenStudy[part], reference.betweenStudy[part], tolerance.estimate, part);
          }
          expectClose(fit.logLik, reference.logLik, tolerance.logLik, "log-likelihood");
        }
      });
    }
  }
});

const arbitraryStudies = fc
  .array(
    fc.record({
      tp: fc.integer({ min: 0, max: 80 }),
      fn: fc.integer({ min: 1, max: 40 }),
      tn: fc.integer({ min: 1, max: 90 }),
      fp: fc.integer({ min: 0, max: 40 }),
    }),
    { minLength: 5, maxLength: 15 },
  )
  .map((tables) => tables.map((table, i): Study => ({ id: `study ${i + 1}`, ...table })));

/** What must not change, to well within the optimiser's precision. */
const essence = (fit: NormalFit) => [fit.logLik, ...fit.coefficients.flatMap((c) => [c.estimate, c.standardError])];

describe("fitReitsma's symmetries", () => {
  it("does not see the order of the rows", () => {
    fc.assert(
      fc.property(arbitraryStudies, (studies) => {
        const forwards = essence(fitReitsma(studies));
        const backwards = essence(fitReitsma([...studies].reverse()));
        forwards.forEach((value, i) => {
          expectClose(backwards[i]!, value, 1e-7);
        });
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it("mirrors exactly when diseased and non-diseased change roles", () => {
    fc.assert(
      fc.property(arbitraryStudies, fc.constantFrom("reml", "ml", "mm", "fixed"), (studies, method) => {
        const fit = fitReitsma(studies, { method });
        const mirrored = fitReitsma(
          studies.map(({ id, tp, fp, fn, tn }) => ({ id, tp: tn, fp: fn, fn: fp, tn: tp })),
          { method },
        );
        expectClose(mirrored.logLik, fit.logLik, 1e-8);
        expectClose(mirrored.coefficients[0]!.estimate, fit.coefficients[1]!.estimate, 1e-6);
        expectClose(mirrored.coefficients[1]!.estimate, fit.coefficients[0]!.estimate, 1e-6);
        expectClose(mirrored.betweenStudy.varSensitivity, fit.betweenStudy.varSpecificity, 1e-6);
        expectClose(mirrored.betweenStudy.covariance, fit.betweenStudy.covariance, 1e-6);
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it("does not care for labels that repeat", () => {
    const studies = loadFixture("auditc");
    const unlabelled = studies.map((study) => ({ ...study, id: "S" }));
    expect(essence(fitReitsma(unlabelled))).toEqual(essence(fitReitsma(studies)));
  });

  it("gives a restricted likelihood that knows the coding of a factor only through ln |ΣXᵢᵀXᵢ|", () => {
    // Recoding the reference level is a linear map of determinant ±1 on each logit: nothing may change.
    const studies = loadFixture("scheidler");
    const renamed = studies.map((study) => ({
      ...study,
      covariates: { modality: study.covariates?.modality === "CT" ? "Z" : (study.covariates?.modality ?? null) },
    }));
    const fit = fitReitsma(studies, { moderators: ["modality"] });
    const other = fitReitsma(renamed, { moderators: ["modality"] });
    expectClose(other.logLik, fit.logLik, 1e-9);
    expectClose(other.betweenStudy.varSensitivity, fit.betweenStudy.varSensitivity, 1e-8);
  });
});

describe("fitReitsma's edges", () => {
  const auditc = loadFixture("auditc");

  it("leaves a study with an empty margin out by name", () => {
    const fit = fitReitsma([...auditc, { id: "No cases", tp: 0, fp: 3, fn: 0, tn: 40 }]);
    expect(fit.k).toBe(14);
    expect(fit.excluded).toEqual([
      { id: "No cases", reason: "it has no diseased participants, and the normal model needs both margins" },
    ]);
    expect(fit.warnings.some(({ message }) => message.startsWith("No cases was left out"))).toBe(true);
    expect(fit.coefficients).toEqual(fitReitsma(auditc).coefficients);
  });

  it("records which studies were corrected, and leaves zero cells out when they are not", () => {
    expect(fitReitsma(auditc).corrections).toEqual([
      { id: "S07", value: 0.5 },
      { id: "S08", value: 0.5 },
    ]);
    expect(fitReitsma(auditc, { correction: { when: "all" } }).corrections).toHaveLength(14);
    const none = fitReitsma(auditc, { correction: { when: "none" } });
    expect(none.excluded.map(({ id }) => id)).toEqual(["S07", "S08"]);
  });

  it("does not pool fewer than four studies unless told to", () => {
    const three = auditc.slice(0, 3);
    expect(() => fitReitsma(three)).toThrow(InsufficientStudiesError);
    const fit = fitReitsma(three, { minStudies: 2 });
    expect(fit.k).toBe(3);
    expect(fit.warnings.map(({ code }) => code)).toContain("few-studies");
  });

  it("reports an exact boundary: the moment estimate of a correlation beyond 1, and variances of 0", () => {
    const identical = Array.from({ length: 6 }, (_, i) => ({ id: `${i}`, tp: 40, fp: 10, fn: 10, tn: 90 }));
    const fit = fitReitsma(identical);
    expect(fit.betweenStudy).toEqual({ varSensitivity: 0, varSpecificity: 0, covariance: 0, correlation: null });
    expect(fit.convergence.boundary).toBe("variance");
    expect(fit.coefficients[0]!.estimate).toBeCloseTo(Math.log(4), 12);
    expect(fitReitsma(auditc, { method: "mm", correction: { when: "all" } }).convergence.boundary).toBe("correlation");
  });

  it("fits two univariate models where the correlation is set to 0", () => {
    // metafor 3.8.1, rma.uni(method = "REML"): the same τ² and means, one logit at a time
    const { univariate } = loadReference("auditc");
    const fit = fitReitsma(auditc, { correlation: 0, correction: { when: "all" } });
    expect(fit.betweenStudy.correlation).toBe(0);
    expect(fit.parameters).toBe(4);
    expectClose(fit.coefficients[0]!.estimate, univariate.logitSensitivity.reml.estimate, 1e-5);
    expectClose(fit.betweenStudy.varSensitivity, univariate.logitSensitivity.reml.tauSquared, 1e-4);
  });

  it("survives counts of a million", () => {
    const large = auditc.map(({ id, tp, fp, fn, tn }) => ({
      id,
      tp: tp * 1e4,
      fp: fp * 1e4,
      fn: fn * 1e4 + 1,
      tn: tn * 1e4,
    }));
    const fit = fitReitsma(large);
    expect(fit.convergence.converged).toBe(true);
    expect(JSON.stringify(fit)).not.toMatch(/null,null/);
  });

  it("names a wrong option and what would be right", () => {
    expect(() => fitReitsma(auditc, { method: "REML" as "reml" })).toThrow(/method must be "reml" or "ml"/);
    expect(() => fitReitsma(auditc, { level: 95 })).toThrow(/such as 0\.95, got 95/);
    expect(() => fitReitsma(auditc, { correction: { value: -1 } })).toThrow(InputError);
    expect(() => fitReitsma(auditc, { moderators: ["modality"] })).toThrow(/the studies have no covariates/);
  });

  it("is plain data: JSON and back loses nothing", () => {
    for (const name of ["auditc", "telomerase", "scheidler"]) {
      const fit = fitReitsma(loadFixture(name));
      expect(JSON.parse(JSON.stringify(fit))).toEqual(fit);
    }
  });
});
