import { DtaError } from "../../base/errors.js";
import { logGamma } from "../distributions/gamma.js";
import { exp, log } from "../elementary.js";
import { choleskyInPlace, choleskyLogDeterminant } from "../linear/cholesky.js";
import type { Random } from "../random/random.js";

/** One multivariate t density of a mixture. */
export interface StudentComponent {
  readonly weight: number;
  readonly mean: Float64Array;
  /** Lower Cholesky factor of the scale matrix, d × d, row by row. */
  readonly factor: Float64Array;
}

/** A mixture of multivariate t densities in d dimensions with common degrees of freedom. */
export interface StudentMixture {
  readonly dimension: number;
  readonly df: number;
  readonly components: readonly StudentComponent[];
}

/**
 * The lower factor of a covariance; with a ridge where rounding or too few draws left it indefinite. Throws `DtaError`
 * (`beyond-numbers`) on a covariance that is not finite: points that far apart have none.
 */
export function definiteFactor(covariance: Float64Array, d: number): Float64Array {
  if (!covariance.every(Number.isFinite)) {
    throw new DtaError(
      "beyond-numbers",
      "the draws lie so far apart that they have no finite covariance: the prior leaves the posterior almost without bounds.",
      { where: "prior", wanted: "a prior that bounds the mean logits or the standard deviations" },
    );
  }
  let size = 0;
  for (let i = 0; i < d; i++) size = Math.max(size, Math.abs(covariance[i * d + i]!));
  for (let ridge = 0; ; ridge = ridge === 0 ? 1e-10 * Math.max(size, 1e-8) : 10 * ridge) {
    const factor = Float64Array.from(covariance);
    for (let i = 0; i < d; i++) factor[i * d + i]! += ridge;
    if (choleskyInPlace(factor, d)) return factor;
  }
}

/** Squared distance of x from a component's mean in its own scale; `scratch` has length d. */
function distance(
  { mean, factor }: StudentComponent,
  d: number,
  x: Float64Array,
  at: number,
  scratch: Float64Array,
): number {
  let sum = 0;
  for (let i = 0; i < d; i++) {
    let rest = x[at + i]! - mean[i]!;
    for (let j = 0; j < i; j++) rest -= factor[i * d + j]! * scratch[j]!;
    const z = rest / factor[i * d + i]!;
    scratch[i] = z;
    sum += z * z;
  }
  return sum;
}

/** ln of each component's weight times its normalising constant. */
function logConstants({ dimension: d, df, components }: StudentMixture): number[] {
  const constant = logGamma((df + d) / 2) - logGamma(df / 2) - 0.5 * d * log(df * Math.PI);
  return components.map(({ weight, factor }) => log(weight) + constant - 0.5 * choleskyLogDeterminant(factor, d));
}

/**
 * Writes ln of each component's share of the density at every point (n × components) and returns ln of the density itself.
 *
 * @param points n × d, row by row
 * @param shares where the components' parts of the density go, of sum 1 at each point; `null` where they are not wanted
 * @param scales where (df + d)/(df + distance²) of each component go, likewise
 */
export function mixtureLogDensity(
  mixture: StudentMixture,
  points: Float64Array,
  shares: Float64Array | null = null,
  scales: Float64Array | null = null,
): Float64Array {
  const { dimension: d, df, components } = mixture;
  const constants = logConstants(mixture);
  const count = components.length;
  const n = points.length / d;
  const result = new Float64Array(n);
  const scratch = new Float64Array(d);
  const logs = new Float64Array(count);
  for (let i = 0; i < n; i++) {
    let top = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < count; c++) {
      const squared = distance(components[c]!, d, points, i * d, scratch);
      const value = constants[c]! - 0.5 * (df + d) * log(1 + squared / df);
      logs[c] = value;
      if (value > top) top = value;
      if (scales !== null) scales[i * count + c] = (df + d) / (df + squared);
    }
    let sum = 0;
    for (let c = 0; c < count; c++) sum += exp(logs[c]! - top);
    result[i] = top + log(sum);
    if (shares !== null) for (let c = 0; c < count; c++) shares[i * count + c] = exp(logs[c]! - result[i]!);
  }
  return result;
}

/** Draws n points from the mixture, n × d; components are taken in turn by systematic sampling of their weights. */
export function drawFromMixture(
  { dimension: d, df, components }: StudentMixture,
  n: number,
  random: Random,
): Float64Array {
  const points = new Float64Array(n * d);
  const z = new Float64Array(d);
  const shift = random.uniform();
  let component = 0;
  let cumulative = components[0]!.weight;
  for (let i = 0; i < n; i++) {
    const target = (i + shift) / n;
    while (cumulative < target && component < components.length - 1) cumulative += components[++component]!.weight;
    const { mean, factor } = components[component]!;
    let chiSquared = 0;
    for (let j = 0; j < df; j++) {
      const normal = random.normal();
      chiSquared += normal * normal;
    }
    const stretch = Math.sqrt(df / chiSquared);
    for (let j = 0; j < d; j++) z[j] = random.normal() * stretch;
    for (let j = 0; j < d; j++) {
      let sum = mean[j]!;
      for (let l = 0; l <= j; l++) sum += factor[j * d + l]! * z[l]!;
      points[i * d + j] = sum;
    }
  }
  return points;
}

/** Mean and covariance (d × d) of weighted points; weights of sum 1. */
export function weightedMoments(
  points: Float64Array,
  weights: Float64Array,
  d: number,
): { readonly mean: Float64Array; readonly covariance: Float64Array } {
  const mean = new Float64Array(d);
  const covariance = new Float64Array(d * d);
  for (let i = 0; i < weights.length; i++) {
    for (let j = 0; j < d; j++) mean[j]! += weights[i]! * points[i * d + j]!;
  }
  for (let i = 0; i < weights.length; i++) {
    for (let j = 0; j < d; j++) {
      const left = weights[i]! * (points[i * d + j]! - mean[j]!);
      for (let l = 0; l <= j; l++) covariance[j * d + l]! += left * (points[i * d + l]! - mean[l]!);
    }
  }
  for (let j = 0; j < d; j++) for (let l = 0; l < j; l++) covariance[l * d + j] = covariance[j * d + l]!;
  return { mean, covariance };
}

/**
 * One step of mixture population Monte Carlo (Cappé, Douc, Guillin, Marin & Robert 2008, Stat Comput 18:447,
 * doi:10.1007/s11222-008-9059-x): the mixture that, by an EM step, comes closer in Kullback–Leibler divergence to the density that the
 * weighted points stand for. A component that has lost its points starts again from all of them.
 */
export function adaptMixture(mixture: StudentMixture, points: Float64Array, weights: Float64Array): StudentMixture {
  const { dimension: d, components } = mixture;
  const count = components.length;
  const n = weights.length;
  const shares = new Float64Array(n * count);
  const scales = new Float64Array(n * count);
  mixtureLogDensity(mixture, points, shares, scales);
  const all = weightedMoments(points, weights, d);
  const part = new Float64Array(n);
  const adapted = components.map((component, c): StudentComponent => {
    let weight = 0;
    let scaled = 0;
    for (let i = 0; i < n; i++) {
      const share = weights[i]! * shares[i * count + c]!;
      weight += share;
      part[i] = share * scales[i * count + c]!;
      scaled += part[i]!;
    }
    if (!(weight > 0.02)) return { weight: 0.05, mean: all.mean, factor: definiteFactor(all.covariance, d) };
    const mean = new Float64Array(d);
    for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) mean[j]! += (part[i]! / scaled) * points[i * d + j]!;
    const scale = new Float64Array(d * d);
    for (let i = 0; i < n; i++) {
      const factor = part[i]! / weight;
      if (factor === 0) continue;
      for (let j = 0; j < d; j++) {
        const left = factor * (points[i * d + j]! - mean[j]!);
        for (let l = 0; l <= j; l++) scale[j * d + l]! += left * (points[i * d + l]! - mean[l]!);
      }
    }
    // points so far out that their share of the scale is lost to rounding leave the component where it was
    if (!mean.every(Number.isFinite) || !scale.every(Number.isFinite)) return component;
    return { weight, mean, factor: definiteFactor(scale, d) };
  });
  const total = adapted.reduce((sum, { weight }) => sum + weight, 0);
  return { ...mixture, components: adapted.map((component) => ({ ...component, weight: component.weight / total })) };
}
