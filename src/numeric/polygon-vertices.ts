import type { LatticePolygon } from "./lattice-polygon.js";

/**
 * The corners of polygons, found in doubles, each with a bound of its rounding error. A work area that is filled anew for
 * every polygon.
 */
export interface Vertices {
  count: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** No corner lies further than this from where it is said to be, in x or in y. */
  readonly doubt: Float64Array;
  /** Sides of the polygon at hand, its box included: a·x + b·y ≥ c. */
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly c: Float64Array;
}

/** A work area for polygons of up to `capacity` edges. */
export function createVertices(capacity: number): Vertices {
  const sides = capacity + 4;
  const row = (length: number): Float64Array => new Float64Array(length);
  const corners = sides * sides;
  return {
    count: 0,
    x: row(corners),
    y: row(corners),
    doubt: row(corners),
    a: row(sides),
    b: row(sides),
    c: row(sides),
  };
}

/** Relative error bound of a difference of two products and what is made of it, with room to spare. */
const ERROR = 8 * Number.EPSILON;

/**
 * Finds all corners, in order of x; returns false where two sides are so nearly parallel that their crossing is not known
 * to within 1. A corner of the real polygon is never missed; a crossing just outside may be taken for one, which does no harm.
 */
export function findVertices(p: LatticePolygon, v: Vertices): boolean {
  const { a, b, c } = v;
  const sides = p.edges + 4;
  for (let e = 0; e < p.edges; e++) {
    a[e] = p.a[e]!;
    b[e] = p.b[e]!;
    c[e] = p.c[e]!;
  }
  setSide(v, p.edges, 1, 0, p.xLow);
  setSide(v, p.edges + 1, -1, 0, -p.xHigh);
  setSide(v, p.edges + 2, 0, 1, p.yLow);
  setSide(v, p.edges + 3, 0, -1, -p.yHigh);
  v.count = 0;
  for (let i = 1; i < sides; i++) {
    for (let j = 0; j < i; j++) {
      const left = a[i]! * b[j]!;
      const right = a[j]! * b[i]!;
      const determinant = left - right;
      const size = Math.abs(left) + Math.abs(right);
      if (determinant === 0 && size < Number.MAX_SAFE_INTEGER) continue;
      const scale = ERROR / Math.abs(determinant);
      const x = (c[i]! * b[j]! - c[j]! * b[i]!) / determinant;
      const doubtX = scale * (Math.abs(c[i]! * b[j]!) + Math.abs(c[j]! * b[i]!) + Math.abs(x) * size);
      if (x < p.xLow - 1 - doubtX || x > p.xHigh + 1 + doubtX) continue;
      const y = (a[i]! * c[j]! - a[j]! * c[i]!) / determinant;
      const doubtY = scale * (Math.abs(a[i]! * c[j]!) + Math.abs(a[j]! * c[i]!) + Math.abs(y) * size);
      if (y < p.yLow - 1 - doubtY || y > p.yHigh + 1 + doubtY) continue;
      const doubt = Math.max(doubtX, doubtY);
      if (!(doubt < 1)) return false;
      if (isInside(v, p.edges, i, j, x, y, doubt)) insert(v, x, y, doubt);
    }
  }
  return true;
}

function setSide(v: Vertices, index: number, a: number, b: number, c: number): void {
  v.a[index] = a;
  v.b[index] = b;
  v.c[index] = c;
}

/** Whether the crossing of sides i and j, close enough to the box, satisfies all other edges, up to its doubt. */
function isInside(v: Vertices, edges: number, i: number, j: number, x: number, y: number, doubt: number): boolean {
  for (let k = 0; k < edges; k++) {
    if (k === i || k === j) continue;
    const inX = v.a[k]! * x;
    const inY = v.b[k]! * y;
    const room =
      doubt * (Math.abs(v.a[k]!) + Math.abs(v.b[k]!)) + ERROR * (Math.abs(inX) + Math.abs(inY) + Math.abs(v.c[k]!));
    if (inX + inY < v.c[k]! - room) return false;
  }
  return true;
}

function insert(v: Vertices, x: number, y: number, doubt: number): void {
  let at = v.count;
  while (at > 0 && v.x[at - 1]! > x) {
    v.x[at] = v.x[at - 1]!;
    v.y[at] = v.y[at - 1]!;
    v.doubt[at] = v.doubt[at - 1]!;
    at -= 1;
  }
  v.x[at] = x;
  v.y[at] = y;
  v.doubt[at] = doubt;
  v.count += 1;
}
