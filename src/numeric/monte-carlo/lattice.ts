import { cos, exp, log, sin } from "../elementary.js";

/** Where a lattice lies and how far it reaches. */
export interface LatticeOptions {
  readonly mean: Float64Array;
  /** Lower Cholesky factor of the covariance, d × d: the lattice is cubic in its coordinates, turned out of line with every axis. */
  readonly factor: Float64Array;
  /** Distance of neighbours, in standard deviations. */
  readonly step: number;
  /** Neighbours of points that are less than this below the top, in ln of the density, are visited. */
  readonly cut: number;
  readonly onPoints?: (done: number) => void;
}

/** The points of two interleaved lattices, each point of one in the middle of a cell of the other. */
export interface LatticeSample {
  /** n × d, row by row; those of the first half come first. */
  readonly points: Float64Array;
  readonly logDensity: Float64Array;
  /** Points of the first half. */
  readonly first: number;
  /** ln of the volume that a point stands for, both halves together. */
  readonly logVolume: number;
  /** Share of the mass on points whose neighbours were not all visited. */
  readonly edgeMass: number;
}

/** Coordinates from −127 to 127 in one number, exact up to seven dimensions. */
const BASE = 256;
const FARTHEST = 127;
/** Any angle far from simple fractions of a turn. */
const ANGLE = 0.6180339887498949;

/** The factor times rotations in every plane, so that no parameter is constant along a face of the lattice. */
function turned(factor: Float64Array, d: number): Float64Array {
  const matrix = Float64Array.from({ length: d * d }, (_, i) => (i % d <= Math.floor(i / d) ? factor[i]! : 0));
  const [c, s] = [cos(ANGLE), sin(ANGLE)];
  for (let p = 0; p < d - 1; p++) {
    for (let q = p + 1; q < d; q++) {
      for (let i = 0; i < d; i++) {
        const left = matrix[i * d + p]!;
        const right = matrix[i * d + q]!;
        matrix[i * d + p] = c * left + s * right;
        matrix[i * d + q] = c * right - s * left;
      }
    }
  }
  return matrix;
}

/**
 * Visits the points of a lattice on which a density lies, from its middle outwards, and those of the lattice between them. For a
 * smooth density the sum over either half is the integral but for an error of the order of exp(−2π²/step²) of a normal one
 * (Trefethen & Weideman 2014, SIAM Rev 56:385, doi:10.1137/130932132); where an error remains, the two halves have it with opposite
 * signs along every axis, so that their difference shows it.
 *
 * @param logDensity ln of the density at point x, the `at`-th visited
 */
export function visitLattice(
  logDensity: (x: Float64Array, at: number) => number,
  { mean, factor, step, cut, onPoints }: LatticeOptions,
): LatticeSample {
  const d = mean.length;
  const matrix = turned(factor, d);
  const points: number[] = [];
  const values: number[] = [];
  const x = new Float64Array(d);
  let top = Number.NEGATIVE_INFINITY;
  let edge = 0;
  let first = 0;
  const coordinates = new Int32Array(d);
  const flood = (offset: number): void => {
    const seen = new Map<number, number>();
    const queue: number[] = [];
    const visit = (key: number): void => {
      if (seen.has(key)) return;
      let rest = key;
      for (let j = 0; j < d; j++) {
        coordinates[j] = (rest % BASE) - FARTHEST;
        rest = Math.floor(rest / BASE);
      }
      for (let i = 0; i < d; i++) {
        let sum = mean[i]!;
        for (let j = 0; j < d; j++) sum += matrix[i * d + j]! * step * (coordinates[j]! + offset);
        x[i] = sum;
      }
      const at = values.length;
      const value = logDensity(x, at);
      for (let i = 0; i < d; i++) points.push(x[i]!);
      values.push(value);
      seen.set(key, at);
      if (value > top) top = value;
      if (value > top - cut) queue.push(key);
      if (values.length % 500 === 0) onPoints?.(values.length);
    };
    let middle = 0;
    for (let j = 0, place = 1; j < d; j++, place *= BASE) middle += FARTHEST * place;
    queue.push(middle);
    visit(middle);
    for (let next = 0; next < queue.length; next++) {
      const key = queue[next]!;
      const value = values[seen.get(key)!]!;
      if (value <= top - cut) {
        edge += exp(value - top);
        continue;
      }
      for (let j = 0, place = 1; j < d; j++, place *= BASE) {
        const coordinate = (Math.floor(key / place) % BASE) - FARTHEST;
        if (coordinate < FARTHEST) visit(key + place);
        if (coordinate > -FARTHEST) visit(key - place);
      }
    }
  };
  flood(0);
  first = values.length;
  flood(0.5);
  let mass = 0;
  for (const value of values) {
    const share = exp(value - top);
    mass += share;
    if (value <= top - cut) edge += share;
  }
  let logVolume = d * log(step) - Math.LN2;
  for (let i = 0; i < d; i++) logVolume += log(factor[i * d + i]!);
  return {
    points: Float64Array.from(points),
    logDensity: Float64Array.from(values),
    first,
    logVolume,
    edgeMass: edge / mass,
  };
}
