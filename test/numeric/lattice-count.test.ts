import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCounter } from "../../src/numeric/lattice-count.js";
import {
  addEdge,
  createPolygon,
  type LatticePolygon,
  startPolygon,
  tightenPolygon,
} from "../../src/numeric/lattice-polygon.js";

type Edge = readonly [a: number, b: number, c: number];

const counter = createCounter(8);

function polygon(width: number, height: number, edges: readonly Edge[]): LatticePolygon | null {
  const p = createPolygon(8);
  startPolygon(p, 0, width, 0, height);
  for (const [a, b, c] of edges) addEdge(p, a, b, c);
  return tightenPolygon(p) ? p : null;
}

function pointsOf(width: number, height: number, edges: readonly Edge[]): [number, number][] {
  const points: [number, number][] = [];
  for (let x = 0; x <= width; x++) {
    for (let y = 0; y <= height; y++) if (edges.every(([a, b, c]) => a * x + b * y >= c)) points.push([x, y]);
  }
  return points;
}

const side = (size: number): fc.Arbitrary<number> => fc.integer({ min: -size, max: size });
const edge = fc
  .constantFrom(3, 20, 1_000)
  .chain((size) =>
    fc
      .tuple(side(size), side(size), fc.nat(150), fc.nat(150), fc.nat(size * 20))
      .map(([a, b, x, y, room]): Edge => [a, b, a * x + b * y - room]),
  );

describe("lattice points of a polygon", () => {
  it("are as many as one by one, and reach as far", () => {
    fc.assert(
      fc.property(fc.nat(150), fc.nat(150), fc.array(edge, { maxLength: 5 }), (width, height, edges) => {
        const points = pointsOf(width, height, edges);
        const p = polygon(width, height, edges);
        expect(p === null ? 0 : counter.count(p)).toBe(points.length);
        if (p === null || points.length === 0) return;
        const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
        expect(counter.extent(p)).toEqual([Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]);
      }),
      { numRuns: 1_500, seed: 1 },
    );
  });

  it("of a large triangle are those of Pick's theorem", () => {
    // x/a + y/b ≤ 1 with coprime legs: the hypotenuse holds no other lattice point.
    const [a, b] = [999_983, 1_000_003];
    const p = polygon(a, b, [[-b, -a, -a * b]])!;
    const boundary = BigInt(a + b + 1);
    const interior = (BigInt(a) * BigInt(b) - boundary + 2n) / 2n;
    expect(BigInt(counter.count(p))).toBe(interior + boundary);
  });

  it("of a strip narrower than the lattice are found", () => {
    // 3x − 7y = 1 alone, between x = 0 and 100,000: x = 5, 12, 19, …
    const p = polygon(100_000, 100_000, [
      [3, -7, 1],
      [-3, 7, -1],
    ])!;
    expect(counter.count(p)).toBe(Math.floor((100_000 - 5) / 7) + 1);
    expect(counter.extent(p)).toEqual([5, 100_000, 2, 42_857]);
  });

  it("are none where two sides exclude each other, and where the box is empty", () => {
    expect(polygon(10, 10, [[1, 1, 30]])).toBeNull();
    const p = createPolygon(1);
    startPolygon(p, 3, 2, 0, 5);
    expect(counter.count(p)).toBe(0);
  });
});
