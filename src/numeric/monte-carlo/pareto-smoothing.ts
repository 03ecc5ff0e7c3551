import { exp, log, log1p, power } from "../elementary.js";

/** Smoothed importance weights, and how heavy their tail is. */
export interface SmoothedWeights {
  /** Of sum 1. */
  readonly weights: Float64Array;
  /** Shape k of the generalised Pareto distribution of the largest weights; `null` where there are too few draws to fit one. */
  readonly paretoK: number | null;
  /** ln of the mean of the weights as smoothed: the normalising constant. */
  readonly logMean: number;
}

/** Shape and scale of a generalised Pareto distribution. */
interface GeneralizedPareto {
  readonly shape: number;
  readonly scale: number;
}

/**
 * Fits a generalised Pareto distribution to exceedances sorted upwards (Zhang & Stephens 2009, Technometrics 51:316,
 * doi:10.1198/tech.2009.08017), the shape drawn to ½ by ten observations' worth (Vehtari et al. 2024, section 6).
 */
export function fitGeneralizedPareto(sorted: Float64Array): GeneralizedPareto {
  const n = sorted.length;
  const grid = 30 + Math.floor(Math.sqrt(n));
  const quartile = sorted[Math.max(0, Math.floor(n / 4 + 0.5) - 1)]!;
  const largest = sorted[n - 1]!;
  const shapeAt = (theta: number): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += log1p(-theta * sorted[i]!);
    return sum / n;
  };
  const thetas = Array.from(
    { length: grid },
    (_, j) => 1 / largest + (1 - Math.sqrt(grid / (j + 0.5))) / (3 * quartile),
  );
  const profiles = thetas.map((theta) => {
    const shape = shapeAt(theta);
    return n * (log(-theta / shape) - shape - 1);
  });
  const top = Math.max(...profiles);
  let mass = 0;
  let mean = 0;
  profiles.forEach((profile, j) => {
    const weight = exp(profile - top);
    mass += weight;
    mean += weight * thetas[j]!;
  });
  const theta = mean / mass;
  const raw = shapeAt(theta);
  return { shape: (n * raw + 10 * 0.5) / (n + 10), scale: -raw / theta };
}

/** The quantile of a generalised Pareto distribution at p. */
function paretoQuantile({ shape, scale }: GeneralizedPareto, p: number): number {
  if (Math.abs(shape) < 1e-12) return -scale * log1p(-p);
  return (scale * (power(1 - p, -shape) - 1)) / shape;
}

/**
 * Pareto-smoothed importance weights (Vehtari, Simpson, Gelman, Yao & Gabry 2024, J Mach Learn Res 25(72)): the largest
 * min(n/5, 3√n) weights are replaced by the expected order statistics of the generalised Pareto distribution fitted to them, at most
 * the largest raw weight. k above 0.7 says that averages are not to be trusted.
 */
export function smoothWeights(logWeights: Float64Array): SmoothedWeights {
  const n = logWeights.length;
  let top = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < n; i++) if (logWeights[i]! > top) top = logWeights[i]!;
  const weights = Float64Array.from(logWeights, (value) => exp(value - top));
  const tail = Math.min(Math.floor(n / 5), Math.ceil(3 * Math.sqrt(n)));
  let paretoK: number | null = null;
  if (tail >= 5) {
    const order = Array.from(weights.keys()).sort((i, j) => weights[i]! - weights[j]! || i - j);
    const cut = weights[order[n - tail - 1]!]!;
    const largest = order.slice(n - tail);
    const excess = Float64Array.from(largest, (i) => weights[i]! - cut);
    if (excess[0]! > 0 || excess[tail - 1]! > 1e-300) {
      const first = excess.findIndex((value) => value > 0);
      const fitted = fitGeneralizedPareto(excess.subarray(first));
      paretoK = Number.isFinite(fitted.shape) ? fitted.shape : null;
      if (paretoK !== null) {
        largest.forEach((i, rank) => {
          weights[i] = Math.min(1, cut + paretoQuantile(fitted, (rank + 0.5) / tail));
        });
      }
    }
  }
  let sum = 0;
  for (let i = 0; i < n; i++) sum += weights[i]!;
  for (let i = 0; i < n; i++) weights[i]! /= sum;
  return { weights, paretoK, logMean: top + log(sum / n) };
}
