import { checkOptions } from "../../base/check-options.js";
import { checkChoice } from "../../base/checks.js";
import type { AppliedCorrection, Exclusion } from "../../models/fit.js";
import { weightedLine } from "../../numeric/linear/weighted-line.js";
import { checkStudies } from "../../tables/check-studies.js";
import { type Correction, resolveCorrection } from "../../tables/correction.js";
import type { Study, TwoByTwo } from "../../tables/study.js";
import { studyEffects } from "../univariate/study-effects.js";

/** A study in Deeks' funnel plot. */
export interface DeeksPoint {
  /** Name of the study. */
  readonly id: string;
  /** 1/√(effective sample size). */
  readonly x: number;
  /** ln DOR. */
  readonly y: number;
  /** Effective sample size. */
  readonly weight: number;
}

/** Deeks' test of funnel plot asymmetry; values are `null` with a reason where it is not defined. */
export interface Deeks {
  /** Slope of ln DOR on 1/√ESS; midas prints it as "Bias". */
  readonly slope: number | null;
  /** Standard error of the slope. */
  readonly slopeStandardError: number | null;
  /** ln DOR where 1/√ESS is 0, that is, of studies without end. */
  readonly intercept: number | null;
  /** Standard error of the intercept. */
  readonly interceptStandardError: number | null;
  /** Slope over its standard error. */
  readonly t: number | null;
  /** Degrees of freedom, studies less 2. */
  readonly df: number | null;
  /** Two-sided, of slope 0. */
  readonly pValue: number | null;
  /** The studies in the regression, in the order given. */
  readonly points: readonly DeeksPoint[];
  /** Why something is missing; `null` where nothing is. */
  readonly reason: string | null;
  /** The continuity correction that was asked for. */
  readonly correction: Correction;
  /** Whether effective sample sizes count the subjects or the corrected cells. */
  readonly effectiveSampleSize: "raw" | "corrected";
  /** Continuity corrections that were made, study by study. */
  readonly corrections: readonly AppliedCorrection[];
  /** Studies left out, each with the reason. */
  readonly excluded: readonly Exclusion[];
  /** What a reader has to know to read the P value. */
  readonly cautions: readonly string[];
}

/** How `deeks` computes. */
export interface DeeksOptions {
  /** Default 0.5 in the studies with a zero cell. */
  readonly correction?: Partial<Correction>;
  /** Default `"raw"`: effective sample sizes count people. `"corrected"` counts the corrected cells, as Stata's midas does. */
  readonly effectiveSampleSize?: "raw" | "corrected";
}

/** The cautions that go with every result of `deeks`. */
const deeksCautions: readonly string[] = [
  "Asymmetry is taken as suggestive at P < 0.10, not 0.05, as the test has little power.",
  "With few studies the power is low: a large P value does not show that publication bias is absent.",
  "Where the diagnostic odds ratio varies between studies the power is lower still, and asymmetry can have other causes than publication bias.",
];

/** 4·n₁·n₀/(n₁ + n₀): the size of a study with equal groups that would know as much. */
export function effectiveSampleSize({ tp, fp, fn, tn }: TwoByTwo): number {
  const diseased = tp + fn;
  const nonDiseased = fp + tn;
  return (4 * diseased * nonDiseased) / (diseased + nonDiseased);
}

type Regression = Pick<
  Deeks,
  "slope" | "slopeStandardError" | "intercept" | "interceptStandardError" | "t" | "df" | "pValue" | "reason"
>;

const undefinedRegression = (reason: string): Regression => ({
  slope: null,
  slopeStandardError: null,
  intercept: null,
  interceptStandardError: null,
  t: null,
  df: null,
  pValue: null,
  reason,
});

const largest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

function regression(points: readonly DeeksPoint[]): Regression {
  if (points.length <= 2) {
    return undefinedRegression(
      `Deeks' test needs at least three studies with a diagnostic odds ratio, got ${points.length}.`,
    );
  }
  const ys = points.map(({ y }) => y);
  const weights = points.map(({ weight }) => weight);
  const line = weightedLine(
    points.map(({ x }) => x),
    ys,
    weights,
  );
  if (line === null) {
    return undefinedRegression("Every study has the same effective sample size, so there is no slope to estimate.");
  }
  const { slope, slopeStandardError, intercept, interceptStandardError, t, df, pValue } = line;
  const rounding = 1e-12 * largest(ys) * Math.sqrt(largest(weights));
  if ((line.residualStandardDeviation ?? 0) <= rounding) {
    const reason = "The studies lie exactly on a line, so there is no residual variation to test the slope against.";
    return { slope, slopeStandardError: 0, intercept, interceptStandardError: 0, t: null, df, pValue: null, reason };
  }
  return { slope, slopeStandardError, intercept, interceptStandardError, t, df, pValue, reason: null };
}

/**
 * Deeks' test of funnel plot asymmetry: least squares of ln DOR on 1/√ESS with weights ESS, ESS = 4·n₁·n₀/(n₁ + n₀);
 * t = slope/SE on k − 2 degrees of freedom, two-sided. Deeks, Macaskill & Irwig 2005, J Clin Epidemiol 58:882,
 * doi:10.1016/j.jclinepi.2005.01.016.
 *
 * ln DOR of a study with a zero cell is taken after adding 0.5 to its four cells (`correction`); effective sample sizes
 * count people, so they come from the counts as they are. Stata's midas (2.00) has the same correction but takes the
 * effective sample size from the corrected cells as well: `effectiveSampleSize: "corrected"` gives its numbers. With
 * `when: "none"` studies with a zero cell drop out, as in midas 3.
 *
 * A study without diseased or without non-diseased people has no odds ratio and is left out. Not defined, with values
 * `null` and a reason: two studies or fewer; one effective sample size for all. Where the studies lie exactly on a line
 * the line is given without a test. Throws `InputError` on a bad correction (`bad-correction`).
 *
 * @example
 * ```ts
 * import { deeks, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const { slope, pValue } = deeks(readStudies(csv));
 * slope?.toFixed(2); // "14.95"
 * pValue?.toFixed(3); // "0.250"
 * ```
 */
export function deeks(studies: readonly Study[], options: DeeksOptions = {}): Deeks {
  checkStudies(studies);
  checkOptions(options);
  const { effectiveSampleSize: counts = "raw" } = options;
  checkChoice("effectiveSampleSize", counts, ["raw", "corrected"]);
  const correction = resolveCorrection(options.correction);
  const { studies: included, tables, values, excluded, corrections } = studyEffects(studies, "dor", correction);
  const points = included.map((study, i) => {
    const weight = effectiveSampleSize(counts === "raw" ? study : tables[i]!);
    return { id: study.id, x: 1 / Math.sqrt(weight), y: values[i]!, weight };
  });
  return {
    ...regression(points),
    points,
    correction,
    effectiveSampleSize: counts,
    corrections,
    excluded,
    cautions: deeksCautions,
  };
}
