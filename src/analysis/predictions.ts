import { type PredictAtOptions, type Prediction, predictAt } from "../inference/point/predict-at.js";
import type { BivariateFit } from "../models/fit.js";
import type { CovariateValues } from "../models/mean-logits.js";
import type { CovariateValue } from "../tables/study.js";

/**
 * The accuracy that a fit with moderators predicts, at every combination of categorical levels that some study has, the
 * numeric moderators at their means over the studies. Empty for a fit without moderators.
 */
export function predictions(fit: BivariateFit, options: PredictAtOptions): Prediction[] {
  const { moderators } = fit.design;
  if (moderators.length === 0) return [];
  const means = new Map(
    moderators
      .filter(({ kind }) => kind === "numeric")
      .map(({ name }) => {
        const values = fit.studies.map((study) => study.covariates?.[name] as number);
        return [name, values.reduce((sum, value) => sum + value, 0) / values.length];
      }),
  );
  const combinations = new Map<string, CovariateValues>();
  for (const study of fit.studies) {
    const at: Record<string, CovariateValue> = {};
    for (const { name } of moderators) at[name] = means.get(name) ?? study.covariates?.[name] ?? null;
    combinations.set(JSON.stringify(Object.values(at)), at);
  }
  return [...combinations.values()].map((at) => predictAt(fit, at, options));
}
