import { ceilDivide, floorDivide } from "../../numeric/exact.js";
import { lineAt } from "../../numeric/lattice-polygon.js";
import { highestInside, lowestInside } from "./curve-search.js";
import type { Slice } from "./slice.js";

/** Finds the points of the slice with this x: y from `polygon.lineLow` to `polygon.lineHigh`, none if low > high. */
function sliceLine({ polygon, curves, n, sum }: Slice, x: number): void {
  lineAt(polygon, x);
  for (const curve of curves) {
    polygon.lineLow = lowestInside(curve, x, sum, n - sum, polygon.lineLow, polygon.lineHigh);
    polygon.lineHigh = highestInside(curve, x, sum, n - sum, polygon.lineLow, polygon.lineHigh);
  }
}

/** Stretches of lines up to this long are not looked at as a whole first. */
const SHORT = 8;

/**
 * Shows every line of the slice that holds points to `visit`, in order of x, until it returns false.
 * Stretches that can hold none are passed over: every bound of y is monotone in x, so its values at the ends of a stretch
 * bound it in between.
 */
export function forEachLine(slice: Slice, visit: (x: number, low: number, high: number) => boolean): boolean {
  const { polygon } = slice;
  const walk = (from: number, to: number): boolean => {
    if (to - from >= SHORT) {
      if (!mayHoldPoints(slice, from, to)) return true;
      const middle = Math.floor((from + to) / 2);
      return walk(from, middle) && walk(middle + 1, to);
    }
    for (let x = from; x <= to; x++) {
      sliceLine(slice, x);
      if (polygon.lineLow <= polygon.lineHigh && !visit(x, polygon.lineLow, polygon.lineHigh)) return false;
    }
    return true;
  };
  return walk(polygon.xLow, polygon.xHigh);
}

function mayHoldPoints({ polygon, curves, n, sum }: Slice, from: number, to: number): boolean {
  let low = polygon.yLow;
  let high = polygon.yHigh;
  for (let e = 0; e < polygon.edges; e++) {
    const [a, b, c] = [polygon.a[e]!, polygon.b[e]!, polygon.c[e]!];
    const rest = c - Math.max(a * from, a * to);
    if (b > 0) low = Math.max(low, ceilDivide(rest, b));
    else high = Math.min(high, floorDivide(-rest, -b));
  }
  // Curves fall: the lowest y is needed at the last x, the highest is allowed at the first.
  for (const curve of curves) {
    if (low > high) return false;
    low = lowestInside(curve, to, sum, n - sum, low, high);
    high = highestInside(curve, from, sum, n - sum, low, high);
  }
  return low <= high;
}
