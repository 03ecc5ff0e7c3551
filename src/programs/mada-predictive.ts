import { betaQuantile } from "../numeric/distributions/beta-distribution.js";
import { square } from "../numeric/elementary.js";
import { findRoot } from "../numeric/optimize/root.js";
import { gaussLegendre } from "../numeric/quadrature/gauss-legendre.js";
import { type LogitPair, type PairFunction, pairCdf, pairMean } from "./logit-pair.js";
import { decimals, type ProgramQuantity } from "./program-output.js";

/** Draws of `predv_r` and `predv_d`. */
const DRAWS = 1e5;

/** Negative predictive value at a prevalence: Sp(1 − p)/(Sp(1 − p) + (1 − Se)p). */
function npvAt(prevalence: number): PairFunction {
  const odds = prevalence / (1 - prevalence);
  return {
    value: (se, sp) => sp / (sp + (1 - se) * odds),
    given: "specificity",
    rises: true,
    otherAt: (target, sp) => 1 - (sp * (1 - target)) / (target * odds),
  };
}

/** Positive predictive value at a prevalence: Se·p/(Se·p + (1 − Sp)(1 − p)). */
function ppvAt(prevalence: number): PairFunction {
  const odds = prevalence / (1 - prevalence);
  return {
    value: (se, sp) => (se * odds) / (se * odds + 1 - sp),
    given: "sensitivity",
    rises: true,
    otherAt: (target, se) => 1 - (se * odds * (1 - target)) / target,
  };
}

/** A prevalence with a weight. */
type Prior = readonly { readonly prevalence: number; readonly weight: number }[];

/** The Beta distribution with that mean and standard deviation, as weighted points. */
function betaPrior(mean: number, sd: number): Prior {
  const sum = (mean * (1 - mean)) / square(sd) - 1;
  const { nodes, weights } = gaussLegendre(80);
  return Array.from(nodes, (node, i) => ({
    prevalence: betaQuantile((node + 1) / 2, mean * sum, (1 - mean) * sum),
    weight: weights[i]! / 2,
  }));
}

function drawn(
  pair: LogitPair,
  prior: Prior,
  at: (prevalence: number) => PairFunction,
): Record<string, ProgramQuantity> {
  const functions = prior.map(({ prevalence, weight }) => ({ g: at(prevalence), weight }));
  const meanOf = (f: (value: number) => number): number =>
    functions.reduce((sum, { g, weight }) => sum + weight * pairMean(pair, (se, sp) => f(g.value(se, sp))), 0);
  const cdf = (x: number): number => functions.reduce((sum, { g, weight }) => sum + weight * pairCdf(pair, g, x), 0);
  const mean = meanOf((value) => value);
  const sd = Math.sqrt(Math.max(0, meanOf(square) - mean * mean));
  const [low, high] = [1e-9, 1 - 1e-9];
  const quantile = (p: number): number | null =>
    cdf(low) <= p && cdf(high) >= p ? findRoot((x) => cdf(x) - p, low, high) : null;
  const error = (p: number, x: number | null): number => {
    if (x === null) return 0;
    const step = 1e-4 * Math.min(x, 1 - x);
    return (Math.sqrt((p * (1 - p)) / DRAWS) * 2 * step) / (cdf(x + step) - cdf(x - step));
  };
  const [lower, median, upper] = [quantile(0.025), quantile(0.5), quantile(0.975)];
  const three = decimals(3);
  return {
    mean: {
      estimate: mean,
      lower,
      upper,
      format: three,
      monteCarlo: { estimate: sd / Math.sqrt(DRAWS), lower: error(0.025, lower), upper: error(0.975, upper) },
    },
    sd: { estimate: sd, format: three, monteCarlo: { estimate: sd / Math.sqrt(DRAWS) } },
    median: { estimate: median, format: three, monteCarlo: { estimate: error(0.5, median) } },
  };
}

/**
 * What mada's `predv_r` (a fixed prevalence) and `predv_d` (a prevalence with a Beta distribution of that mean and standard
 * deviation) print of the predictive values, worked out without drawing: mean with the 2.5 % and 97.5 % points, standard
 * deviation and median.
 */
export function madaPredictiveValues(pair: LogitPair, mean: number, sd?: number): Record<string, ProgramQuantity> {
  const prior = sd === undefined ? [{ prevalence: mean, weight: 1 }] : betaPrior(mean, sd);
  const name = sd === undefined ? "predv_r" : "predv_d";
  const npv = drawn(pair, prior, npvAt);
  const ppv = drawn(pair, prior, ppvAt);
  return {
    [`${name}.npv`]: npv.mean!,
    [`${name}.npvSd`]: npv.sd!,
    [`${name}.npvMedian`]: npv.median!,
    [`${name}.ppv`]: ppv.mean!,
    [`${name}.ppvSd`]: ppv.sd!,
    [`${name}.ppvMedian`]: ppv.median!,
  };
}
