import { exp, log } from "../../numeric/elementary.js";
import { type GaussHermiteRule, gaussHermite } from "../../numeric/quadrature/gauss-hermite.js";
import { CELL, type CellLikelihood, type GroupCells } from "./group-cells.js";

/**
 * What a group knows at one location, its random log scale integrated out: g(m) = ∫ L(m, s + t·y) φ(y) dy.
 *
 * `value` is ln g; `m`, `s`, `y`, `lambda` are the expectations given m of the derivatives of ln L by the location, by the log
 * scale, by t (y times that by the log scale) and by λ; `mm` … `yy` those of second derivative plus product of firsts, so that
 * every second derivative of ln g is such a number less the product of two of the former.
 */
export const AT = {
  value: 0,
  m: 1,
  s: 2,
  y: 3,
  mm: 4,
  ms: 5,
  my: 6,
  ss: 7,
  sy: 8,
  yy: 9,
  lambda: 10,
  size: 11,
} as const;

/** The integral over a group's scale at one location after another. */
export interface ScaleIntegral {
  /** Computes ln g(m) and its derivatives into `out` from `offset` on; see AT. */
  readonly at: (
    cells: GroupCells,
    m: number,
    logScale: number,
    deviation: number,
    out: Float64Array,
    offset: number,
  ) => void;
  /** Forgets the mode of the last location, so that what follows does not depend on what came before. */
  readonly restart: () => void;
}

/** Least precision of y given the location, that of its prior being 1: where the likelihood bends the other way. */
const LEAST_PRECISION = 0.4;

/**
 * Integrates over the scale by Gauss–Hermite quadrature around the mode of y at each location. The mode of the last call is where
 * the next search starts, so that a location after its neighbour costs little.
 */
export function scaleIntegral(likelihood: CellLikelihood, nodes: number): ScaleIntegral {
  const rule: GaussHermiteRule = gaussHermite(nodes);
  const cell = new Float64Array(CELL.size);
  const logs = new Float64Array(nodes);
  const ys = new Float64Array(nodes);
  const derivatives = new Float64Array(nodes * CELL.size);
  let lastMode = 0;

  /** Newton's method for the mode of ln L(m, s + t·y) − y²/2; returns the precision there and leaves the mode in `lastMode`. */
  const findMode = (cells: GroupCells, m: number, logScale: number, deviation: number): number => {
    let y = Math.max(-6, Math.min(6, lastMode));
    let precision = 1;
    for (let iteration = 0; iteration < 12; iteration++) {
      likelihood(cells, m, logScale + deviation * y, cell);
      precision = Math.max(LEAST_PRECISION, 1 - deviation * deviation * cell[CELL.ss]!);
      const step = Math.max(-1.5, Math.min(1.5, (deviation * cell[CELL.s]! - y) / precision));
      y += step;
      if (step * step * precision < 0.01) break;
    }
    lastMode = y;
    return precision;
  };

  const at: ScaleIntegral["at"] = (cells, m, logScale, deviation, out, offset) => {
    if (deviation === 0) {
      const value = likelihood(cells, m, logScale, cell);
      const byM = cell[CELL.m]!;
      const byS = cell[CELL.s]!;
      out.fill(0, offset, offset + AT.size);
      out[offset + AT.value] = value;
      out[offset + AT.m] = byM;
      out[offset + AT.s] = byS;
      out[offset + AT.mm] = cell[CELL.mm]! + byM * byM;
      out[offset + AT.ms] = cell[CELL.ms]! + byM * byS;
      const ss = cell[CELL.ss]! + byS * byS;
      out[offset + AT.ss] = ss;
      // y is independent of the data and has variance 1
      out[offset + AT.yy] = ss;
      out[offset + AT.lambda] = cell[CELL.lambda]!;
      return;
    }
    const width = 1 / Math.sqrt(findMode(cells, m, logScale, deviation));
    const mode = lastMode;
    let highest = Number.NEGATIVE_INFINITY;
    for (let l = 0; l < nodes; l++) {
      const y = mode + width * rule.nodes[l]!;
      ys[l] = y;
      const value = likelihood(cells, m, logScale + deviation * y, cell) - (y * y) / 2 + rule.logScaledWeights[l]!;
      derivatives.set(cell, l * CELL.size);
      logs[l] = value;
      if (value > highest) highest = value;
    }
    let total = 0;
    let em = 0;
    let es = 0;
    let ey = 0;
    let mm = 0;
    let ms = 0;
    let my = 0;
    let ss = 0;
    let sy = 0;
    let yy = 0;
    let lambda = 0;
    for (let l = 0; l < nodes; l++) {
      const weight = exp(logs[l]! - highest);
      if (weight < 1e-30) continue;
      const at = l * CELL.size;
      const y = ys[l]!;
      const byM = derivatives[at + CELL.m]!;
      const byS = derivatives[at + CELL.s]!;
      const product = derivatives[at + CELL.ms]! + byM * byS;
      const square = derivatives[at + CELL.ss]! + byS * byS;
      total += weight;
      em += weight * byM;
      es += weight * byS;
      ey += weight * y * byS;
      mm += weight * (derivatives[at + CELL.mm]! + byM * byM);
      ms += weight * product;
      my += weight * y * product;
      ss += weight * square;
      sy += weight * y * square;
      yy += weight * y * y * square;
      lambda += weight * derivatives[at + CELL.lambda]!;
    }
    out[offset + AT.value] = highest + log(total * width);
    out[offset + AT.m] = em / total;
    out[offset + AT.s] = es / total;
    out[offset + AT.y] = ey / total;
    out[offset + AT.mm] = mm / total;
    out[offset + AT.ms] = ms / total;
    out[offset + AT.my] = my / total;
    out[offset + AT.ss] = ss / total;
    out[offset + AT.sy] = sy / total;
    out[offset + AT.yy] = yy / total;
    out[offset + AT.lambda] = lambda / total;
  };
  return {
    at,
    restart: () => {
      lastMode = 0;
    },
  };
}
