import { checkOptions } from "../../base/check-options.js";
import { checkArray, checkChoice, checkLevel, checkObject } from "../../base/checks.js";
import { shown } from "../../base/describe.js";
import { InputError, InsufficientStudiesError } from "../../base/errors.js";
import { REMEDIES } from "../../base/remedies.js";
import type { ComparativeFit } from "../../models/comparative/comparative-fit.js";
import { fitComparative } from "../../models/comparative/fit-comparative.js";
import { checkComparativeFit, forTest } from "../../models/comparative/for-test.js";
import type { ComparativeOptions } from "../../models/comparative/options.js";
import { expit } from "../../numeric/distributions/logistic.js";
import { normalUpperQuantile } from "../../numeric/distributions/normal.js";
import { studentTUpperQuantile } from "../../numeric/distributions/student-t.js";
import { exp } from "../../numeric/elementary.js";
import type { Study } from "../../tables/study.js";
import { MEAN_INTERVALS, type MeanInterval } from "../point/mean-interval.js";
import { summaryPoint } from "../point/summary-point.js";
import { type ContrastInterval, contrastOf, contrastsOf, meansOfTest } from "./contrasts.js";
import { evidenceOf } from "./evidence.js";
import { type JointTable, pairedTables } from "./paired-table.js";
import { contrastProfile } from "./profile-contrasts.js";
import { type ComparativeTest, comparativeLikelihoodRatioTest } from "./structure-tests.js";
import { studyContrasts } from "./study-contrasts.js";
import type { Comparison, PerThousand, TestAccuracy, TestComparison } from "./test-comparison.js";

/** How a fit is compared. */
export interface CompareFitOptions {
  /** Share of people with the target condition, for consequences per 1,000. */
  readonly prevalence?: number;
  /** Joint tables of studies that applied two tests to the same people. */
  readonly joint?: readonly JointTable[];
  /**
   * Limits of comparisons:
   * - `"z"` (default): Wald intervals by the normal distribution, as every program prints them; too short with few studies;
   * - `"t"`: the same by Student's t with studies less tests as degrees of freedom;
   * - `"profile"`: where the profile likelihood lies within t²/2 of its maximum (that t for the root of χ², which with few studies covers too
   *   little), for ratios and differences of one outcome; ratios of diagnostic odds and likelihood ratios as by `"t"`. Recommended below
   *   some 40 studies; seconds, not milliseconds, in large data.
   *
   * Of each test's own accuracy by z, or by t beside `"t"` and `"profile"`.
   */
  readonly interval?: MeanInterval;
  /** Confidence level; that of the fit by default. */
  readonly level?: number;
}

/** How studies are compared: as `fitComparative` fits them, and what is computed from that. */
export interface CompareTestsOptions extends ComparativeOptions, CompareFitOptions {}

/** A test with fewer rows than this has no variance of its own to compare. */
const FEW_ROWS = 4;
/** Fewer studies than this ask for intervals by t. */
const FEW_STUDIES = 20;
/** Studies with both tests from which an unstructured covariance is worth a test. */
const PAIRED_FOR_UNSTRUCTURED = 8;

/**
 * Compares index tests, some or all of which were applied in the same studies: the accuracy of each, every test against the
 * reference in ratios and differences with their joint covariance, likelihood ratio tests of the tests' effects on
 * sensitivity, specificity and both, the evidence behind each comparison, and the same from the studies that have several of
 * the tests alone. Studies of one test confound tests with populations, so that both answers belong together (Takwoingi et al. 2013,
 * Ann Intern Med 158:544, doi:10.7326/0003-4819-158-7-201304020-00006).
 *
 * Ratios are test over reference: `relativeSensitivity` = Se(test)/Se(reference), with its interval by the delta method on the
 * log scale; `relativeMissed` = (1 − Se)/(1 − Se) and `relativeFalseAlarms` show what ratios near 1 hide. P values of the
 * hypotheses are those of `sensitivity`, `specificity` and `joint`; Wald's stand with each contrast.
 *
 * Takes studies with options for `fitComparative`, or what that returned.
 *
 * @throws what `fitComparative` throws; InputError `bad-option` for a prevalence outside (0, 1) or a profile interval that is not to be
 *   had (cluster-robust or not converged fits), `one-test` with fewer than two
 *   tests, `joint-margins` for a joint table that contradicts its rows
 *
 * @example
 * ```ts
 * import { compareTests, readStudies } from "dta-meta";
 *
 * const csv =
 *   "study,cluster,test,tp,fp,fn,tn\nA1,A,RepC,6,14,4,28\nA2,A,HC2,9,25,1,17\nB1,B,RepC,8,28,4,71\nB2,B,HC2,10,28,1,58\n" +
 *   "C1,C,RepC,20,191,13,483\nC2,C,HC2,27,282,6,392\nD1,D,RepC,4,20,3,56\nD2,D,HC2,6,27,1,49\nE1,E,RepC,48,324,21,597\nE2,E,HC2,64,350,5,571";
 * const { comparisons, sensitivity } = compareTests(readStudies(csv), { test: "test" });
 * comparisons[0]?.relativeSensitivity.estimate.toFixed(2); // "1.37"
 * sensitivity.df; // 1
 * ```
 */
export function compareTests(studies: readonly Study[], options: CompareTestsOptions): TestComparison;
export function compareTests(fit: ComparativeFit, options?: CompareFitOptions): TestComparison;
export function compareTests(
  given: readonly Study[] | ComparativeFit,
  options: CompareTestsOptions | CompareFitOptions = {},
): TestComparison {
  checkOptions(options);
  const { prevalence, joint = [], interval = "z", level, ...fitOptions } = options;
  checkChoice("interval", interval, MEAN_INTERVALS);
  if (prevalence !== undefined && !(typeof prevalence === "number" && prevalence > 0 && prevalence < 1)) {
    throw new InputError("bad-option", `prevalence must lie between 0 and 1, got ${shown(prevalence)}.`, {
      where: "options.prevalence",
      got: prevalence,
      wanted: "a number between 0 and 1",
    });
  }
  checkArray("joint", joint, "joint tables of two tests").forEach((table, i) => {
    checkObject(`joint[${i}]`, table, "a joint table of two tests");
  });
  const how = { prevalence: prevalence ?? null, joint, interval };
  if (Array.isArray(given)) {
    const fit = fitComparative(given as readonly Study[], {
      ...(fitOptions as ComparativeOptions),
      ...(level === undefined ? {} : { level }),
    });
    return compareFit(fit, { ...how, level: fit.level });
  }
  const fit = given as ComparativeFit;
  checkComparativeFit(fit);
  return compareFit(fit, { ...how, level: checkLevel(level ?? fit.level) });
}

interface How {
  readonly prevalence: number | null;
  readonly joint: readonly JointTable[];
  readonly interval: MeanInterval;
  readonly level: number;
}

/** The fit's options with what `changes` says, at the structure that it came out with. */
function refitted(fit: ComparativeFit, changes: Partial<ComparativeOptions>, logLikOnly = true): ComparativeFit {
  const { nodes, robust, tests, ...options } = fit.options;
  return fitComparative(fit.studies, {
    ...options,
    ...(nodes === null ? {} : { nodes }),
    ...(tests === null ? {} : { tests }),
    ...(robust === "auto" ? {} : { robust }),
    method: "ml",
    reference: fit.reference,
    structure: fit.structure,
    variances: fit.variances,
    within: fit.within,
    ...changes,
    startFrom: fit,
    logLikOnly,
  });
}

function compareFit(fit: ComparativeFit, how: How): TestComparison {
  const evidence = evidenceOf(fit);
  if (fit.tests.length < 2) {
    throw new InputError("one-test", `all rows are of "${fit.tests[0]}"; a comparison needs two tests.`, {
      where: fit.options.test,
      got: fit.tests.length,
      wanted: "two tests or more",
    });
  }
  const full = fit.options.method === "ml" ? fit : refitted(fit, {});
  const effectOf = (changes: Partial<ComparativeOptions>): ComparativeTest =>
    comparativeLikelihoodRatioTest(refitted(full, changes), full);
  const df = Math.max(1, fit.k - fit.tests.length);
  const tail = (1 - how.level) / 2;
  const critical = how.interval === "z" ? normalUpperQuantile(tail) : studentTUpperQuantile(tail, df);
  const profile = how.interval === "profile" ? contrastProfile(fit, critical) : null;
  const interval: ContrastInterval = { level: how.level, critical, profile };
  const { direct, directReason } = directComparison(fit, how);
  const equalCovariances = testOfEqualCovariances(full);
  const warnings = fit.warnings.map(({ message }) => message);
  if (how.interval === "z" && fit.k < FEW_STUDIES) {
    warnings.push(`Intervals are by z, too short with fewer than ${FEW_STUDIES} studies; ${REMEDIES.tIntervals}.`);
  }
  if (equalCovariances?.pValue != null && equalCovariances.pValue < 0.05) {
    warnings.push(
      `The two tests do not vary alike (χ² ${equalCovariances.chiSquared!.toFixed(1)} on ${equalCovariances.df} degrees of freedom): structure "unstructured" is advised.`,
    );
  }
  if (fit.robust)
    warnings.push("Likelihood ratio tests take rows of one study for independent; the intervals of comparisons don't.");
  return {
    reference: fit.reference,
    interval: how.interval,
    tests: fit.tests.map((test, t) => accuracyOf(fit, test, evidence.tests[t]!, how)),
    comparisons: fit.tests
      .filter((test) => test !== fit.reference)
      .map((test): Comparison => {
        const pair = evidence.pairs.find((one) => one.test === test && one.reference === fit.reference)!;
        const { both, testOnly, referenceOnly, kind } = pair;
        return {
          test,
          reference: fit.reference,
          ...contrastsOf(fit, test, fit.reference, interval),
          per1000: perThousand(fit, test, how, interval),
          studies: { both, testOnly, referenceOnly, kind },
        };
      }),
    sensitivity: effectOf({ sensitivity: "common" }),
    specificity: effectOf({ specificity: "common" }),
    joint: effectOf({ sensitivity: "common", specificity: "common" }),
    equalVariances: testOfEqualVariances(
      full,
      evidence.tests.every(({ rows }) => rows >= FEW_ROWS),
    ),
    testByStudy: testOfTestByStudy(full),
    equalCovariances,
    evidence,
    studyContrasts: studyContrasts(fit, how.level),
    paired: pairedTables(how.joint, fit, how.level),
    fit,
    direct,
    directReason,
    warnings,
  };
}

function accuracyOf(
  fit: ComparativeFit,
  test: string,
  { studies, rows }: { readonly studies: number; readonly rows: number },
  { level, interval }: How,
): TestAccuracy {
  if (fit.covariance === null) {
    // nothing is known of the errors
    const { se, sp } = meansOfTest(fit, test);
    const alone = (estimate: number) => ({ estimate, lower: null, upper: null, level });
    return {
      test,
      k: studies,
      rows,
      sensitivity: alone(expit(se)),
      specificity: alone(expit(sp)),
      dor: alone(exp(se + sp)),
      plr: alone(expit(se) / expit(-sp)),
      nlr: alone(expit(-se) / expit(sp)),
    };
  }
  const { sensitivity, specificity, dor, plr, nlr } = summaryPoint(forTest(fit, test), {
    level,
    interval: interval === "z" ? "z" : "t",
  });
  return { test, k: studies, rows, sensitivity, specificity, dor, plr, nlr };
}

function perThousand(
  fit: ComparativeFit,
  test: string,
  { prevalence }: How,
  interval: ContrastInterval,
): PerThousand | null {
  if (prevalence === null) return null;
  const of = (name: "differenceSensitivity" | "differenceSpecificity", share: number) =>
    contrastOf(fit, name, test, fit.reference, { ...interval, factor: 1000 * share });
  return {
    prevalence,
    fewerMissed: of("differenceSensitivity", prevalence),
    fewerFalseAlarms: of("differenceSpecificity", 1 - prevalence),
  };
}

function testOfEqualVariances(fit: ComparativeFit, enough: boolean): ComparativeTest | null {
  if (!enough) return null;
  const independent = { structure: "independent", robust: false } as const;
  const equal =
    fit.structure === "independent" && fit.variances === "equal"
      ? fit
      : refitted(fit, { ...independent, variances: "equal" });
  const unequal =
    fit.structure === "independent" && fit.variances === "unequal"
      ? fit
      : refitted(fit, { ...independent, variances: "unequal" });
  return comparativeLikelihoodRatioTest(equal, unequal);
}

function testOfTestByStudy(fit: ComparativeFit): TestComparison["testByStudy"] {
  const { structure } = fit;
  if (fit.pairedStudies === 0 || (structure !== "shared" && structure !== "nested")) return null;
  const test =
    structure === "shared"
      ? comparativeLikelihoodRatioTest(fit, refitted(fit, { structure: "nested", within: "diagonal" }))
      : comparativeLikelihoodRatioTest(refitted(fit, { structure: "shared" }), fit);
  return { ...test, pValueAtMost: test.pValue };
}

function testOfEqualCovariances(fit: ComparativeFit): ComparativeTest | null {
  const asked = fit.structure === "nested" && fit.within === "unstructured" && fit.tests.length === 2;
  if (!asked || fit.pairedStudies < PAIRED_FOR_UNSTRUCTURED) return null;
  if (fit.warnings.some(({ code }) => code === "repeated-test")) return null;
  return comparativeLikelihoodRatioTest(fit, refitted(fit, { structure: "unstructured" }));
}

/** The same from the studies with several tests alone. */
function directComparison(fit: ComparativeFit, how: How): Pick<TestComparison, "direct" | "directReason"> {
  const none = (directReason: string) => ({ direct: null, directReason });
  if (fit.options.evidence === "direct") return none("these are the studies with several of the tests");
  if (fit.pairedStudies === 0) return none("no study has two of the tests");
  if (fit.pairedStudies === fit.k) return none("every study has several of the tests");
  const { structure } = fit.options;
  const has = new Set(
    evidenceOf(fit).pairs.flatMap(({ test, reference, both }) => (both > 0 ? [test, reference] : [])),
  );
  if (!has.has(fit.reference)) return none(`no study has "${fit.reference}" beside another test`);
  try {
    const direct = refitted(
      fit,
      { evidence: "direct", structure, tests: fit.tests.filter((test) => has.has(test)) },
      false,
    );
    // what has no profile likelihood comes with its t limits
    const interval =
      how.interval === "profile" && (direct.robust || !direct.convergence.converged) ? "t" : how.interval;
    return { direct: compareFit(direct, { ...how, interval, joint: [] }), directReason: null };
  } catch (error) {
    if (error instanceof InsufficientStudiesError) {
      return none(
        `${fit.pairedStudies} ${fit.pairedStudies === 1 ? "study has" : "studies have"} several of the tests, too few to pool alone`,
      );
    }
    throw error;
  }
}
