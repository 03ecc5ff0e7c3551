import { InputError } from "../../base/errors.js";
import { given } from "../../base/given.js";
import { logit } from "../../numeric/distributions/logistic.js";
import { climb } from "../../numeric/optimize/climb.js";
import { choleskyOfBetweenStudy } from "../between-study.js";
import { empiricalBayesResiduals } from "../binomial/residuals.js";
import type { LocalDerivatives, Model, PosteriorEffects } from "../model.js";
import type { LatentClassFit } from "./fit.js";
import { fitLatentClass } from "./fit-latent-class.js";
import { curvedLatentObjective, inFree, type LatentData, latentPointAt, M, MU1, MU2, phiOf, S } from "./likelihood.js";
import { ruleWith } from "./maximize.js";
import { LATENT_SCORES, latentStudyIntegral } from "./study-integral.js";

/** Step of differences of a study's score. */
const STEP = 1e-4;

/** The data and the full vector of parameters of a fit. */
function stateOf(fit: LatentClassFit): { readonly data: LatentData; readonly full: Float64Array } {
  const { by, dependence } = fit.options;
  const kinds = fit.referenceSensitivity.map(({ kind }) => kind);
  const kindOf = fit.studies.map(({ covariates }) => (by === null ? 0 : kinds.indexOf(String(covariates?.[by]))));
  const references = fit.referenceSensitivity.flatMap(({ estimate }, kind) => [
    phiOf(1 - estimate),
    phiOf(1 - fit.referenceSpecificity[kind]!.estimate),
  ]);
  const [sensitivity, specificity] = fit.coefficients;
  return {
    data: {
      studies: fit.studies,
      kindOf,
      settings: kinds.map(() => ({ sensitivity: null, specificity: null })),
      dependenceDiseased: dependence.diseased,
      dependenceNonDiseased: dependence.nonDiseased,
    },
    full: Float64Array.from([
      logit(fit.prevalence.estimate),
      fit.sdLogitPrevalence,
      sensitivity!.estimate,
      specificity!.estimate,
      ...choleskyOfBetweenStudy(fit.betweenStudy),
      ...references,
    ]),
  };
}

/** Visits each study of a fit at its own mean logits; the score by (m, s, μ₁, μ₂, …) and the effects' moments go to the caller. */
function studyVisitor(fit: LatentClassFit) {
  const { data, full } = stateOf(fit);
  const integral = latentStudyIntegral();
  const rule = ruleWith(fit.options.nodes);
  return (i: number, means: readonly [number, number], effects: Float64Array | null): Float64Array => {
    const { tp, fp, fn, tn } = fit.studies[i]!;
    const score = new Float64Array(LATENT_SCORES);
    const x = Float64Array.from(full);
    x[MU1] = means[0];
    x[MU2] = means[1];
    const table = { n11: tp, n10: fp, n01: fn, n00: tn };
    integral(table, latentPointAt(x, data.kindOf[i]!, data), rule, new Float64Array(3), score, effects);
    return score;
  };
}

/** The latent-class model; it stands apart from the models of `analyze`, since it answers another question. */
export const latentModel: Model<LatentClassFit> = {
  ownSettings: [],

  fit: (studies, { minStudies, level }) => fitLatentClass(studies, given({ minStudies, level })),
  refit: (fit, studies, { minStudies, moderators, correlation }) => {
    if ((moderators?.length ?? 0) > 0 || correlation === 0) {
      throw new InputError("bad-option", "the latent-class model takes no moderators and estimates the correlation.", {
        where: "moderators, correlation",
        got: moderators ?? correlation,
        wanted: "neither",
      });
    }
    const { reference, by, dependence, starts, nodes } = fit.options;
    return fitLatentClass(studies, {
      reference,
      dependence,
      starts,
      nodes,
      level: fit.level,
      minStudies: minStudies ?? fit.options.minStudies,
      ...given({ by: by ?? undefined }),
    });
  },

  fixedEffectLogLik: (fit) => {
    const { data, full } = stateOf(fit);
    const free = [M, S, MU1, MU2];
    const none = Float64Array.from(full);
    none.fill(0, MU2 + 1, MU2 + 4);
    const start = free.map((position) => full[position]!);
    const objective = inFree(curvedLatentObjective(data, ruleWith(fit.options.nodes)), none, free);
    return -climb(objective, start, { valueError: 1e-9, decrementTolerance: 1e-10 }).value;
  },

  studyDerivatives: (fit, means) => {
    const visit = studyVisitor(fit);
    return means.map(([a, b], i): LocalDerivatives => {
      const at = (da: number, db: number): readonly [number, number] => {
        const score = visit(i, [a + da, b + db], null);
        return [score[MU1]!, score[MU2]!];
      };
      const [upA, downA, upB, downB] = [at(STEP, 0), at(-STEP, 0), at(0, STEP), at(0, -STEP)];
      const slope = (up: number, down: number): number => (down - up) / (2 * STEP);
      const cross = (slope(upA[1], downA[1]) + slope(upB[0], downB[0])) / 2;
      return { score: at(0, 0), information: [slope(upA[0], downA[0]), cross, slope(upB[1], downB[1])] };
    });
  },
  // posterior means in place of modes: the posterior is a mixture
  posteriorEffects: (fit, means) => {
    const visit = studyVisitor(fit);
    return means.map((own, i): PosteriorEffects => {
      const effects = new Float64Array(4);
      visit(i, own, effects);
      return { mode: [effects[0]!, effects[1]!], variance: [effects[2]!, effects[3]!] };
    });
  },
  standardizedResiduals: empiricalBayesResiduals,
  // the index test's own counts are not observed
  devianceResiduals: (_, studies) => studies.map(() => [null, null]),
};
