import { checkNames } from "../../base/check-options.js";
import { checkArray, checkCount, checkObject } from "../../base/checks.js";
import { shown } from "../../base/describe.js";
import { InputError } from "../../base/errors.js";
import { choleskyOfBetweenStudy } from "../../models/between-study.js";
import { checkFit } from "../../models/check-fit.js";
import type { BivariateFit } from "../../models/fit.js";
import { type CovariateValues, meanLogits } from "../../models/mean-logits.js";
import { expit, logit } from "../../numeric/distributions/logistic.js";
import { type Random, seededRandom } from "../../numeric/random/random.js";
import type { Study } from "../../tables/study.js";

/** How many people of each kind a study has. */
export interface Margins {
  /** People with the condition. */
  readonly diseased: number;
  /** People without it. */
  readonly nonDiseased: number;
}

/** A review that does not exist: what its test can do, how studies differ, how large they are. */
export interface SimulationParameters {
  /** Number of studies, from 1 to 100,000. */
  readonly studies: number;
  /** Sensitivity in the middle of the studies: expit of the mean logit, above 0 and below 1. */
  readonly sensitivity: number;
  /** Specificity likewise. */
  readonly specificity: number;
  /** Variance of logit sensitivity between studies, at least 0. */
  readonly varSensitivity: number;
  /** Variance of logit specificity between studies, at least 0. */
  readonly varSpecificity: number;
  /** Correlation of the two logits between studies, from −1 to 1; 0 by default. */
  readonly correlation?: number;
  /** People in a study, or the least and the most, every number between as likely; 50 to 300 by default. */
  readonly participants?: number | readonly [number, number];
  /** Share of them with the condition, or the least and the largest, any between as likely; 0.3 by default. */
  readonly prevalence?: number | readonly [number, number];
  /** Sizes to choose from instead, each as likely; as of the studies of a fit. */
  readonly margins?: readonly Margins[];
}

const NAMES = [
  "studies",
  "sensitivity",
  "specificity",
  "varSensitivity",
  "varSpecificity",
  "correlation",
  "participants",
  "prevalence",
  "margins",
] as const satisfies readonly (keyof SimulationParameters)[];
const MOST_PEOPLE = 10_000_000;

function within(where: string, value: number, least: number, most: number, wanted: string): number {
  if (typeof value === "number" && value >= least && value <= most) return value;
  throw new InputError("bad-parameter", `${where} must be ${wanted}, got ${shown(value)}.`, {
    where,
    got: value,
    wanted,
  });
}

/** A number, or the ends of a range, as a range. */
function rangeOf(
  where: string,
  value: number | readonly [number, number],
  check: (where: string, value: number) => number,
): readonly [number, number] {
  if (typeof value === "number") return [check(where, value), value];
  checkArray(where, value, "a number, or the least and the largest");
  const [low, high] = value;
  check(`${where}[0]`, low);
  check(`${where}[1]`, high);
  if (low > high) within(where, Number.NaN, low, high, "a range that does not end before it begins");
  return [low, high];
}

/** The sizes of studies as the parameters have them. */
function sizesOf({
  margins,
  participants = [50, 300],
  prevalence = 0.3,
}: SimulationParameters): (random: Random) => Margins {
  if (margins !== undefined) {
    const rows = checkArray("margins", margins, "sizes of studies, { diseased, nonDiseased }");
    if (rows.length === 0) within("margins.length", 0, 1, 1, "at least 1");
    rows.forEach((row, i) => {
      checkObject(`margins[${i}]`, row, "{ diseased, nonDiseased }");
      checkCount(`margins[${i}].diseased`, row.diseased, 0, MOST_PEOPLE);
      checkCount(`margins[${i}].nonDiseased`, row.nonDiseased, 0, MOST_PEOPLE);
    });
    return (random) => rows[random.integerBelow(rows.length)]!;
  }
  const [least, most] = rangeOf("participants", participants, (where, n) => checkCount(where, n, 1, MOST_PEOPLE));
  const [low, high] = rangeOf("prevalence", prevalence, (where, p) => within(where, p, 0, 1, "a number from 0 to 1"));
  return (random) => {
    const n = least + random.integerBelow(most - least + 1);
    const diseased = random.binomial(n, low + (high - low) * random.uniform());
    return { diseased, nonDiseased: n - diseased };
  };
}

/** Draws the studies of one review after the other; throws `InputError` for parameters that can't be. */
export function studySimulator(parameters: SimulationParameters): (random: Random) => Study[] {
  checkObject("parameters", parameters, "what a review is simulated from");
  checkNames("parameters", parameters, NAMES);
  const { studies, sensitivity, specificity, varSensitivity, varSpecificity, correlation = 0 } = parameters;
  checkCount("studies", studies, 1, 100_000);
  const open = "a number above 0 and below 1";
  const mean1 = logit(within("sensitivity", sensitivity, Number.MIN_VALUE, 1 - Number.EPSILON / 2, open));
  const mean2 = logit(within("specificity", specificity, Number.MIN_VALUE, 1 - Number.EPSILON / 2, open));
  const variance = "a number from 0 to 100";
  const spread1 = Math.sqrt(within("varSensitivity", varSensitivity, 0, 100, variance));
  const spread2 = Math.sqrt(within("varSpecificity", varSpecificity, 0, 100, variance));
  const rho = within("correlation", correlation, -1, 1, "a number from −1 to 1");
  const [a, b, c] = [spread1, rho * spread2, Math.sqrt(1 - rho * rho) * spread2];
  const sizeOf = sizesOf(parameters);
  return (random) =>
    Array.from({ length: studies }, (_, i) => {
      const { diseased, nonDiseased } = sizeOf(random);
      const v1 = random.normal();
      const v2 = random.normal();
      const tp = random.binomial(diseased, expit(mean1 + a * v1));
      const tn = random.binomial(nonDiseased, expit(mean2 + b * v1 + c * v2));
      return { id: `Study ${i + 1}`, tp, fp: nonDiseased - tn, fn: diseased - tp, tn };
    });
}

/**
 * Studies drawn from the bivariate model: logits of sensitivity and specificity of each study from a normal distribution, counts
 * from binomial distributions. The same parameters, seed and review give the same studies on every machine. A review of fewer
 * studies is the beginning of one of more.
 *
 * @param seed whole number of at least 0
 * @param review which of the reviews of that seed, a whole number of at least 0; they are as good as independent
 * @throws InputError `bad-parameter`, `bad-option` (`studies`, `participants`, `margins`, `seed`, `review`), `unknown-option`
 *
 * @example
 * ```ts
 * import { fitReitsma, simulateStudies, summaryPoint } from "dta-meta";
 *
 * const truth = { sensitivity: 0.85, specificity: 0.9, varSensitivity: 0.4, varSpecificity: 0.3, correlation: -0.3 };
 * const studies = simulateStudies({ ...truth, studies: 30, participants: [80, 400], prevalence: 0.25 }, 1);
 * studies.length; // 30
 * summaryPoint(fitReitsma(studies)).sensitivity.estimate.toFixed(2); // "0.86"
 * ```
 */
export function simulateStudies(parameters: SimulationParameters, seed: number, review = 0): Study[] {
  const draw = studySimulator(parameters);
  return draw(seededRandom(checkCount("seed", seed, 0), checkCount("review", review, 0)));
}

/**
 * What `simulateStudies` takes, from a fit: its means (at values of its moderators, if it has some), its between-study
 * covariance, and the sizes of its studies.
 *
 * @throws InputError `bad-fit`, or where `at` does not fit the model's moderators
 *
 * @example
 * ```ts
 * import { fitReitsma, readStudies, simulateStudies, simulationOf } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const like = simulationOf(fitReitsma(readStudies(csv)));
 * like.sensitivity.toFixed(2); // "0.81"
 * simulateStudies({ ...like, studies: 50 }, 1).length; // 50
 * ```
 */
export function simulationOf(fit: BivariateFit, at?: CovariateValues): SimulationParameters {
  checkFit(fit);
  const { sensitivity, specificity } = meanLogits(fit, at);
  const { varSensitivity, varSpecificity } = fit.betweenStudy;
  const [, b] = choleskyOfBetweenStudy(fit.betweenStudy);
  return {
    studies: fit.studies.length,
    sensitivity: expit(sensitivity),
    specificity: expit(specificity),
    varSensitivity,
    varSpecificity,
    correlation: fit.betweenStudy.correlation ?? (varSpecificity > 0 ? b / Math.sqrt(varSpecificity) : 0),
    margins: fit.studies.map(({ tp, fp, fn, tn }) => ({ diseased: tp + fn, nonDiseased: fp + tn })),
  };
}
