import { choleskyOfBetweenStudy } from "../../models/between-study.js";
import { designRow } from "../../models/design.js";
import type { BivariateFit } from "../../models/fit.js";
import { meansOf } from "../../models/mean-logits.js";
import { expit } from "../../numeric/distributions/logistic.js";
import type { Random } from "../../numeric/random/random.js";
import type { Study } from "../../tables/study.js";

/** Draws a set of studies by random numbers. */
export type StudyDraw = (random: Random) => Study[];

/** Studies of the fit's sizes from the fitted model: true logits from N(xβ, Ψ), counts from binomial distributions. */
function fromModel(fit: BivariateFit): StudyDraw {
  const [a, b, c] = choleskyOfBetweenStudy(fit.betweenStudy);
  const means = fit.studies.map((study) => meansOf(fit, designRow(fit.design.moderators, study.covariates ?? {})));
  return (random) =>
    fit.studies.map((study, i) => {
      const [mean1, mean2] = means[i]!;
      const v1 = random.normal();
      const v2 = random.normal();
      const diseased = study.tp + study.fn;
      const nonDiseased = study.tn + study.fp;
      const tp = random.binomial(diseased, expit(mean1 + a * v1));
      const tn = random.binomial(nonDiseased, expit(mean2 + b * v1 + c * v2));
      return { ...study, tp, fn: diseased - tp, tn, fp: nonDiseased - tn };
    });
}

/** The rows of a fit, those of one cluster together. */
export function clustersOf({ studies }: BivariateFit): readonly (readonly Study[])[] {
  const clusters = new Map<string | Study, Study[]>();
  for (const study of studies) {
    const name = study.cluster ?? study;
    const rows = clusters.get(name);
    if (rows === undefined) clusters.set(name, [study]);
    else rows.push(study);
  }
  return [...clusters.values()];
}

/** As many clusters as the fit has, each one of them with replacement; names say the how manieth draw a row came by. */
function fromStudies(fit: BivariateFit): StudyDraw {
  const clusters = clustersOf(fit);
  return (random) =>
    clusters.flatMap((_, draw) =>
      clusters[random.integerBelow(clusters.length)]!.map((study) => ({
        ...study,
        id: `${study.id} [${draw + 1}]`,
        ...(study.cluster === undefined ? {} : { cluster: `${study.cluster} [${draw + 1}]` }),
      })),
    );
}

/** From the fitted model, or from the studies with replacement. */
export type Resampling = "parametric" | "studies";

/** Where the studies of a draw come from. */
export const RESAMPLINGS: Readonly<Record<Resampling, (fit: BivariateFit) => StudyDraw>> = {
  parametric: fromModel,
  studies: fromStudies,
};
