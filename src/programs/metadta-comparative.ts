import { comparativeLikelihoodRatioTest } from "../inference/comparative/structure-tests.js";
import { chiSquaredPValue } from "../inference/heterogeneity/chi-squared-p-value.js";
import { normalCritical } from "../inference/point/wald.js";
import { fitComparative } from "../models/comparative/fit-comparative.js";
import { expit } from "../numeric/distributions/logistic.js";
import { exp, log } from "../numeric/elementary.js";
import { quadraticForm } from "../numeric/linear/matrix.js";
import type { Study } from "../tables/study.js";
import { decimals, type ProgramOutput, type ProgramQuantity, single } from "./program-output.js";
import { fitTwoTests, twoTests } from "./two-tests.js";

const two = decimals(2);
const NODES = 7;

/**
 * What `metadta, comparative` prints: two tests in the same studies, the test as covariate of both logits, random effects of a
 * study shared by its tests (`cluster`). Sensitivity and specificity of each test and "overall" (the logit averaged over the
 * rows) with Wald intervals on the logit scale; their ratios, other test over the first in the data, on the log scale; the
 * between-study (co)variances, and the likelihood ratio test against a model without random effects.
 *
 * On Arbyn's ASCUS triage data metadta printed a statistic of 474.17 for this test; the likelihoods say 477.11, and everything
 * else it printed is reproduced.
 */
export function metadtaComparative(studies: readonly Study[], covariate: string): ProgramOutput {
  const data = twoTests(studies, covariate);
  const both = { sensitivity: true, specificity: true };
  const fit = fitTwoTests(data, both, NODES);
  const fixed = fitTwoTests(data, both, NODES, 0);
  const critical = normalCritical(0.95);
  const covariance = fit.covariance;
  const share = studies.filter(data.isOther).length / studies.length;
  const error = (gradient: readonly number[]): number | null =>
    covariance === null ? null : Math.sqrt(quadraticForm(covariance, gradient));
  const limits = (value: number, se: number | null, f: (x: number) => number): ProgramQuantity => ({
    estimate: f(value),
    lower: se === null ? null : f(value - critical * se),
    upper: se === null ? null : f(value + critical * se),
    format: two,
  });
  const quantities: Record<string, ProgramQuantity> = {};
  (["sensitivity", "specificity"] as const).forEach((outcome, i) => {
    const row = (other: number): number[] => [i === 0 ? 1 : 0, i, i === 0 ? other : 0, i === 0 ? 0 : other];
    const logit = (other: number): number => row(other).reduce((sum, x, j) => sum + x * fit.fixed[j]!, 0);
    const at = (other: number): ProgramQuantity => limits(logit(other), error(row(other)), expit);
    quantities[`levels.${data.levels[0]}.${outcome}`] = at(0);
    quantities[`levels.${data.levels[1]}.${outcome}`] = at(1);
    quantities[`levels.overall.${outcome}`] = at(share);
    // d ln p/d logit = 1 − p
    const [p, q] = [expit(logit(1)), expit(logit(0))];
    const gradient = row(1).map((x, j) => (1 - p) * x - (1 - q) * row(0)[j]!);
    quantities[`relative.${outcome}`] = limits(log(p / q), error(gradient), exp);
  });
  const [[varSensitivity, between], [, varSpecificity]] = fit.between as [[number, number], [number, number]];
  const chiSquared = Math.max(0, 2 * (fit.logLik - fixed.logLik));
  return {
    program: "metadta",
    label: `Stata metadta, comparative design, ${NODES} integration points`,
    k: data.groups.length,
    quantities: {
      ...quantities,
      "betweenStudy.varSensitivity": single(varSensitivity, two),
      "betweenStudy.varSpecificity": single(varSpecificity, two),
      "betweenStudy.covariance": single(between, two),
      "betweenStudy.correlation": single(between / Math.sqrt(varSensitivity * varSpecificity), two),
      "tests.randomEffects.chiSquared": single(chiSquared, two),
      "tests.randomEffects.df": single(3, decimals(0)),
      "tests.randomEffects.pValue": single(chiSquaredPValue(chiSquared, 3), decimals(4)),
    },
    notes: [...(fit.converged ? [] : ["The comparative model did not converge."]), ...leftOut(studies, covariate)],
  };
}

/** The finding that the design leaves out how the difference between tests varies from study to study, with its test. */
function leftOut(studies: readonly Study[], covariate: string): string[] {
  const asked = { test: covariate, minStudies: 1 } as const;
  const shared = fitComparative(studies, { ...asked, structure: "shared", logLikOnly: true });
  if (shared.pairedStudies < 2) return [];
  const nested = fitComparative(studies, { ...asked, structure: "nested", within: "diagonal", logLikOnly: true });
  const { chiSquared, pValue } = comparativeLikelihoodRatioTest(shared, nested);
  if (chiSquared === null || pValue === null) return [];
  const p = pValue < 0.001 ? "P < 0.001" : `P = ${pValue.toFixed(3)}`;
  return [
    `The comparative design takes the difference between tests to be the same in every study; test-by-study variation is left out (χ² = ${chiSquared.toFixed(1)}, ${p}). ` +
      (pValue < 0.05
        ? "Its standard errors of the ratios are too small and its statistics too large; compareTests models the variation."
        : "The data don't speak against that."),
  ];
}
