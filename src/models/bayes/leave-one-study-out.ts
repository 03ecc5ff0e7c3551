import { logBinomialCoefficient } from "../../numeric/distributions/gamma.js";
import { exp, log } from "../../numeric/elementary.js";
import { smoothWeights } from "../../numeric/monte-carlo/pareto-smoothing.js";
import type { Study } from "../../tables/study.js";
import type { BayesFit } from "./fit.js";
import type { PosteriorSample } from "./sample.js";

/**
 * How well each study is predicted by the others: ln p(tableᵢ | the other tables) = −ln E[1/p(tableᵢ | θ)] over the posterior, its
 * weights Pareto-smoothed once more (Vehtari, Gelman & Gabry 2017, Stat Comput 27:1413, doi:10.1007/s11222-016-9696-4).
 */
export function leaveOneStudyOut(
  studies: readonly Study[],
  { logWeights, parts }: Pick<PosteriorSample, "logWeights" | "parts">,
): BayesFit["loo"] {
  const k = studies.length;
  const n = logWeights.length;
  const own = new Float64Array(n);
  const perStudy = studies.map(({ id, tp, fp, fn, tn }, i) => {
    for (let j = 0; j < n; j++) own[j] = logWeights[j]! - parts[j * k + i]!;
    const { weights, paretoK } = smoothWeights(own);
    let top = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < n; j++) if (weights[j]! > 0) top = Math.max(top, parts[j * k + i]!);
    let density = 0;
    for (let j = 0; j < n; j++) if (weights[j]! > 0) density += weights[j]! * exp(parts[j * k + i]! - top);
    let variance = 0;
    for (let j = 0; j < n; j++) {
      if (weights[j] === 0) continue;
      const off = weights[j]! * (exp(parts[j * k + i]! - top) - density);
      variance += off * off;
    }
    const coefficients = logBinomialCoefficient(tp + fn, tp) + logBinomialCoefficient(tn + fp, tn);
    return { id, elpd: top + log(density) + coefficients, error: Math.sqrt(variance) / density, paretoK };
  });
  const elpd = perStudy.reduce((sum, study) => sum + study.elpd, 0);
  const spread = perStudy.reduce((sum, study) => sum + (study.elpd - elpd / k) * (study.elpd - elpd / k), 0);
  return { elpd, standardError: k > 1 ? Math.sqrt((k * spread) / (k - 1)) : 0, perStudy };
}
