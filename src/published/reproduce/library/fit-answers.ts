import { averagePredictiveValues } from "../../../accuracy/average-predictive-values.js";
import { naturalFrequencies } from "../../../accuracy/natural-frequencies.js";
import { posttest } from "../../../accuracy/posttest.js";
import { predictiveValueCurve } from "../../../accuracy/predictive-value-curve.js";
import { type PredictiveOptions, predictive } from "../../../inference/bayes/predictive.js";
import { priorPosterior } from "../../../inference/bayes/prior-posterior.js";
import { priorSensitivity } from "../../../inference/bayes/prior-sensitivity.js";
import { bootstrap } from "../../../inference/bootstrap/bootstrap.js";
import type { Statistic } from "../../../inference/bootstrap/statistics.js";
import { likelihoodRatioTest } from "../../../inference/compare/likelihood-ratio-test.js";
import { auc } from "../../../inference/curve/auc.js";
import { hsroc } from "../../../inference/curve/hsroc.js";
import { regions } from "../../../inference/curve/regions.js";
import { sroc } from "../../../inference/curve/sroc.js";
import { heterogeneity } from "../../../inference/heterogeneity/heterogeneity.js";
import { clusterRobust } from "../../../inference/influence/cluster-robust.js";
import { influence } from "../../../inference/influence/influence.js";
import { leaveOneOut } from "../../../inference/influence/leave-one-out.js";
import { modelChecks } from "../../../inference/influence/model-checks.js";
import { studyWeights } from "../../../inference/influence/study-weights.js";
import { empiricalBayes } from "../../../inference/point/empirical-bayes.js";
import { penalizedPsi } from "../../../inference/point/penalized-psi.js";
import { predictAt } from "../../../inference/point/predict-at.js";
import { predictionIntervals } from "../../../inference/point/prediction-intervals.js";
import { hasRatios, summaryPoint } from "../../../inference/point/summary-point.js";
import { unanimousMargins } from "../../../inference/point/unanimous-margins.js";
import {
  type CorrectForReferenceOptions,
  correctForReference,
} from "../../../inference/reference/correct-for-reference.js";
import { simulationOf } from "../../../inference/simulation/simulate-studies.js";
import type { BayesFit, BivariateFit } from "../../../models/fit.js";
import type { CovariateValues } from "../../../models/mean-logits.js";
import { refit } from "../../../models/models.js";
import { type Answers, answer, drawn } from "./library-model.js";

/** The likelihood ratios of a fit's summary point; `null` where a moderator leaves it without. */
function ratiosOf(fit: BivariateFit) {
  const summary = summaryPoint(fit);
  return hasRatios(summary) ? summary : null;
}

/** What the library's functions say of a fit of sensitivity and specificity, whichever model made it. */
export function fitAnswers(fit: BivariateFit): Answers {
  const asked = <O, T>(ask: (fit: BivariateFit, options: O) => T) => answer((options) => ask(fit, options as O));
  return {
    summaryPoint: asked(summaryPoint),
    hsroc: asked(hsroc),
    sroc: answer((options) => sroc(fit, options)),
    auc: drawn((options) => auc(fit, options)),
    regions: asked(regions),
    heterogeneity: answer(() => heterogeneity(fit)),
    predictionIntervals: asked(predictionIntervals),
    predictAt: answer(({ at, ...options }) => predictAt(fit, at as CovariateValues, options)),
    empiricalBayes: asked(empiricalBayes),
    studyWeights: answer(() => studyWeights(fit)),
    influence: asked(influence),
    leaveOneOut: asked(leaveOneOut),
    clusterRobust: asked(clusterRobust),
    modelChecks: answer(() => modelChecks(fit)),
    penalizedPsi: answer(() => penalizedPsi(fit)),
    unanimousMargins: answer(({ level = fit.level }) => unanimousMargins(fit, level as number)),
    likelihoodRatioTest: answer(({ moderators = [] }) =>
      likelihoodRatioTest(refit(fit, fit.studies, { moderators: moderators as readonly string[] }), fit),
    ),
    bootstrap: drawn(({ statistic, ...options }) => bootstrap(fit, statistic as Statistic, options)),
    correctForReference: answer(({ study, ...options }) => {
      const table = study === undefined ? fit : fit.studies.find(({ id }) => id === study);
      return table && correctForReference(table, options as unknown as CorrectForReferenceOptions);
    }),
    posttest: answer(({ prior }) => {
      const test = ratiosOf(fit);
      return test && posttest({ prior: prior as number, plr: test.plr, nlr: test.nlr });
    }),
    naturalFrequencies: answer((options) => {
      const { sensitivity, specificity } = summaryPoint(fit);
      return naturalFrequencies(
        { sensitivity, specificity },
        options as unknown as { readonly prevalences: readonly number[] },
      );
    }),
    averagePredictiveValues: answer((options) => {
      const test = ratiosOf(fit);
      return (
        test && averagePredictiveValues(test, options as unknown as { readonly from: number; readonly to: number })
      );
    }),
    predictiveValueCurve: answer((options) => {
      const test = ratiosOf(fit);
      return test && predictiveValueCurve(test, options);
    }),
    simulationOf: answer(({ at }) => simulationOf(fit, at as CovariateValues | undefined)),
    predictive: drawn((options) => predictive(fit as BayesFit, options as PredictiveOptions)),
    priorPosterior: answer((options) => priorPosterior(fit as BayesFit, options)),
    priorSensitivity: answer(({ priors }) =>
      priorSensitivity(fit as BayesFit, ...(priors === undefined ? [] : [priors as readonly never[]])),
    ),
  };
}
