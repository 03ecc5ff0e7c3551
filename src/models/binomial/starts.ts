import { type CholeskyParameters, STARTS } from "../between-study.js";
import { momentEstimate } from "../reitsma/moments.js";
import { type LogitData, profileLikelihood } from "../reitsma/profile-likelihood.js";
import type { BinomialCounts } from "./counts.js";

/** Where the search begins, and the yardstick for a standard deviation that is as good as 0. */
export interface BinomialStarts {
  /** Points of the full space (coefficients, a, b, c). */
  readonly points: readonly Float64Array[];
  /** The median sampling standard error of a logit. */
  readonly scale: number;
}

/** The logits with ½ added to every cell: only to start from. An empty margin becomes a logit of 0 with a large variance. */
function roughLogits(counts: BinomialCounts): LogitData {
  const { truePositives, diseased, trueNegatives, nonDiseased } = counts;
  const logit = (y: Float64Array, n: Float64Array): Float64Array =>
    y.map((success, i) => Math.log((success + 0.5) / (n[i]! - success + 0.5)));
  const variance = (y: Float64Array, n: Float64Array): Float64Array =>
    y.map((success, i) => (n[i] === 0 ? 1e3 : 1 / (success + 0.5) + 1 / (n[i]! - success + 0.5)));
  return {
    k: counts.k,
    q: counts.q,
    logitSensitivity: logit(truePositives, diseased),
    logitSpecificity: logit(trueNegatives, nonDiseased),
    varSensitivity: variance(truePositives, diseased),
    varSpecificity: variance(trueNegatives, nonDiseased),
    design: counts.design,
  };
}

/**
 * Starts for the binomial model: the moment estimate of Ψ from rough logits, then `STARTS`, each with the coefficients that
 * are best for it in the normal model.
 */
export function binomialStarts(counts: BinomialCounts, correlated: boolean): BinomialStarts {
  const data = roughLogits(counts);
  const variances = Float64Array.from([...data.varSensitivity, ...data.varSpecificity]).sort();
  const scale = Math.sqrt(variances[variances.length >> 1]!);
  const [a, b, c] = momentEstimate(data, correlated);
  const least = 0.1 * scale;
  const inside: CholeskyParameters = [Math.max(a, least), b, Math.max(c, least, 0.1 * Math.abs(b))];
  const likelihood = profileLikelihood(data, false);
  const gradient = new Float64Array(3);
  const points = [inside, ...STARTS].map((abc) => {
    likelihood.value(Float64Array.from(correlated ? abc : [abc[0], 0, abc[2]]), gradient);
    return Float64Array.from([...likelihood.coefficients(), ...abc]);
  });
  return { points, scale };
}
