import { type Accuracy, accuracy } from "../accuracy/accuracy.js";
import { type LikelihoodRatioQuadrant, likelihoodRatioQuadrant } from "../accuracy/likelihood-ratio-quadrant.js";
import type { ProportionMethod } from "../accuracy/proportion-interval.js";
import type { StudyInfluence } from "../inference/influence/influence.js";
import { type StudyWeight, studyWeights } from "../inference/influence/study-weights.js";
import { empiricalBayes, type ShrunkenStudy } from "../inference/point/empirical-bayes.js";
import type { BivariateFit } from "../models/fit.js";
import type { CovariateValue, Study } from "../tables/study.js";

/** One study: its table, what it says by itself, and what the model makes of it. */
export interface StudyResult {
  /** Name of the study. */
  readonly id: string;
  /** True positives: diseased people whom the test calls diseased. */
  readonly tp: number;
  /** False positives: people without the disease whom the test calls diseased. */
  readonly fp: number;
  /** False negatives: diseased people whom the test misses. */
  readonly fn: number;
  /** True negatives: people without the disease whom the test clears. */
  readonly tn: number;
  /** What rows share that come from the same patients or authors; `null` where it isn't known. */
  readonly cluster: string | null;
  /** The study's covariates by name. */
  readonly covariates: Readonly<Record<string, CovariateValue>>;
  /** Why the study is not in the fit; `null` where it is. */
  readonly excluded: string | null;
  /** From the study's own counts. */
  readonly accuracy: Accuracy;
  /** Where the study stands in the likelihood ratio matrix; `null` where its ratios are not defined. */
  readonly quadrant: LikelihoodRatioQuadrant | null;
  /** Sensitivity and specificity shrunken towards the mean; `null` outside the fit. */
  readonly empiricalBayes: Pick<ShrunkenStudy, "sensitivity" | "specificity"> | null;
  /** Shares in the two summary estimates; `null` outside the fit, and for a fit with moderators. */
  readonly weight: Omit<StudyWeight, "id"> | null;
  /** `null` outside the fit, and where it was not asked for. */
  readonly influence: Omit<StudyInfluence, "id"> | null;
}

/** One row a study, in the studies' order; `influences` are in that of the fit. */
export function studyResults(
  studies: readonly Study[],
  fit: BivariateFit | null,
  influences: readonly StudyInfluence[] | null,
  { level, interval }: { readonly level: number; readonly interval: ProportionMethod },
): StudyResult[] {
  const reasons = new Map(fit?.excluded.map(({ id, reason }) => [id, reason]));
  const position = new Map(fit?.studies.map((study, i) => [study, i]));
  const weights = fit === null || fit.design.moderators.length > 0 ? null : studyWeights(fit);
  const shrunken = fit === null ? [] : empiricalBayes(fit, { level });
  return studies.map((study) => {
    const { id, tp, fp, fn, tn } = study;
    const own = accuracy(study, { level, interval });
    const index = position.get(study);
    return {
      id,
      tp,
      fp,
      fn,
      tn,
      cluster: study.cluster ?? null,
      covariates: study.covariates ?? {},
      excluded: index === undefined ? (reasons.get(id) ?? null) : null,
      accuracy: own,
      quadrant:
        own.plr === null || own.nlr === null
          ? null
          : likelihoodRatioQuadrant({ plr: own.plr.estimate, nlr: own.nlr.estimate }),
      empiricalBayes: index === undefined ? null : without(shrunken[index]!),
      weight: index === undefined || weights === null ? null : without(weights[index]!),
      influence: index === undefined || influences === null ? null : without(influences[index]!),
    };
  });
}

/** The rest of an object that has an id. */
function without<T extends { readonly id: string }>({ id: _, ...rest }: T): Omit<T, "id"> {
  return rest;
}
