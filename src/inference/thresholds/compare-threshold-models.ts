import { checkNames } from "../../base/check-options.js";
import type { PartialEstimate } from "../../base/estimate.js";
import { interruptible, stopIfAborted } from "../../base/interruptible.js";
import { checkThresholdStudies } from "../../models/thresholds/check-threshold-studies.js";
import {
  type FittedThresholds,
  fitThresholdsFrom,
  type ThresholdOptions,
} from "../../models/thresholds/fit-thresholds.js";
import { type LatentDistribution, latentDistributions } from "../../models/thresholds/latent-distribution.js";
import type { MarkerScale } from "../../models/thresholds/marker-scale.js";
import type { ThresholdAlternative } from "../../models/thresholds/threshold-fit.js";
import { THRESHOLD_OPTIONS } from "../../models/thresholds/threshold-options.js";
import type { ThresholdStudy } from "../../tables/thresholds/threshold-study.js";
import type { LongRun } from "../influence/progress.js";
import { groupCurves } from "./group-curves.js";
import { optimalCutoff } from "./optimal-cutoff.js";
import { areaEstimate } from "./threshold-auc.js";

/** Which models `compareThresholdModels` fits. */
export interface CompareThresholdOptions
  extends Omit<ThresholdOptions, "scale" | "distribution" | "scales" | "moderators" | "nodes">,
    LongRun {
  /** Quadrature nodes over 9 standard deviations of a location. Default 15: log-likelihoods within 1e-4, far below what tells models apart. */
  readonly nodes?: number;
}

/** What models that are compared are integrated by, where nothing else is asked for. */
const NODES = 15;

/** One model of the counts and what it says. */
export interface ComparedThresholdModel extends ThresholdAlternative {
  /** AIC less the least of all. */
  readonly deltaAic: number;
  /** Area under the summary ROC curve. */
  readonly auc: PartialEstimate;
  /** Cut-off of the highest Youden index. */
  readonly optimalCutoff: PartialEstimate;
  /** Whether the fit converged. */
  readonly converged: boolean;
}

/**
 * Fits every scale (log, identity, Box–Cox; the identity alone where a cut-off is not above 0) with every distribution (logistic,
 * normal, Weibull) and with common and random widths, and sorts them by AIC. All are models of the same counts, so that their
 * likelihoods compare. What hardly moves between models within some AIC of the best is safe to report; what does is not.
 *
 * @throws what `fitThresholds` throws; whatever `signal` gives as its reason, when aborted
 *
 * @example
 * ```ts
 * import { compareThresholdModels, readThresholdStudies } from "dta-meta";
 *
 * const csv = `study,cutoff,tp,fp,fn,tn
 * A,20,70,40,30,160
 * A,40,45,12,55,188
 * B,15,44,50,6,50
 * B,30,30,15,20,85
 * C,25,80,30,40,120
 * D,20,30,22,10,78
 * D,50,12,3,28,97`;
 * const models = compareThresholdModels(readThresholdStudies(csv), { nodes: 11 });
 * models.length; // 18
 * models[0]!.deltaAic; // 0
 * ```
 */
export function compareThresholdModels(
  studies: readonly ThresholdStudy[],
  options: CompareThresholdOptions = {},
): ComparedThresholdModel[] {
  checkThresholdStudies(studies);
  checkNames("options", options, THRESHOLD_OPTIONS);
  const { onProgress, signal, ...rest } = options;
  const positive = studies.every(({ points }) => points.every(({ cutoff }) => cutoff > 0));
  const scales: readonly MarkerScale[] = positive ? ["log", "identity", "box-cox"] : ["identity"];
  const models = scales.flatMap((scale) =>
    (Object.keys(latentDistributions) as LatentDistribution[]).flatMap((distribution) =>
      (["common", "random"] as const).map((widths) => ({ scale, distribution, scales: widths })),
    ),
  );
  const fitted: Record<"common" | "random", FittedThresholds[]> = { common: [], random: [] };
  const rows = models.map((model, i): Omit<ComparedThresholdModel, "deltaAic"> => {
    stopIfAborted(signal);
    const { scales: widths } = model;
    const done = fitted[widths];
    // the last model of another scale or distribution that has the same parameters
    const near = done.find(({ fit: { scale } }) => (scale === "box-cox") === (model.scale === "box-cox"));
    const found = interruptible(signal, () =>
      fitThresholdsFrom(
        studies,
        { nodes: NODES, ...rest, ...model, alternatives: false },
        {
          common: widths === "random" ? fitted.common[0]!.optimum : null,
          near: near === undefined ? null : { optimum: near.optimum, distribution: near.fit.distribution },
        },
      ),
    );
    done.unshift(found);
    const { fit } = found;
    onProgress?.(i + 1, models.length);
    const { lambda, logLik, parameters, aic, convergence, level } = fit;
    const auc = areaEstimate(groupCurves(fit), level);
    return {
      ...model,
      lambda,
      logLik,
      parameters,
      aic,
      auc,
      optimalCutoff: optimalCutoff(fit).cutoff,
      converged: convergence.converged,
    };
  });
  const least = Math.min(...rows.map(({ aic }) => aic));
  return rows.map((row) => ({ ...row, deltaAic: row.aic - least })).sort((x, y) => x.aic - y.aic);
}
