import { checkNames } from "../../base/check-options.js";
import { checkCount } from "../../base/checks.js";
import { InputError } from "../../base/errors.js";
import type { BayesFit, PosteriorSummary } from "../../models/bayes/fit.js";
import { newStudyLogits, posteriorSummary } from "../../models/bayes/quantities.js";
import { designRow } from "../../models/design.js";
import { type CovariateValues, rowAt } from "../../models/mean-logits.js";
import { expit, logit } from "../../numeric/distributions/logistic.js";
import { resamplePositions } from "../../numeric/monte-carlo/weighted-sample.js";
import { seededRandom } from "../../numeric/random/random.js";
import { pointOfDraw } from "../functional.js";
import { checkBayesFit } from "./prior-sensitivity.js";

/** What `predictive` is asked. */
export interface PredictiveOptions {
  /** Sensitivity and specificity to be exceeded; [0.8, 0.8] by default. */
  readonly above?: readonly [sensitivity: number, specificity: number];
  /** Seed of the random numbers; that of the fit by default. */
  readonly seed?: number;
  /** Values of the moderators; needed for a fit that has moderators, refused for others. */
  readonly at?: CovariateValues;
}

/** A count of a study against what the model predicts for a study of its size. */
export interface PredictedCount {
  /** What the study found. */
  readonly observed: number;
  /** Of how many people. */
  readonly size: number;
  /** Lower end of the predictive interval, a count. */
  readonly lower: number;
  /** Upper end. */
  readonly upper: number;
  /** Share of predicted counts below the observed one, half of the equal ones included: near 0 or 1 is a surprise. */
  readonly rank: number;
}

/** A study against predictions for one like it. */
export interface PredictiveCheck {
  /** Name of the study. */
  readonly id: string;
  /** True positives of the diseased; `null` without any. */
  readonly truePositives: PredictedCount | null;
  /** True negatives of the non-diseased; `null` without any. */
  readonly trueNegatives: PredictedCount | null;
}

/** What a posterior says of a study to come, and how it would have predicted those at hand. */
export interface Predictive {
  /** True accuracy of a new study. */
  readonly newStudy: {
    /** Its sensitivity. */
    readonly sensitivity: PosteriorSummary;
    /** Its specificity. */
    readonly specificity: PosteriorSummary;
  };
  /** The bounds that the probabilities are of. */
  readonly above: {
    /** Of sensitivity. */
    readonly sensitivity: number;
    /** Of specificity. */
    readonly specificity: number;
  };
  /** Posterior probabilities. */
  readonly probabilities: {
    /** That sensitivity, at the mean logit, is above its bound. */
    readonly sensitivity: number;
    /** That specificity, at the mean logit, is above its bound. */
    readonly specificity: number;
    /** That both are. */
    readonly both: number;
    /** That both are in a new study. */
    readonly bothInNewStudy: number;
    /** That the correlation of the logits is negative, as a threshold effect makes it. */
    readonly negativeCorrelation: number;
  };
  /** One for each study, in the fit's order. */
  readonly checks: readonly PredictiveCheck[];
}

const CHECK_DRAWS = 4000;
const STREAM = { newStudy: 3000, resample: 3001, checks: 3010 } as const;

function checkBound(where: string, bound: unknown): number {
  if (typeof bound === "number" && bound > 0 && bound < 1) return bound;
  throw new InputError(
    "bad-option",
    `${where} must lie between 0 and 1, ends excluded, got ${JSON.stringify(bound)}.`,
    {
      where,
      got: bound,
      wanted: "a proportion between 0 and 1",
    },
  );
}

/** Quantiles and rank of an observed count among counts drawn for it. */
function predictedCount(observed: number, size: number, drawn: number[], level: number): PredictedCount | null {
  if (size === 0) return null;
  const sorted = [...drawn].sort((x, y) => x - y);
  const at = (p: number): number => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))]!;
  const below = drawn.filter((count) => count < observed).length;
  const equal = drawn.filter((count) => count === observed).length;
  return {
    observed,
    size,
    lower: at((1 - level) / 2),
    upper: at((1 + level) / 2),
    rank: (below + equal / 2) / drawn.length,
  };
}

/**
 * Prediction from a Bayesian fit: the true accuracy of a new study (its effects drawn from the normal distribution between studies for
 * each draw of the parameters), probabilities that accuracy exceeds given bounds, and a posterior predictive check, each study's
 * counts against those predicted for a study of its size from the posterior given all studies (a mild check, as each study has
 * a part in its own prediction; `fit.loo` leaves it out).
 *
 * Gelman, Meng & Stern 1996, Stat Sinica 6:733; Marshall & Spiegelhalter 2003, Stat Med 22:1649, doi:10.1002/sim.1403.
 *
 * @throws InputError `bad-fit` for another model's fit, `bad-option`; where `at` does not fit the model's moderators
 *   (`covariate-values-needed`, `unknown-moderator`, `bad-moderator-value`)
 *
 * @example
 * ```ts
 * import { fitBayes, predictive, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const { probabilities, checks } = predictive(fitBayes(readStudies(csv), { draws: 4000 }), { above: [0.7, 0.8] });
 * probabilities.sensitivity > 0.9; // true
 * checks.length; // 5
 * ```
 */
export function predictive(fit: BayesFit, options: PredictiveOptions = {}): Predictive {
  checkBayesFit(fit);
  checkNames("options", options, ["above", "seed", "at"]);
  const [sensitivityBound, specificityBound] = options.above ?? [0.8, 0.8];
  const above = {
    sensitivity: checkBound("above[0]", sensitivityBound),
    specificity: checkBound("above[1]", specificityBound),
  };
  const seed = checkCount("seed", options.seed ?? fit.options.seed, 0);
  const row = rowAt(fit, options.at);
  const weights = Float64Array.from(fit.draws, ({ weight }) => weight);
  const points = fit.draws.map((draw) => pointOfDraw(draw, row));
  const here = fit.draws.map((draw, i) => ({ ...draw, mu1: points[i]!.sensitivity, mu2: points[i]!.specificity }));
  const fresh = newStudyLogits(here, seededRandom(seed, STREAM.newStudy));
  const bound1 = logit(above.sensitivity);
  const bound2 = logit(above.specificity);
  const probability = (holds: (i: number) => boolean): number => {
    let sum = 0;
    for (let i = 0; i < weights.length; i++) if (holds(i)) sum += weights[i]!;
    return Math.min(1, sum);
  };
  return {
    newStudy: {
      sensitivity: posteriorSummary(fresh.sensitivity.map(expit), weights, fit.level),
      specificity: posteriorSummary(fresh.specificity.map(expit), weights, fit.level),
    },
    above,
    probabilities: {
      sensitivity: probability((i) => points[i]!.sensitivity > bound1),
      specificity: probability((i) => points[i]!.specificity > bound2),
      both: probability((i) => points[i]!.sensitivity > bound1 && points[i]!.specificity > bound2),
      bothInNewStudy: probability((i) => fresh.sensitivity[i]! > bound1 && fresh.specificity[i]! > bound2),
      negativeCorrelation: probability((i) => fit.draws[i]!.rho < 0),
    },
    checks: predictiveChecks(fit, weights, seed),
  };
}

function predictiveChecks(fit: BayesFit, weights: Float64Array, seed: number): PredictiveCheck[] {
  const count = Math.min(CHECK_DRAWS, weights.length);
  const picked = Array.from(resamplePositions(weights, count, seededRandom(seed, STREAM.resample).uniform()));
  return fit.studies.map(({ id, tp, fp, fn, tn, covariates }, i) => {
    const random = seededRandom(seed, STREAM.checks + i);
    const row = designRow(fit.design.moderators, covariates ?? {});
    const drawn = picked.map((j) => {
      const { sensitivity, specificity } = pointOfDraw(fit.draws[j]!, row);
      const { sd1, sd2, rho } = fit.draws[j]!;
      const z = random.normal();
      const u = sensitivity + sd1 * z;
      const v = specificity + sd2 * (rho * z + Math.sqrt(1 - rho * rho) * random.normal());
      return [random.binomial(tp + fn, expit(u)), random.binomial(tn + fp, expit(v))] as const;
    });
    return {
      id,
      truePositives: predictedCount(
        tp,
        tp + fn,
        drawn.map(([positives]) => positives),
        fit.level,
      ),
      trueNegatives: predictedCount(
        tn,
        tn + fp,
        drawn.map(([, negatives]) => negatives),
        fit.level,
      ),
    };
  });
}
