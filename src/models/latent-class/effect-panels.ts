import { logit } from "../../numeric/distributions/logistic.js";
import { gaussLegendre } from "../../numeric/quadrature/gauss-legendre.js";
import type { LatentPoint, Mode } from "./study-mode.js";

/** Width of a panel in standard deviations of the effects about the mode. */
const WIDTH = 3;

/** A straight line across the plane of z₁ and z₂: n₁x₁ + n₂x₂ = offset in whitened coordinates, (n₁, n₂) of length 1. */
interface Line {
  readonly n1: number;
  readonly n2: number;
  readonly offset: number;
}

/** One point of a panel: its place and its weight. */
type Visit = (z1: number, z2: number, weight: number) => void;

/**
 * The plane of the two effects of accuracy, z₁ and z₂, in panels about a mode, in each of which the integrand is smooth.
 *
 * With dependence the integrand has a kink where the index test's rate crosses the reference's, along a line for the diseased and one
 * for the others, since the largest covariance is min(a, b) − ab. A rule that knows nothing of them errs by the square of its step, and
 * its score by the step. So the inner coordinate goes across both lines and its panels are split there; the outer one goes along
 * them, split where they cross.
 */
export interface EffectPanels {
  /** Visits the points of the panel that many panels from the mode in either direction. */
  readonly visit: (outer: number, inner: number, visit: Visit) => void;
  /** The panel, outer and inner, that a point lies in. */
  readonly panelOf: (z1: number, z2: number) => readonly [outer: number, inner: number];
}

function kinks(point: LatentPoint, mode: Mode, t: readonly [number, number, number]): Line[] {
  const { reference } = point;
  const lineOf = (share: number, rate: number, mean: number, by1: number, by2: number): Line[] => {
    const size1 = by1 * t[0] + by2 * t[1];
    const size2 = by2 * t[2];
    const length = Math.sqrt(size1 * size1 + size2 * size2);
    if (share === 0 || !(rate > 0 && rate < 1) || !(length > 1e-9)) return [];
    const rest = logit(rate) - mean - by1 * mode.z[1]! - by2 * mode.z[2]!;
    return [{ n1: size1 / length, n2: size2 / length, offset: rest / length }];
  };
  return [
    ...lineOf(reference.dependenceDiseased, reference.sensitivity, point.mu1, point.a, 0),
    ...lineOf(reference.dependenceNonDiseased, reference.specificity, point.mu2, point.b, point.c),
  ];
}

/** The panels about a mode, with so many points along each side of a panel. */
export function effectPanels(point: LatentPoint, mode: Mode, points: number): EffectPanels {
  // covariance of (z₁, z₂) about the mode is the lower right corner of the inverse of L Lᵀ: K Kᵀ with K = the corner of L, inverted and transposed
  const k11 = 1 / mode.factor[2]!;
  const k22 = 1 / mode.factor[5]!;
  const k12 = -mode.factor[4]! * k11 * k22;
  // to a lower triangle: z₁ = t11 x₁, z₂ = t21 x₁ + t22 x₂
  const t11 = Math.sqrt(k11 * k11 + k12 * k12);
  const t21 = (k12 * k22) / t11;
  const t22 = (k11 * k22) / t11;
  const lines = kinks(point, mode, [t11, t21, t22]);
  const [first, second = first] = lines;
  // across: between the normals of both lines, no more than 45° from either
  let v1 = 0;
  let v2 = 1;
  if (first !== undefined && second !== undefined) {
    const sign = first.n1 * second.n1 + first.n2 * second.n2 < 0 ? -1 : 1;
    v1 = first.n1 + sign * second.n1;
    v2 = first.n2 + sign * second.n2;
    const length = Math.sqrt(v1 * v1 + v2 * v2);
    v1 /= length;
    v2 /= length;
  }
  const w1 = v2;
  const w2 = -v1;
  /** Each line as v = start + slope·w. */
  const across = lines.map(({ n1, n2, offset }) => {
    const byV = n1 * v1 + n2 * v2;
    return { start: offset / byV, slope: -(n1 * w1 + n2 * w2) / byV };
  });
  const [one, two] = across;
  const crossing =
    one === undefined || two === undefined || one.slope === two.slope
      ? []
      : [(two.start - one.start) / (one.slope - two.slope)];
  const { nodes, weights } = gaussLegendre(points);
  const piecewise = (panel: number, breaks: readonly number[], visit: (x: number, weight: number) => void): void => {
    const low = (panel - 0.5) * WIDTH;
    const high = low + WIDTH;
    const inside = breaks.filter((x) => x > low && x < high).sort((x, y) => x - y);
    let from = low;
    for (const to of [...inside, high]) {
      const half = (to - from) / 2;
      for (let i = 0; i < points; i++) visit(from + half * (1 + nodes[i]!), half * weights[i]!);
      from = to;
    }
  };
  const area = t11 * t22;
  const zAt1 = mode.z[1]!;
  const zAt2 = mode.z[2]!;
  return {
    visit: (outer, inner, visit) => {
      piecewise(outer, crossing, (w, weight) => {
        const breaks = across.map(({ start, slope }) => start + slope * w);
        piecewise(inner, breaks, (v, innerWeight) => {
          const x1 = w * w1 + v * v1;
          const x2 = w * w2 + v * v2;
          visit(zAt1 + t11 * x1, zAt2 + t21 * x1 + t22 * x2, area * weight * innerWeight);
        });
      });
    },
    panelOf: (z1, z2) => {
      const x1 = (z1 - zAt1) / t11;
      const x2 = (z2 - zAt2 - t21 * x1) / t22;
      return [Math.round((x1 * w1 + x2 * w2) / WIDTH), Math.round((x1 * v1 + x2 * v2) / WIDTH)];
    },
  };
}
