import { normalCritical } from "../inference/point/wald.js";
import { exp, expm1, square } from "../numeric/elementary.js";
import {
  INVERSE_NEGATIVE_RATIO,
  type LogitPair,
  NEGATIVE_RATIO,
  type PairFunction,
  POSITIVE_RATIO,
  pairCdf,
  pairMean,
  quantileError,
  quantileOf,
} from "./logit-pair.js";
import { type ProgramQuantity, significant } from "./program-output.js";

/** Draws of `SummaryPts`. */
const DRAWS = 1e6;
const SLIP =
  "mada draws the two logits from their estimated normal distribution, unseeded, and prints the mean of the ratios, which lies above the ratio at the means.";

function drawn(pair: LogitPair, g: PairFunction, level: number): { mean: ProgramQuantity; median: ProgramQuantity } {
  const cdf = (x: number): number => pairCdf(pair, g, x);
  const mean = pairMean(pair, g.value);
  const spread = Math.sqrt(Math.max(0, pairMean(pair, (se, sp) => square(g.value(se, sp))) - mean * mean));
  const [tail, format] = [(1 - level) / 2, significant(3)];
  const at = (p: number): number => quantileOf(cdf, p, mean * 1e-4, mean * 1e4);
  const [lower, median, upper] = [at(tail), at(0.5), at(1 - tail)];
  if (![mean, spread, lower, median, upper].every(Number.isFinite)) {
    // Logits so far out that the ratio overflows, or its draws have no variance.
    const none = { estimate: null, lower: null, upper: null, format };
    return { mean: { ...none, slip: SLIP }, median: { estimate: null, format } };
  }
  const error = (p: number, x: number): number => quantileError(cdf, p, x, DRAWS);
  return {
    mean: {
      estimate: mean,
      lower,
      upper,
      format,
      monteCarlo: { estimate: spread / Math.sqrt(DRAWS), lower: error(tail, lower), upper: error(1 - tail, upper) },
      slip: SLIP,
    },
    median: { estimate: median, format, monteCarlo: { estimate: error(0.5, median) } },
  };
}

/** ln DOR is normal, so that mean, median and quantiles of the DOR have closed forms. */
function drawnDor(pair: LogitPair, level: number): { mean: ProgramQuantity; median: ProgramQuantity } {
  const mean = pair.sensitivity + pair.specificity;
  const variance = pair.varSensitivity + pair.varSpecificity + 2 * pair.covariance;
  const half = normalCritical(level) * Math.sqrt(variance);
  const [lower, median, upper] = [exp(mean - half), exp(mean), exp(mean + half)];
  const expected = exp(mean + variance / 2);
  // Density of a quantile x of a lognormal distribution: φ(z)/(σx).
  const error = (p: number, z: number, x: number): number =>
    (Math.sqrt((p * (1 - p)) / DRAWS) * Math.sqrt(variance) * x) / (exp((-z * z) / 2) / Math.sqrt(2 * Math.PI));
  const [z, tail] = [normalCritical(level), (1 - level) / 2];
  return {
    mean: {
      estimate: expected,
      lower,
      upper,
      format: significant(3),
      monteCarlo: {
        estimate: (expected * Math.sqrt(expm1(variance))) / Math.sqrt(DRAWS),
        lower: error(tail, z, lower),
        upper: error(tail, z, upper),
      },
      slip: SLIP,
    },
    median: { estimate: median, format: significant(3), monteCarlo: { estimate: error(0.5, 0, median) } },
  };
}

/**
 * What mada's `SummaryPts` prints of LR+, LR−, 1/LR− and DOR, worked out without drawing: means by a Gauss–Hermite rule,
 * medians and quantiles by one-dimensional integration, and how far a run with a million draws strays from them.
 */
export function madaRatios(pair: LogitPair, level: number): Record<string, ProgramQuantity> {
  const plr = drawn(pair, POSITIVE_RATIO, level);
  const nlr = drawn(pair, NEGATIVE_RATIO, level);
  const inverseNlr = drawn(pair, INVERSE_NEGATIVE_RATIO, level);
  const dor = drawnDor(pair, level);
  return {
    plr: plr.mean,
    nlr: nlr.mean,
    inverseNlr: inverseNlr.mean,
    dor: dor.mean,
    "summaryPts.medianPlr": plr.median,
    "summaryPts.medianNlr": nlr.median,
    "summaryPts.medianInverseNlr": inverseNlr.median,
    "summaryPts.medianDor": dor.median,
  };
}
