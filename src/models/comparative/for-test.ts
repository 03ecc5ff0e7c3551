import { checkText } from "../../base/checks.js";
import { InputError } from "../../base/errors.js";
import { checkResult, isSquare } from "../../base/shape.js";
import type { BinomialFit, BivariateFit, Coefficient, NormalFit, Warning } from "../fit.js";
import { FIT_SCHEMA } from "../fit-core.js";
import type { ComparativeFit } from "./comparative-fit.js";
import { comparativeShapes } from "./comparative-shapes.js";
import { testOf, unknownTest } from "./rows.js";

/** Whether a fit is one of several tests. */
export function isComparativeFit(fit: BivariateFit | ComparativeFit): fit is ComparativeFit {
  return (fit as Partial<ComparativeFit> | null)?.totalVariation !== undefined;
}

/** Refuses what is no comparative fit (`bad-fit`), and one that was stored and changed. */
export function checkComparativeFit(fit: ComparativeFit): void {
  checkResult("fit", fit, comparativeShapes, {
    name: "ComparativeFit",
    wanted: "what fitComparative returned",
    code: "bad-fit",
    disagrees: () => wrongSize(fit),
  });
}

/** The first part whose size doesn't agree with the number of tests. */
function wrongSize({ tests, coefficients, covariance, parameterCovariance, ...fit }: ComparativeFit): string | null {
  const q = 2 * tests.length;
  if (coefficients.length !== q) return "fit.coefficients";
  if (covariance !== null && !isSquare(covariance, q)) return "fit.covariance";
  if (parameterCovariance !== null && !isSquare(parameterCovariance, q + 3 * tests.length))
    return "fit.parameterCovariance";
  if (!tests.includes(fit.reference)) return "fit.reference";
  return tests.every((test) => Object.hasOwn(fit.totalVariation, test)) ? null : "fit.totalVariation";
}

/**
 * One test of a comparative fit as a bivariate fit, for everything that takes one: `summaryPoint`, `sroc`, `regions`, `hsroc`,
 * `auc`, `posttest`, figures. Means and their covariance are those of the joint model; the between-study covariance is all
 * variation of the test between studies, study and test-within-study effects added, so that a prediction region is that of
 * the test in a new study. `studies` are the rows of this test.
 *
 * What fits again (leaving studies out, the bootstrap) fits the rows of this test alone; `logLik` and `parameters` are those of the
 * joint model.
 *
 * @throws InputError `unknown-test`, `bad-fit`, `no-covariance` for a fit whose search did not end at an optimum
 *
 * @example
 * ```ts
 * import { fitComparative, forTest, readStudies, summaryPoint } from "dta-meta";
 *
 * const csv =
 *   "study,cluster,test,tp,fp,fn,tn\nA1,A,RepC,6,14,4,28\nA2,A,HC2,9,25,1,17\nB1,B,RepC,8,28,4,71\nB2,B,HC2,10,28,1,58\n" +
 *   "C1,C,RepC,20,191,13,483\nC2,C,HC2,27,282,6,392\nD1,D,RepC,4,20,3,56\nD2,D,HC2,6,27,1,49\nE1,E,RepC,48,324,21,597\nE2,E,HC2,64,350,5,571";
 * const fit = fitComparative(readStudies(csv), { test: "test" });
 * summaryPoint(forTest(fit, "HC2")).sensitivity.estimate.toFixed(3); // "0.892"
 * ```
 */
export function forTest(fit: ComparativeFit, test: string): BivariateFit {
  checkComparativeFit(fit);
  const { tests, options, totalVariation } = fit;
  const t = tests.indexOf(checkText("test", test, "the name of a test"));
  if (t < 0) throw unknownTest("test", test, tests);
  const parameterCovariance = covarianceOf(fit, "parameterCovariance");
  const q = tests.length;
  const positions = [t, q + t];
  const all = [...positions, ...[0, 1, 2].map((i) => 2 * q + 3 * t + i)];
  const block = (of: readonly number[]): number[][] => of.map((i) => of.map((j) => parameterCovariance[i]![j]!));
  const coefficients = positions.map((position): Coefficient => {
    const { test: _, ...coefficient } = fit.coefficients[position]!;
    return { ...(coefficient as Omit<Coefficient, "term">), term: "intercept" };
  });
  const betweenStudy = totalVariation[test]!;
  const own = (id: string): boolean => studies.some((study) => study.id === id);
  const studies = fit.studies.filter((study, row) => testOf(study, options.test, row) === test);
  const { correlation, varSensitivity, varSpecificity } = betweenStudy;
  const boundary =
    varSensitivity === 0 || varSpecificity === 0
      ? "variance"
      : correlation !== null && Math.abs(correlation) === 1
        ? "correlation"
        : "none";
  const view: Warning = {
    code: "view-of-comparison",
    message: `This is "${test}" in a model of ${q} tests; what fits again fits its ${studies.length} rows alone.`,
  };
  const core = {
    method: fit.method,
    k: studies.length,
    level: fit.level,
    coefficients,
    covariance: block(positions),
    betweenStudy,
    parameterCovariance: block(all),
    logLik: fit.logLik,
    restricted: fit.restricted,
    parameters: fit.parameters,
    aic: fit.aic,
    bic: fit.bic,
    convergence: { ...fit.convergence, boundary } as const,
    design: { terms: ["intercept"], moderators: [] },
    studies,
    excluded: fit.excluded,
    corrections: fit.corrections.filter(({ id }) => own(id)),
    warnings: [...fit.warnings, view],
  };
  const shared = {
    moderators: [],
    correlation: "estimated",
    minStudies: options.minStudies,
    level: fit.level,
  } as const;
  if (fit.model === "normal") {
    return {
      ...core,
      schema: FIT_SCHEMA,
      model: "normal",
      options: { ...shared, method: options.method, correction: options.correction },
    } satisfies NormalFit;
  }
  return {
    ...core,
    schema: FIT_SCHEMA,
    model: "binomial",
    options: { ...shared, nodes: options.nodes ?? 21, refine: options.nodes === null },
    quadrature: null,
    simplifications: [],
  } satisfies BinomialFit;
}

/** A covariance of a fit, for what makes no sense without. */
export function covarianceOf(
  fit: ComparativeFit,
  which: "covariance" | "parameterCovariance" = "covariance",
): readonly (readonly number[])[] {
  const covariance = fit[which];
  if (covariance !== null) return covariance;
  throw new InputError("no-covariance", `the fit has no covariance to go by: ${fit.convergence.message}`, {
    where: `fit.${which}`,
    got: null,
    wanted: "a fit that converged",
  });
}
