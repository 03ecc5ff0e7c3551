import { ceilDivide, floorDivide } from "./exact.js";

/**
 * A convex polygon whose lattice points are wanted: a box, cut by edges a·x + b·y ≥ c with whole a, b ≠ 0 and c.
 * A work area that is filled anew for every polygon. |a·x|, |b·y| and |c| must stay below 2^51 in the box.
 */
export interface LatticePolygon {
  xLow: number;
  xHigh: number;
  yLow: number;
  yHigh: number;
  /** How many edges there are. */
  edges: number;
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly c: Float64Array;
  /** The points with the last x asked about: y from lineLow to lineHigh, none if lineLow > lineHigh. */
  lineLow: number;
  lineHigh: number;
}

/** A work area for polygons of up to `capacity` edges. */
export function createPolygon(capacity: number): LatticePolygon {
  const side = (): Float64Array => new Float64Array(capacity);
  // NaN makes engines hold the box as doubles from the start, rather than change their minds later.
  const none = Number.NaN;
  return {
    xLow: none,
    xHigh: none,
    yLow: none,
    yHigh: none,
    edges: 0,
    a: side(),
    b: side(),
    c: side(),
    lineLow: none,
    lineHigh: none,
  };
}

/** Starts a new polygon as a box, ends included. */
export function startPolygon(p: LatticePolygon, xLow: number, xHigh: number, yLow: number, yHigh: number): void {
  p.xLow = xLow;
  p.xHigh = xHigh;
  p.yLow = yLow;
  p.yHigh = yHigh;
  p.edges = 0;
}

/** Adds a·x + b·y ≥ c. Where a or b is 0 it narrows the box instead; where both are, it empties the box or does nothing. */
export function addEdge(p: LatticePolygon, a: number, b: number, c: number): void {
  if (a !== 0 && b !== 0) {
    p.a[p.edges] = a;
    p.b[p.edges] = b;
    p.c[p.edges] = c;
    p.edges += 1;
  } else if (a > 0) p.xLow = Math.max(p.xLow, ceilDivide(c, a));
  else if (a < 0) p.xHigh = Math.min(p.xHigh, floorDivide(-c, -a));
  else if (b > 0) p.yLow = Math.max(p.yLow, ceilDivide(c, b));
  else if (b < 0) p.yHigh = Math.min(p.yHigh, floorDivide(-c, -b));
  else if (c > 0) p.xHigh = p.xLow - 1;
}

/**
 * Narrows the box to what the edges leave of it (two rounds) and drops the edges that cut nothing off.
 * Returns whether anything may be left.
 */
export function tightenPolygon(p: LatticePolygon): boolean {
  for (let round = 0; round < 2; round++) {
    for (let e = 0; e < p.edges; e++) {
      if (p.xLow > p.xHigh || p.yLow > p.yHigh) return false;
      const a = p.a[e]!;
      const b = p.b[e]!;
      const c = p.c[e]!;
      const mostX = a > 0 ? a * p.xHigh : a * p.xLow;
      const mostY = b > 0 ? b * p.yHigh : b * p.yLow;
      if (mostX + mostY < c) return false;
      if (a > 0) p.xLow = Math.max(p.xLow, ceilDivide(c - mostY, a));
      else p.xHigh = Math.min(p.xHigh, floorDivide(mostY - c, -a));
      if (b > 0) p.yLow = Math.max(p.yLow, ceilDivide(c - mostX, b));
      else p.yHigh = Math.min(p.yHigh, floorDivide(mostX - c, -b));
    }
  }
  if (p.xLow > p.xHigh || p.yLow > p.yHigh) return false;
  let kept = 0;
  for (let e = 0; e < p.edges; e++) {
    const a = p.a[e]!;
    const b = p.b[e]!;
    const c = p.c[e]!;
    const leastSum = (a > 0 ? a * p.xLow : a * p.xHigh) + (b > 0 ? b * p.yLow : b * p.yHigh);
    if (leastSum >= c) continue;
    p.a[kept] = a;
    p.b[kept] = b;
    p.c[kept] = c;
    kept += 1;
  }
  p.edges = kept;
  return true;
}

/** Finds the points with this x: y from `lineLow` to `lineHigh`. */
export function lineAt(p: LatticePolygon, x: number): void {
  let low = p.yLow;
  let high = p.yHigh;
  for (let e = 0; e < p.edges; e++) {
    const b = p.b[e]!;
    const rest = p.c[e]! - p.a[e]! * x;
    if (b > 0) low = Math.max(low, ceilDivide(rest, b));
    else high = Math.min(high, floorDivide(-rest, -b));
  }
  p.lineLow = low;
  p.lineHigh = high;
}

/** Writes into `target` the polygon with x and y exchanged. */
export function transposePolygon(p: LatticePolygon, target: LatticePolygon): void {
  startPolygon(target, p.yLow, p.yHigh, p.xLow, p.xHigh);
  for (let e = 0; e < p.edges; e++) addEdge(target, p.b[e]!, p.a[e]!, p.c[e]!);
}
