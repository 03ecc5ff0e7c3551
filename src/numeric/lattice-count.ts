import { compareProducts } from "./exact.js";
import { floorSum } from "./floor-sum.js";
import { createPolygon, type LatticePolygon, lineAt, transposePolygon } from "./lattice-polygon.js";
import { leastTrue } from "./optimize/monotone-search.js";
import { createVertices, findVertices, type Vertices } from "./polygon-vertices.js";

/** Counts the lattice points of polygons; keeps its work areas from one to the next. */
export interface LatticeCounter {
  /** The number of points. Narrows the polygon's box to its corners, where that helps. */
  readonly count: (p: LatticePolygon) => number;
  /** The first and the last x, and the first and the last y, that have a point, in a polygon that has one. */
  readonly extent: (p: LatticePolygon) => readonly [xLow: number, xHigh: number, yLow: number, yHigh: number];
}

/** Lines that are counted one by one; a polygon with more is counted by sums over its sides. */
const COUNTED_LINES = 16;

/** A counter for polygons of up to `capacity` edges. */
export function createCounter(capacity: number): LatticeCounter {
  const vertices = createVertices(capacity);
  const transposed = createPolygon(capacity);
  const exchanged = createPolygon(capacity);
  const count = (p: LatticePolygon): number => {
    if (p.xLow > p.xHigh || p.yLow > p.yHigh) return 0;
    if (p.edges === 0) return (p.xHigh - p.xLow + 1) * (p.yHigh - p.yLow + 1);
    if (p.xHigh - p.xLow < COUNTED_LINES) return countLines(p, p.xLow, p.xHigh);
    if (p.yHigh - p.yLow >= COUNTED_LINES) {
      const { yLow, yHigh } = p;
      if (!findVertices(p, vertices)) return countLines(p, p.xLow, p.xHigh);
      narrowToVertices(p, vertices);
      if (p.xLow > p.xHigh || p.yLow > p.yHigh) return 0;
      if (p.xHigh - p.xLow < COUNTED_LINES) return countLines(p, p.xLow, p.xHigh);
      if (p.yHigh - p.yLow >= COUNTED_LINES) return countBetweenVertices(p, vertices, yLow, yHigh);
    }
    transposePolygon(p, transposed);
    return countLines(transposed, transposed.xLow, transposed.xHigh);
  };
  const extent = (p: LatticePolygon): [number, number, number, number] => {
    const [xLow, xHigh] = occupied(p, count);
    transposePolygon(p, exchanged);
    const [yLow, yHigh] = occupied(exchanged, count);
    return [xLow, xHigh, yLow, yHigh];
  };
  return { count, extent };
}

function countLines(p: LatticePolygon, from: number, to: number): number {
  let count = 0;
  for (let x = from; x <= to; x++) {
    lineAt(p, x);
    if (p.lineHigh >= p.lineLow) count += p.lineHigh - p.lineLow + 1;
  }
  return count;
}

function narrowToVertices(p: LatticePolygon, v: Vertices): void {
  let xLow = Number.POSITIVE_INFINITY;
  let xHigh = Number.NEGATIVE_INFINITY;
  let yLow = Number.POSITIVE_INFINITY;
  let yHigh = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < v.count; i++) {
    xLow = Math.min(xLow, v.x[i]! - v.doubt[i]!);
    xHigh = Math.max(xHigh, v.x[i]! + v.doubt[i]!);
    yLow = Math.min(yLow, v.y[i]! - v.doubt[i]!);
    yHigh = Math.max(yHigh, v.y[i]! + v.doubt[i]!);
  }
  p.xLow = Math.max(p.xLow, Math.ceil(xLow));
  p.xHigh = Math.min(p.xHigh, Math.floor(xHigh));
  p.yLow = Math.max(p.yLow, Math.ceil(yLow));
  p.yHigh = Math.min(p.yHigh, Math.floor(yHigh));
}

/**
 * Between two corners the same two sides bound y, so the points there are two floor sums. The lines as close to a corner
 * as its rounding error are counted singly, so that nothing hangs on where exactly it lies.
 *
 * The corners are those of the box with y from `yLow` to `yHigh`; the narrower box would have others.
 */
function countBetweenVertices(p: LatticePolygon, v: Vertices, yLow: number, yHigh: number): number {
  const narrowLow = p.yLow;
  const narrowHigh = p.yHigh;
  p.yLow = yLow;
  p.yHigh = yHigh;
  let count = 0;
  let next = p.xLow;
  for (let i = 0; i < v.count; i++) {
    const from = Math.floor(v.x[i]! - v.doubt[i]!);
    const to = Math.min(p.xHigh, Math.ceil(v.x[i]! + v.doubt[i]!));
    if (from > next) count += countStretch(p, next, Math.min(from - 1, p.xHigh));
    if (to < next) continue;
    count += countLines(p, Math.max(from, next), to);
    next = to + 1;
  }
  if (next <= p.xHigh) count += countStretch(p, next, p.xHigh);
  p.yLow = narrowLow;
  p.yHigh = narrowHigh;
  return count;
}

/** The points with x in a stretch without corners. Each side is the line y = (slope·x + offset)/scale. */
function countStretch(p: LatticePolygon, from: number, to: number): number {
  let upperSlope = 0;
  let upperScale = 1;
  let upperAt = p.yHigh;
  let lowerSlope = 0;
  let lowerScale = 1;
  let lowerAt = p.yLow;
  for (let e = 0; e < p.edges; e++) {
    const a = p.a[e]!;
    const b = p.b[e]!;
    if (b > 0) {
      const at = p.c[e]! - a * from;
      if (compareProducts(at, lowerScale, lowerAt, b) <= 0) continue;
      lowerSlope = -a;
      lowerScale = b;
      lowerAt = at;
    } else {
      const at = a * from - p.c[e]!;
      if (compareProducts(at, upperScale, upperAt, -b) >= 0) continue;
      upperSlope = a;
      upperScale = -b;
      upperAt = at;
    }
  }
  if (compareProducts(upperAt, lowerScale, lowerAt, upperScale) < 0) return 0;
  const n = to - from + 1;
  const below = floorSum(n, upperScale, upperSlope, upperAt);
  const under = floorSum(n, lowerScale, lowerSlope, lowerAt + lowerScale - 1);
  return below - under + n;
}

/** Lines that are looked at one by one from the end of a polygon; then its points are counted to find the first line. */
const SCANNED_LINES = 64;

/** The first and the last x with a point, in a polygon that has one. */
function occupied(p: LatticePolygon, count: (p: LatticePolygon) => number): [number, number] {
  const isEmpty = (x: number): boolean => {
    lineAt(p, x);
    return p.lineLow > p.lineHigh;
  };
  const { xLow, xHigh, yLow, yHigh } = p;
  const hasPoints = (from: number, to: number): boolean => {
    [p.xLow, p.xHigh] = [from, to];
    const found = count(p) > 0;
    [p.xLow, p.xHigh, p.yLow, p.yHigh] = [xLow, xHigh, yLow, yHigh];
    return found;
  };
  let low = xLow;
  while (isEmpty(low) && low < xLow + SCANNED_LINES) low += 1;
  if (isEmpty(low)) low = leastTrue(low + 1, xHigh, (x) => hasPoints(low, x));
  let high = xHigh;
  while (isEmpty(high) && high > xHigh - SCANNED_LINES) high -= 1;
  if (isEmpty(high)) high = -leastTrue(1 - high, -low, (x) => hasPoints(-x, high));
  return [low, high];
}
