import { log } from "../../numeric/elementary.js";
import { choleskyOfBetweenStudy } from "../between-study.js";
import type { BetweenStudy } from "../fit-core.js";
import type { LogitData } from "../normal/logits.js";
import { momentEstimate, weightedLeastSquares } from "../normal/moments.js";
import { offEdges } from "../psi-starts.js";
import type { BinomialCounts } from "./counts.js";

/** The logits with ½ added to every cell: only to start from. An empty margin becomes a logit of 0 with a large variance. */
function roughLogits(counts: BinomialCounts): LogitData {
  const { truePositives, diseased, trueNegatives, nonDiseased } = counts;
  const logit = (y: Float64Array, n: Float64Array): Float64Array =>
    y.map((success, i) => log((success + 0.5) / (n[i]! - success + 0.5)));
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

/** Half way to where the likelihood is no longer looked at. */
const withinReach = (value: number): number => Math.max(-20, Math.min(20, value));

/**
 * Starts for the binomial model, points (coefficients, a, b, c) at the Ψ given, or else the moment estimate from rough logits,
 * with the coefficients of weighted least squares there, none of them out of reach.
 */
export function binomialStarts(counts: BinomialCounts, startFrom: BetweenStudy | undefined): Float64Array[] {
  const data = roughLogits(counts);
  const first = startFrom === undefined ? momentEstimate(data, true) : choleskyOfBetweenStudy(startFrom);
  const [a, b, c] = offEdges(first, data);
  const sensitivity = weightedLeastSquares(data, "sensitivity", a * a).coefficients;
  const specificity = weightedLeastSquares(data, "specificity", b * b + c * c).coefficients;
  return [Float64Array.from([...sensitivity, ...specificity, a, b, c], withinReach)];
}
