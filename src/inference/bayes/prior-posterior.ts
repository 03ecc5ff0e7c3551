import { checkCount, checkObject, MOST_POINTS } from "../../base/checks.js";
import {
  logArtanhDensity,
  logMeanDensity,
  logSdDensity,
  type MeanDensity,
  type SdDensity,
} from "../../models/bayes/density.js";
import type { BayesFit, PosteriorDraw } from "../../models/fit.js";
import { expit, logit } from "../../numeric/distributions/logistic.js";
import { atanh, exp, log } from "../../numeric/elementary.js";
import { checkBayesFit } from "./prior-sensitivity.js";

/** The quantities whose prior and posterior are set against each other. */
export type PriorPosteriorQuantity = "sensitivity" | "specificity" | "sdSensitivity" | "sdSpecificity" | "correlation";

/** Prior and posterior of one quantity, as densities over a range. */
export interface PriorPosteriorCurve {
  /** The quantity: accuracy at the mean logits, a standard deviation of the studies' logits, or their correlation. */
  readonly quantity: PriorPosteriorQuantity;
  /** Densities per unit of the quantity, at ascending values. */
  readonly rows: readonly {
    /** Value of the quantity. */
    readonly value: number;
    /** Density of the prior there, exact. */
    readonly prior: number;
    /** Density of the posterior there, from the weighted draws by a Gaussian kernel that is reflected at the ends of what is possible. */
    readonly posterior: number;
  }[];
  /** Share of the prior that lies within the range of the rows. */
  readonly priorWithin: number;
}

/** What a quantity is in a draw, where it can lie, and its prior density. */
interface Source {
  readonly of: (draw: PosteriorDraw) => number;
  readonly limits: readonly [number, number];
  readonly prior: (value: number) => number;
}

const ofMean = (density: MeanDensity) => (p: number) => exp(logMeanDensity(density, logit(p))) / (p * (1 - p));
const ofSd = (density: SdDensity) => (sd: number) => exp(logSdDensity(density, sd));

function sourcesOf({ prior, summary }: BayesFit): Readonly<Partial<Record<PriorPosteriorQuantity, Source>>> {
  const infinite = Number.POSITIVE_INFINITY;
  return {
    // with moderators accuracy is no single point
    ...(summary === null
      ? {}
      : {
          sensitivity: { of: ({ mu1 }) => expit(mu1), limits: [0, 1], prior: ofMean(prior.mean.sensitivity) },
          specificity: { of: ({ mu2 }) => expit(mu2), limits: [0, 1], prior: ofMean(prior.mean.specificity) },
        }),
    sdSensitivity: { of: ({ sd1 }) => sd1, limits: [0, infinite], prior: ofSd(prior.sd.sensitivity) },
    sdSpecificity: { of: ({ sd2 }) => sd2, limits: [0, infinite], prior: ofSd(prior.sd.specificity) },
    correlation: {
      of: ({ rho }) => rho,
      limits: [-1, 1],
      prior: (rho) => exp(logArtanhDensity(prior.correlation, atanh(rho))) / (1 - rho * rho),
    },
  };
}

/** Bins of the draws' weights, over the range that is shown. */
const BINS = 400;
/** Kernels end at this many bandwidths. */
const REACH = 5;

/** The density of weighted draws at the middle of each bin. */
function kernelDensity(values: readonly number[], draws: readonly PosteriorDraw[], from: number, to: number): number[] {
  let mean = 0;
  let squares = 0;
  let concentration = 0;
  draws.forEach(({ weight }, i) => {
    mean += weight * values[i]!;
    squares += weight * values[i]! * values[i]!;
    concentration += weight * weight;
  });
  const width = (to - from) / BINS;
  // Silverman's rule (1986, eq. 3.31) without the quartiles, with the draws that say as much
  const bandwidth = Math.max(
    0.9 * Math.sqrt(Math.max(0, squares - mean * mean)) * exp(0.2 * log(concentration)),
    0.75 * width,
  );
  const bins = new Float64Array(BINS);
  draws.forEach(({ weight }, i) => {
    const bin = Math.floor((values[i]! - from) / width);
    if (bin >= 0 && bin < BINS) bins[bin]! += weight;
  });
  const reach = Math.ceil((REACH * bandwidth) / width);
  const kernel = Array.from({ length: reach + 1 }, (_, j) =>
    exp((-0.5 * (j * width) * (j * width)) / (bandwidth * bandwidth)),
  );
  const total = kernel[0]! + 2 * kernel.slice(1).reduce((sum, value) => sum + value, 0);
  const density = new Float64Array(BINS);
  for (let i = 0; i < BINS; i++) {
    if (bins[i] === 0) continue;
    for (let j = -reach; j <= reach; j++) {
      // what a kernel would put beyond an end is reflected there
      const at = i + j;
      const place = at < 0 ? -1 - at : at >= BINS ? 2 * BINS - 1 - at : at;
      if (place >= 0 && place < BINS) density[place]! += (bins[i]! * kernel[Math.abs(j)]!) / (total * width);
    }
  }
  return [...density];
}

/** The range that is shown of a standard deviation: nearly all of the posterior, and what the prior has as far as three times that. */
function endOfSd(values: readonly number[], draws: readonly PosteriorDraw[], priorUpper: number): number {
  const order = values.map((value, i) => [value, draws[i]!.weight] as const).sort((a, b) => a[0] - b[0]);
  let mass = 0;
  const high = order.find(([, weight]) => {
    mass += weight;
    return mass >= 0.999;
  })?.[0];
  const most = high ?? order.at(-1)![0];
  return Math.max(most, Math.min(3 * most, priorUpper));
}

/**
 * Prior and posterior of what a review reports, as densities: what the data have added to the prior. The prior is its exact density;
 * the posterior that of the weighted draws, by a Gaussian kernel. Sensitivity and specificity run over 0 to 1, the correlation over
 * −1 to 1, standard deviations as far as the posterior does, and up to three times as far where the prior does.
 *
 * @returns a curve for each quantity; without sensitivity and specificity where the fit has moderators
 * @throws InputError `bad-fit` for anything but a fit of `fitBayes`, `bad-option` for fewer than 2 `points`
 *
 * @example
 * ```ts
 * import { fitBayes, priorPosterior, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const curves = priorPosterior(fitBayes(readStudies(csv), { draws: 1000 }));
 * curves.map(({ quantity }) => quantity).join(); // "sensitivity,specificity,sdSensitivity,sdSpecificity,correlation"
 * ```
 */
export function priorPosterior(fit: BayesFit, options: { readonly points?: number } = {}): PriorPosteriorCurve[] {
  checkBayesFit(fit);
  const points = checkCount("points", checkObject("options", options, "{ points }").points ?? 161, 2, MOST_POINTS);
  const { draws, prior } = fit;
  return Object.entries(sourcesOf(fit)).map(([name, { of, limits, prior: density }]) => {
    const quantity = name as PriorPosteriorQuantity;
    const values = draws.map(of);
    const [from, end] = limits;
    const to = Number.isFinite(end) ? end : endOfSd(values, draws, prior.intervals[quantity].upper);
    const bins = kernelDensity(values, draws, from, to);
    const width = (to - from) / BINS;
    const middle = (i: number): number => from + (i + 0.5) * width;
    // as many bins as points, from the middle of the first to that of the last
    const rows = Array.from({ length: points }, (_, i) => {
      const at = ((BINS - 1) * i) / (points - 1);
      const [low, share] = [Math.min(BINS - 2, Math.floor(at)), at - Math.min(BINS - 2, Math.floor(at))];
      const value = middle(low) + share * width;
      return { value, prior: density(value), posterior: bins[low]! + share * (bins[low + 1]! - bins[low]!) };
    });
    const priorWithin = Math.min(
      1,
      Array.from({ length: BINS }, (_, i) => density(middle(i)) * width).reduce((sum, mass) => sum + mass, 0),
    );
    return { quantity, rows, priorWithin };
  });
}
