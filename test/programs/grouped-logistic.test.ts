import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fitBinomial } from "../../src/models/binomial/fit-binomial.js";
import { fixedLogistic } from "../../src/programs/fixed-logistic.js";
import { type BinomialRow, fitGroupedLogistic } from "../../src/programs/grouped-logistic.js";
import type { Study } from "../../src/tables/study.js";
import { loadFixture } from "../fixtures.js";
import { expectClose, expectRelative } from "../tolerance.js";

const rows = (study: Study, z: (i: number) => readonly number[]): BinomialRow[] => [
  { successes: study.tp, trials: study.tp + study.fn, x: [1, 0], z: z(0) },
  { successes: study.tn, trials: study.tn + study.fp, x: [0, 1], z: z(1) },
];

interface SharedIntercept {
  readonly sensitivity: number;
  readonly specificity: number;
  readonly variance: number;
  readonly covariance: readonly (readonly number[])[];
}

const { sets } = JSON.parse(
  readFileSync(new URL("../../fixtures/programs/shared-intercept.json", import.meta.url), "utf8"),
) as { sets: Readonly<Record<string, SharedIntercept>> };

describe("the grouped logistic model", () => {
  it.each(Object.entries(sets))(
    "with one random intercept a study agrees with lme4 (7 nodes): %s",
    (name, reference) => {
      const groups = loadFixture(name).map((study) => rows(study, () => [1]));
      const fit = fitGroupedLogistic({ groups, fixed: 2, random: 1, nodes: 7 }, [1, 1]);
      expect(fit.converged).toBe(true);
      expectClose(fit.fixed[0] ?? null, reference.sensitivity, 1e-6);
      expectClose(fit.fixed[1] ?? null, reference.specificity, 1e-6);
      expectClose(fit.between[0]?.[0] ?? null, reference.variance, 1e-6);
      reference.covariance.flat().forEach((value, i) => {
        expectRelative(fit.covariance?.flat()[i] ?? null, value, 2e-5);
      });
    },
  );

  it.each(["auditc", "telomerase", "iqcode"])("with two random effects is the bivariate binomial model: %s", (name) => {
    const studies = loadFixture(name);
    const groups = studies.map((study) => rows(study, (i) => (i === 0 ? [1, 0] : [0, 1])));
    for (const nodes of [5, 7]) {
      const fit = fitGroupedLogistic({ groups, fixed: 2, random: 2, nodes }, [1, 1]);
      const bivariate = fitBinomial(studies, { nodes });
      expectClose(fit.logLik, bivariate.logLik, 1e-9);
      expectClose(fit.fixed[0] ?? null, bivariate.coefficients[0]!.estimate, 1e-6);
      expectClose(fit.fixed[1] ?? null, bivariate.coefficients[1]!.estimate, 1e-6);
      expectRelative(fit.covariance?.[0]?.[0] ?? null, bivariate.covariance[0]![0]!, 1e-5);
    }
  });

  it("without random effects has the pooled proportions in closed form", () => {
    const studies = loadFixture("auditc");
    const groups = studies.map((study) => rows(study, () => []));
    const fit = fitGroupedLogistic({ groups, fixed: 2, random: 0, nodes: 7 }, [1, 1]);
    const closed = fixedLogistic(studies);
    expectClose(fit.fixed[0] ?? null, closed.sensitivity.logit, 1e-7);
    expectClose(fit.fixed[1] ?? null, closed.specificity.logit, 1e-7);
    expectClose(fit.logLik, closed.logLik, 1e-10);
    expectRelative(fit.covariance?.[1]?.[1] ?? null, closed.specificity.variance, 1e-6);
  });
});
