import { log } from "../../numeric/elementary.js";
import type { GroupCells } from "./group-cells.js";
import { type LatentDistribution, latentDistributions } from "./latent-distribution.js";
import type { ThresholdData } from "./threshold-data.js";
import { parameterPlaces } from "./threshold-model.js";

interface GroupStart {
  readonly location: number;
  readonly logScale: number;
  /** Each study's location, the scale taken as common; `null` for an empty group. */
  readonly locations: readonly (number | null)[];
}

/**
 * A crude location and scale of one group: the line through F⁻¹ of the proportions below each cut-off, weighted by the information
 * of a proportion, its slope that within studies where studies have several cut-offs.
 */
function crudeGroup(groups: readonly GroupCells[], distribution: LatentDistribution): GroupStart {
  const { quantile } = latentDistributions[distribution];
  let xx = 0;
  let xy = 0;
  const lines = groups.map((group) => {
    let below = 0;
    let weight = 0;
    let sumX = 0;
    let sumY = 0;
    const points = Array.from(group.cutoffs, (x, j) => {
      below += group.counts[j]!;
      const p = (below + 0.5) / (group.total + 1);
      const w = group.total * p * (1 - p);
      const y = quantile(p);
      weight += w;
      sumX += w * x;
      sumY += w * y;
      return { x, y, w };
    });
    if (!(weight > 0)) return null;
    const x = sumX / weight;
    const y = sumY / weight;
    for (const point of points) {
      xx += point.w * (point.x - x) * (point.x - x);
      xy += point.w * (point.x - x) * (point.y - y);
    }
    return { x, y };
  });
  const scale = xy > 0 && xx > 0 ? Math.min(3, Math.max(0.02, xx / xy)) : 0.5;
  const locations = lines.map((line) => (line === null ? null : line.x - scale * line.y));
  const known = locations.filter((value) => value !== null);
  const location = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
  return { location, logScale: log(scale), locations };
}

/** Full parameter vectors from which to climb; those with random scales come from the optimum of the model without. */
export function crudeStarts(
  data: ThresholdData,
  q: number,
  distribution: LatentDistribution,
  correlated: boolean,
): Float64Array[] {
  const places = parameterPlaces(q);
  const none = crudeGroup(
    data.studies.map((study) => study.nonDiseased),
    distribution,
  );
  const some = crudeGroup(
    data.studies.map((study) => study.diseased),
    distribution,
  );
  let count = 0;
  let var0 = 0;
  let var1 = 0;
  let covariance = 0;
  none.locations.forEach((value, i) => {
    const other = some.locations[i]!;
    if (value === null || other === null) return;
    count++;
    var0 += (value - none.location) * (value - none.location);
    var1 += (other - some.location) * (other - some.location);
    covariance += (value - none.location) * (other - some.location);
  });
  const sd = (sum: number): number => Math.min(2, Math.max(0.1, Math.sqrt(sum / Math.max(1, count))));
  const sd0 = sd(var0);
  const sd1 = sd(var1);
  const r = Math.max(-0.8, Math.min(0.8, covariance / Math.max(1, count) / (sd0 * sd1)));
  return [
    [1, 1, r],
    [0.5, 0.7, 0],
    [1.5, 0.5, 0.5],
  ].map(([sds, scales, rho]) => {
    const full = new Float64Array(places.size);
    const correlation = correlated ? rho! : 0;
    full[0] = none.location;
    full[q] = some.location;
    full[places.s0] = none.logScale + log(scales!);
    full[places.s1] = some.logScale + log(scales!);
    full[places.a] = sds! * sd0;
    full[places.b] = correlation * sds! * sd1;
    full[places.c] = Math.sqrt(1 - correlation * correlation) * sds! * sd1;
    return full;
  });
}

/** A start of the random scales from an optimum of the common ones. */
export function withRandomScales(full: Float64Array, q: number, deviation: number): Float64Array {
  const places = parameterPlaces(q);
  const start = offEdges(full, q);
  start[places.t0] = deviation;
  start[places.t1] = deviation;
  return start;
}

/** The same with the locations' covariance off its edges, which another model need not share, and random scales likewise. */
export function offEdges(full: Float64Array, q: number): Float64Array {
  const places = parameterPlaces(q);
  const start = Float64Array.from(full);
  for (const t of [places.t0, places.t1]) if (start[t] !== 0) start[t] = Math.max(0.1, Math.abs(start[t]!));
  const sd1 = Math.max(0.05, Math.sqrt(full[places.b]! * full[places.b]! + full[places.c]! * full[places.c]!));
  start[places.a] = Math.max(0.05, Math.abs(full[places.a]!));
  if (full[places.a]! < 0) start[places.b] = -full[places.b]!;
  start[places.c] = Math.max(0.3 * sd1, Math.abs(full[places.c]!));
  return start;
}

/** Width of a distribution's middle, in which those of one population agree: its quartiles' distance. */
function middleWidth(distribution: LatentDistribution): number {
  const { quantile } = latentDistributions[distribution];
  return quantile(0.75) - quantile(0.25);
}

/** A start for another distribution from an optimum: same locations, scales with the same middle. */
export function otherDistribution(
  full: Float64Array,
  q: number,
  from: LatentDistribution,
  to: LatentDistribution,
): Float64Array {
  const places = parameterPlaces(q);
  const start = Float64Array.from(full);
  const change = log(middleWidth(from) / middleWidth(to));
  start[places.s0]! += change;
  start[places.s1]! += change;
  return start;
}
