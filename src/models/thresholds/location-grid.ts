import { exp, log } from "../../numeric/elementary.js";
import { gaussHermite } from "../../numeric/quadrature/gauss-hermite.js";
import type { GroupCells } from "./group-cells.js";
import { type LocationMode, locationMode } from "./location-mode.js";
import { AT, type ScaleIntegral } from "./scale-integral.js";
import { PLACE } from "./study-parameters.js";

/**
 * Nodes in the plane of a study's two locations. Node j of the non-diseased has z₁ and a log weight; node k of the diseased goes
 * with the nodes `from[k]` to `to[k]` (excluded) of the non-diseased, has a log weight, and z₂ of its own where `ownZ2`: else z₂
 * follows from its location and z₁.
 */
export interface LocationGrid {
  n0: number;
  n1: number;
  /** ln g₀ and its derivatives at each node (see AT), one after the other; likewise of the diseased. */
  readonly at0: Float64Array;
  readonly at1: Float64Array;
  readonly z1: Float64Array;
  readonly weight0: Float64Array;
  /** Location less its mean, of the nodes of the diseased. */
  readonly u1: Float64Array;
  readonly z2: Float64Array;
  readonly weight1: Float64Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  ownZ2: boolean;
}

const MOST_NODES = 4000;
const LOG_SQRT_TWO_PI = 0.9189385332046727;
/** Posterior correlation from which on a grid along both locations would need too many nodes. */
const NEARLY_ONE = 0.97;
/** Distance of nodes, in those of other studies, where a location is known from one cut-off. */
const SKEWED = 0.6;
/** Nodes across the ridge of such a posterior, to which the data add little beside the prior. */
const ACROSS = 7;

/** An empty grid, to be filled study by study. */
export function emptyGrid(): LocationGrid {
  const numbers = (): Float64Array => new Float64Array(MOST_NODES);
  return {
    n0: 0,
    n1: 0,
    at0: new Float64Array(MOST_NODES * AT.size),
    at1: new Float64Array(MOST_NODES * AT.size),
    z1: numbers(),
    weight0: numbers(),
    u1: numbers(),
    z2: numbers(),
    weight1: numbers(),
    from: new Int32Array(MOST_NODES),
    to: new Int32Array(MOST_NODES),
    ownZ2: false,
  };
}

/** Calls `visit` at 0, 1, 2, … and −1, −2, … as long as what it returns stays within `drop` of the highest so far. */
function march(visit: (step: number) => number, drop: number, most: number): void {
  let highest = visit(0);
  for (const direction of [1, -1]) {
    for (let step = 1; step < most; step++) {
      const value = visit(direction * step);
      if (value > highest) highest = value;
      else if (highest - value > drop) break;
    }
  }
}

/**
 * Places nodes for the integral over both locations of a study and computes what its groups know there.
 *
 * The trapezoidal rule on equal steps, which for smooth integrands that fall off on both sides converges faster than any power
 * (Trefethen & Weideman 2014, SIAM Review 56:385, doi:10.1137/130932132), around the posterior mode: a group is integrated once a
 * node and the nodes of the two groups are then combined. A grid along both locations resolves a ridge only with steps of
 * √(2 − 2|r|) standard deviations; where the posterior correlation r is nearly or exactly ±1 the nodes follow the ridge instead.
 *
 * @param step distance of nodes in posterior standard deviations
 */
export function placeLocations(
  integral: ScaleIntegral,
  cells0: GroupCells,
  cells1: GroupCells,
  theta: Float64Array,
  step: number,
  drop: number,
  grid: LocationGrid,
): void {
  integral.restart();
  const mode = locationMode(integral, cells0, cells1, theta, grid.at0);
  const a = theta[PLACE.a]!;
  const b = theta[PLACE.b]!;
  const c = theta[PLACE.c]!;
  const { h11, h12, h22 } = mode;
  const determinant = h11 * h22 - h12 * h12;
  const var0 = (a * a * h22) / determinant;
  const var1 = (b * b * h22 - 2 * b * c * h12 + c * c * h11) / determinant;
  const covariance = (a * b * h22 - a * c * h12) / determinant;
  const spread = Math.sqrt(var0 * var1);
  const correlation = spread > 0 ? Math.abs(covariance) / spread : 1;
  grid.n0 = 0;
  grid.n1 = 0;
  // one cut-off and a random scale: location and scale share a bent ridge, and what is known of the location is skewed
  const skewed = cells0.cutoffs.length === 1 && (theta[PLACE.t0] !== 0 || theta[PLACE.t1] !== 0);
  const fine = skewed ? SKEWED * step : step;
  if (c !== 0 && a !== 0 && correlation < NEARLY_ONE) {
    const finer = fine * Math.min(1, Math.sqrt(2 - 2 * correlation));
    alongBoth(integral, cells0, cells1, theta, mode, finer * Math.sqrt(var0), finer * Math.sqrt(var1), drop, grid);
  } else {
    alongRidge(integral, cells0, cells1, theta, mode, fine, drop, grid);
  }
}

function alongBoth(
  integral: ScaleIntegral,
  cells0: GroupCells,
  cells1: GroupCells,
  theta: Float64Array,
  mode: LocationMode,
  step0: number,
  step1: number,
  drop: number,
  grid: LocationGrid,
): void {
  const a = theta[PLACE.a]!;
  const b = theta[PLACE.b]!;
  const c = theta[PLACE.c]!;
  // Ψ⁻¹ = L⁻ᵀL⁻¹, and what each location is told by the prior and the other group together: of precision `cavity`
  const prior11 = 1 / (c * c);
  const prior01 = -b / (a * c * c);
  const prior00 = 1 / (a * a) + (b * b) / (a * a * c * c);
  const cavity0 = prior00 - (prior01 * prior01) / (prior11 + mode.precision1);
  const cavity1 = prior11 - (prior01 * prior01) / (prior00 + mode.precision0);
  const centre0 = a * mode.z1;
  const centre1 = b * mode.z1 + c * mode.z2;
  const most = MOST_NODES / 4;
  integral.restart();
  const logStep0 = log(step0 / Math.abs(a)) - LOG_SQRT_TWO_PI;
  march(
    (k) => {
      const j = grid.n0++;
      const delta = k * step0;
      const offset = j * AT.size;
      integral.at(cells0, theta[PLACE.m0]! + centre0 + delta, theta[PLACE.s0]!, theta[PLACE.t0]!, grid.at0, offset);
      grid.z1[j] = (centre0 + delta) / a;
      grid.weight0[j] = logStep0;
      return grid.at0[offset + AT.value]! - mode.slope0 * delta - (cavity0 * delta * delta) / 2;
    },
    drop,
    most,
  );
  integral.restart();
  const logStep1 = log(step1 / Math.abs(c)) - LOG_SQRT_TWO_PI;
  march(
    (k) => {
      const node = grid.n1++;
      const delta = k * step1;
      const offset = node * AT.size;
      integral.at(cells1, theta[PLACE.m1]! + centre1 + delta, theta[PLACE.s1]!, theta[PLACE.t1]!, grid.at1, offset);
      grid.u1[node] = centre1 + delta;
      grid.weight1[node] = logStep1;
      grid.from[node] = 0;
      grid.to[node] = grid.n0;
      return grid.at1[offset + AT.value]! - mode.slope1 * delta - (cavity1 * delta * delta) / 2;
    },
    drop,
    most,
  );
  grid.ownZ2 = false;
}

function alongRidge(
  integral: ScaleIntegral,
  cells0: GroupCells,
  cells1: GroupCells,
  theta: Float64Array,
  mode: LocationMode,
  step: number,
  drop: number,
  grid: LocationGrid,
): void {
  const a = theta[PLACE.a]!;
  const b = theta[PLACE.b]!;
  const c = theta[PLACE.c]!;
  const { h11, h12, h22 } = mode;
  // along z₁, unless the locations do not depend on it; then along z₂
  const first = a !== 0 || b !== 0;
  const across = first && c !== 0;
  const centre = first ? mode.z1 : mode.z2;
  const sd = first ? Math.sqrt(h22 / (h11 * h22 - h12 * h12)) : 1 / Math.sqrt(h22);
  const rule = across ? gaussHermite(ACROSS) : null;
  const width = 1 / Math.sqrt(h22);
  const logStep = log(step * sd) - LOG_SQRT_TWO_PI;
  const m1 = theta[PLACE.m1]!;
  integral.restart();
  integral.at(cells1, m1 + b * mode.z1 + c * mode.z2, theta[PLACE.s1]!, theta[PLACE.t1]!, grid.at1, 0);
  const reference = grid.at1[AT.value]!;
  integral.restart();
  const visit = (k: number): number => {
    const w = centre + k * step * sd;
    const z1 = first ? w : 0;
    const j = grid.n0++;
    integral.at(cells0, theta[PLACE.m0]! + a * z1, theta[PLACE.s0]!, theta[PLACE.t0]!, grid.at0, j * AT.size);
    grid.z1[j] = z1;
    grid.weight0[j] = logStep;
    let inner = 0;
    const middle = mode.z2 - (h12 / h22) * (w - centre);
    for (let l = 0; l < (rule === null ? 1 : ACROSS); l++) {
      const z2 = rule === null ? (first ? 0 : w) : middle + width * rule.nodes[l]!;
      const node = grid.n1++;
      const offset = node * AT.size;
      const u1 = b * z1 + c * z2;
      integral.at(cells1, m1 + u1, theta[PLACE.s1]!, theta[PLACE.t1]!, grid.at1, offset);
      grid.u1[node] = u1;
      grid.z2[node] = z2;
      grid.weight1[node] = rule === null ? 0 : rule.logScaledWeights[l]! + log(width);
      grid.from[node] = j;
      grid.to[node] = j + 1;
      inner += exp(grid.at1[offset + AT.value]! + grid.weight1[node]! - (z2 * z2) / 2 - reference);
    }
    return grid.at0[j * AT.size + AT.value]! + log(inner) + grid.weight0[j]! - (z1 * z1) / 2;
  };
  grid.ownZ2 = true;
  if (!first && c === 0) {
    // the locations are not random: one node, which stands for all of φ
    visit(0);
    grid.weight0[0] = 0;
  } else {
    march(visit, drop, MOST_NODES / (2 * ACROSS) - 2);
  }
}
