import { expit, log1pExp } from "../../numeric/distributions/logistic.js";
import { normalQuantile } from "../../numeric/distributions/normal.js";
import { exp, log } from "../../numeric/elementary.js";
import { summarizeWeighted } from "../../numeric/monte-carlo/weighted-sample.js";
import type { Random } from "../../numeric/random/random.js";
import type { PosteriorDraw } from "../fit-core.js";
import type { BayesQuantity, PosteriorSummary } from "./fit.js";

/** What is computed from a draw. */
type OfDraw = (draw: PosteriorDraw) => number;

/** √(σ₂/σ₁), by which Harbord's formulas stretch one logit and shrink the other. */
const stretch = ({ sd1, sd2 }: PosteriorDraw): number => Math.sqrt(sd2 / sd1);

/** What follows from one draw (Harbord et al. 2007, doi:10.1093/biostatistics/kxl004, for the HSROC parameters, on logit specificity). */
export const QUANTITIES: Readonly<Record<Exclude<BayesQuantity, "newSensitivity" | "newSpecificity">, OfDraw>> = {
  logitSensitivity: ({ mu1 }) => mu1,
  logitSpecificity: ({ mu2 }) => mu2,
  sensitivity: ({ mu1 }) => expit(mu1),
  specificity: ({ mu2 }) => expit(mu2),
  sdSensitivity: ({ sd1 }) => sd1,
  sdSpecificity: ({ sd2 }) => sd2,
  correlation: ({ rho }) => rho,
  varSensitivity: ({ sd1 }) => sd1 * sd1,
  varSpecificity: ({ sd2 }) => sd2 * sd2,
  covariance: ({ sd1, sd2, rho }) => rho * sd1 * sd2,
  plr: ({ mu1, mu2 }) => exp(log1pExp(mu2) - log1pExp(-mu1)),
  nlr: ({ mu1, mu2 }) => exp(log1pExp(-mu2) - log1pExp(mu1)),
  dor: ({ mu1, mu2 }) => exp(mu1 + mu2),
  lambda: (draw) => draw.mu1 * stretch(draw) + draw.mu2 / stretch(draw),
  theta: (draw) => 0.5 * (draw.mu1 * stretch(draw) - draw.mu2 / stretch(draw)),
  beta: ({ sd1, sd2 }) => log(sd2 / sd1),
  varAlpha: ({ sd1, sd2, rho }) => 2 * sd1 * sd2 * (1 + rho),
  varTheta: ({ sd1, sd2, rho }) => 0.5 * sd1 * sd2 * (1 - rho),
};

/** n standard normal numbers in random order, one from each of n equally probable strata. */
function stratifiedNormals(n: number, random: Random): number[] {
  return random.shuffle(Array.from({ length: n }, (_, i) => normalQuantile((i + 0.5) / n)));
}

/** One study from each draw: its true logits, drawn from the normal distribution between studies. */
export function newStudyLogits(
  draws: readonly PosteriorDraw[],
  random: Random,
): { readonly sensitivity: Float64Array; readonly specificity: Float64Array } {
  const first = stratifiedNormals(draws.length, random);
  const second = stratifiedNormals(draws.length, random);
  return {
    sensitivity: Float64Array.from(draws, ({ mu1, sd1 }, i) => mu1 + sd1 * first[i]!),
    specificity: Float64Array.from(
      draws,
      ({ mu2, sd2, rho }, i) => mu2 + sd2 * (rho * first[i]! + Math.sqrt(1 - rho * rho) * second[i]!),
    ),
  };
}

/** Mean, sd, median and equal-tailed interval of weighted draws, with the numerical error of each. */
export function posteriorSummary(
  values: Float64Array,
  weights: Float64Array,
  level: number,
  order?: Uint32Array,
): PosteriorSummary {
  const { mean, sd, quantiles, meanError, sdError, quantileErrors } = summarizeWeighted(
    values,
    weights,
    [(1 - level) / 2, 0.5, (1 + level) / 2],
    order,
  );
  return {
    mean,
    sd,
    median: quantiles[1]!,
    lower: quantiles[0]!,
    upper: quantiles[2]!,
    error: meanError,
    errors: {
      mean: meanError,
      sd: sdError,
      median: quantileErrors[1]!,
      lower: quantileErrors[0]!,
      upper: quantileErrors[2]!,
    },
  };
}

/** The summary over both halves of a lattice; its errors are half of what the halves differ by. */
function latticeSummary(values: Float64Array, weights: Float64Array, first: number, level: number): PosteriorSummary {
  const part = (from: number, to: number): PosteriorSummary => {
    const own = weights.slice(from, to);
    const sum = own.reduce((total, weight) => total + weight, 0);
    return posteriorSummary(
      values.slice(from, to),
      own.map((weight) => weight / sum),
      level,
    );
  };
  const whole = posteriorSummary(values, weights, level);
  const [left, right] = [part(0, first), part(first, values.length)];
  const apart = (name: "mean" | "sd" | "median" | "lower" | "upper"): number => Math.abs(left[name] - right[name]) / 2;
  const errors = {
    mean: apart("mean"),
    sd: apart("sd"),
    median: apart("median"),
    lower: apart("lower"),
    upper: apart("upper"),
  };
  return { ...whole, error: errors.mean, errors };
}

/** The posterior of every quantity of a fit without moderators; `firstHalf` points are the first half of a lattice. */
export function summarizeDraws(
  draws: readonly PosteriorDraw[],
  weights: Float64Array,
  level: number,
  random: Random,
  firstHalf: number | null,
): Readonly<Record<BayesQuantity, PosteriorSummary>> {
  const of = (values: Float64Array): PosteriorSummary =>
    firstHalf === null ? posteriorSummary(values, weights, level) : latticeSummary(values, weights, firstHalf, level);
  const entries = Object.entries(QUANTITIES).map(([name, value]) => [name, of(Float64Array.from(draws, value))]);
  const fresh = newStudyLogits(draws, random);
  return {
    ...(Object.fromEntries(entries) as Record<keyof typeof QUANTITIES, PosteriorSummary>),
    newSensitivity: of(fresh.sensitivity.map(expit)),
    newSpecificity: of(fresh.specificity.map(expit)),
  };
}
