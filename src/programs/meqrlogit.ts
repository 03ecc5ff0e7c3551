import { InputError } from "../base/errors.js";
import { chiSquaredPValue } from "../inference/heterogeneity/chi-squared-p-value.js";
import { normalCritical } from "../inference/point/wald.js";
import { fitBinomial } from "../models/binomial/fit-binomial.js";
import type { BinomialFit } from "../models/fit.js";
import { meanLogits } from "../models/mean-logits.js";
import { expit } from "../numeric/distributions/logistic.js";
import { normalUpperTail } from "../numeric/distributions/normal.js";
import { exp, log as ln, square } from "../numeric/elementary.js";
import type { Study } from "../tables/study.js";
import { decimals, type ProgramOutput, type ProgramQuantity, significant, single } from "./program-output.js";
import { fitTwoTests, twoTests } from "./two-tests.js";

/** How the models are fitted. */
export interface MeqrlogitOptions {
  /** The covariate that names the test. */
  readonly covariate?: string;
  /** Integration points; 5 by default. */
  readonly nodes?: number;
}

interface Test {
  readonly chiSquared: number;
  readonly df: number;
}

function testQuantities(name: string, { chiSquared, df }: Test): Record<string, ProgramQuantity> {
  return {
    [`tests.${name}.chiSquared`]: single(chiSquared, decimals(2)),
    [`tests.${name}.df`]: single(df, decimals(0)),
    [`tests.${name}.pValue`]: single(chiSquaredPValue(chiSquared, df), decimals(4)),
  };
}

/** A proportion of one test with the variance of its logit. */
interface Mean {
  readonly p: number;
  readonly variance: number;
}

function meansOf(fit: BinomialFit): { readonly sensitivity: Mean; readonly specificity: Mean } {
  const means = meanLogits(fit);
  return {
    sensitivity: { p: expit(means.sensitivity), variance: means.varSensitivity },
    specificity: { p: expit(means.specificity), variance: means.varSpecificity },
  };
}

/** Difference and ratio of two independent proportions, by the delta method (Stata's `nlcom`). */
function comparison(name: string, first: Mean, other: Mean): Record<string, ProgramQuantity> {
  const critical = normalCritical(0.95);
  const wald = (estimate: number, variance: number): ProgramQuantity => {
    const standardError = Math.sqrt(variance);
    const z = estimate / standardError;
    return {
      estimate,
      lower: estimate - critical * standardError,
      upper: estimate + critical * standardError,
      standardError,
      z,
      pValue: 2 * normalUpperTail(Math.abs(z)),
      format: significant(7),
    };
  };
  const slope = ({ p }: Mean): number => p * (1 - p);
  const log = wald(ln(first.p / other.p), square(1 - first.p) * first.variance + square(1 - other.p) * other.variance);
  return {
    [`difference.${name}`]: wald(
      first.p - other.p,
      square(slope(first)) * first.variance + square(slope(other)) * other.variance,
    ),
    [`logRelative.${name}`]: log,
    [`relative.${name}`]: {
      estimate: first.p / other.p,
      lower: exp(log.lower!),
      upper: exp(log.upper!),
      format: decimals(2),
    },
  };
}

/**
 * The comparison of two tests by `xtmelogit`/`meqrlogit` as the Cochrane tutorial does it (Takwoingi 2021, "Meta-analysis of test
 * accuracy studies in Stata: a bivariate model approach"), with 5 integration points. Rows of one study (`cluster`) share their
 * random effects in
 *
 * A: one sensitivity and one specificity for both tests; B: a test effect on both; C: on specificity alone; D: on sensitivity
 * alone; E: as B, with variances of their own for each test, which are then independent: two separate fits.
 *
 * Prints the likelihood ratio tests A–B, C–B, D–B, B–E, A–E, and from E differences and ratios of sensitivity and specificity,
 * first test in the data against the other.
 */
export function meqrlogit(studies: readonly Study[], options: MeqrlogitOptions = {}): ProgramOutput {
  const { covariate, nodes = 5 } = options;
  if (covariate === undefined) {
    throw new InputError("covariate-needed", "meqrlogit compares two tests; say which column names the test.", {
      where: "options.covariate",
      wanted: "the name of a covariate with two values",
    });
  }
  const data = twoTests(studies, covariate);
  const full = fitTwoTests(data, { sensitivity: true, specificity: true }, nodes);
  const logLik = (sensitivity: boolean, specificity: boolean): number =>
    fitTwoTests(data, { sensitivity, specificity }, nodes, 2, full.between).logLik;
  const [a, b, c, d] = [logLik(false, false), full.logLik, logLik(false, true), logLik(true, false)];
  const firstFit = fitBinomial(
    studies.filter((study) => !data.isOther(study)),
    { nodes },
  );
  const otherFit = fitBinomial(studies.filter(data.isOther), { nodes });
  const e = firstFit.logLik + otherFit.logLik;
  const [first, other] = [meansOf(firstFit), meansOf(otherFit)];
  const test = (larger: number, smaller: number, df: number): Test => ({
    chiSquared: Math.max(0, 2 * (larger - smaller)),
    df,
  });
  return {
    program: "meqrlogit",
    label: `Stata meqrlogit, comparison of two tests, ${nodes} integration points`,
    k: data.groups.length,
    quantities: {
      ...testQuantities("covariate", test(b, a, 2)),
      ...testQuantities("sensitivity", test(b, c, 1)),
      ...testQuantities("specificity", test(b, d, 1)),
      ...testQuantities("variances", test(e, b, 3)),
      ...testQuantities("covariateAndVariances", test(e, a, 5)),
      ...comparison("sensitivity", first.sensitivity, other.sensitivity),
      ...comparison("specificity", first.specificity, other.specificity),
    },
    notes: [...firstFit.warnings, ...otherFit.warnings]
      .filter(({ code }) => code === "not-converged")
      .map(({ message }) => message),
  };
}
