import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fitBinomial } from "../../../src/models/binomial/fit-binomial.js";
import { fitGroupedLogistic } from "../../../src/models/engine/fit-grouped.js";
import type { MixedLogisticModel } from "../../../src/models/engine/model.js";
import { fixedLogistic } from "../../../src/programs/fixed-logistic.js";
import type { Study } from "../../../src/tables/study.js";
import { loadFixture } from "../../fixtures.js";
import { expectClose, expectRelative } from "../../tolerance.js";

/** Studies of two cells, specificity first, each with the loadings of its outcome. */
function modelOf(
  studies: readonly Study[],
  size: 0 | 1 | 2,
  parameters: readonly [specificity: readonly number[], sensitivity: readonly number[]],
): MixedLogisticModel {
  const loadings = parameters.map((own) => own.map((parameter, column) => ({ column, parameter })));
  return {
    groups: studies.map(({ tp, fp, fn, tn }) => ({
      columns: size,
      shared: size,
      cells: [
        { successes: tn, trials: tn + fp, x: [0, 1], loadings: loadings[0]! },
        { successes: tp, trials: tp + fn, x: [1, 0], loadings: loadings[1]! },
      ],
    })),
    fixed: 2,
    factors: size === 0 ? [] : [{ offset: 0, size }],
  };
}

interface SharedIntercept {
  readonly sensitivity: number;
  readonly specificity: number;
  readonly variance: number;
  readonly covariance: readonly (readonly number[])[];
}

const { sets } = JSON.parse(
  readFileSync(new URL("../../../fixtures/programs/shared-intercept.json", import.meta.url), "utf8"),
) as { sets: Readonly<Record<string, SharedIntercept>> };

describe("the grouped logistic model", () => {
  it.each(Object.entries(sets))(
    "with one random intercept a study agrees with lme4 (7 nodes): %s",
    (name, reference) => {
      const fit = fitGroupedLogistic(modelOf(loadFixture(name), 1, [[0], [0]]), 7, [1, 1]);
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
    for (const nodes of [5, 7]) {
      const fit = fitGroupedLogistic(modelOf(studies, 2, [[0], [1, 2]]), nodes, [1, 1]);
      const bivariate = fitBinomial(studies, { nodes });
      expectClose(fit.logLik, bivariate.logLik, 1e-9);
      expectClose(fit.fixed[0] ?? null, bivariate.coefficients[0]!.estimate, 1e-6);
      expectClose(fit.fixed[1] ?? null, bivariate.coefficients[1]!.estimate, 1e-6);
      expectRelative(fit.covariance?.[0]?.[0] ?? null, bivariate.covariance[0]![0]!, 1e-5);
    }
  });

  it("without random effects has the pooled proportions in closed form", () => {
    const studies = loadFixture("auditc");
    const fit = fitGroupedLogistic(modelOf(studies, 0, [[], []]), 7, [1, 1]);
    const closed = fixedLogistic(studies);
    expectClose(fit.fixed[0] ?? null, closed.sensitivity.logit, 1e-7);
    expectClose(fit.fixed[1] ?? null, closed.specificity.logit, 1e-7);
    expectClose(fit.logLik, closed.logLik, 1e-10);
    expectRelative(fit.covariance?.[1]?.[1] ?? null, closed.specificity.variance, 1e-6);
  });
});
