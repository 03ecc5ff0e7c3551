import {
  addEdge,
  createPolygon,
  type LatticePolygon,
  startPolygon,
  tightenPolygon,
} from "../../numeric/lattice-polygon.js";
import type { TwoByTwo } from "../../tables/study.js";
import { type CurveSearch, startCurve } from "./curve-search.js";
import { limitsSearch } from "./limits-range.js";
import { rangeInTablesOf, type SumName, type WholeRange } from "./narrowing.js";
import type { Problem } from "./problem.js";

/**
 * How tables are cut into slices: n and one sum of two cells are fixed, x is one cell of that half, y one cell of the
 * other, and every slice is a polygon in (x, y).
 */
type CellIndex = 0 | 1 | 2 | 3;

interface Pairing {
  readonly sum: SumName;
  /** Indices into tp, fp, fn, tn: x, sum − x, y, n − sum − y. */
  readonly order: readonly [CellIndex, CellIndex, CellIndex, CellIndex];
}

const byMargins: Pairing = { sum: "diseased", order: [0, 2, 3, 1] };
const pairings: readonly Pairing[] = [
  byMargins,
  { sum: "positive", order: [0, 1, 3, 2] },
  { sum: "correct", order: [0, 3, 1, 2] },
];

/** One slice under search: the same object for all of them, filled anew. */
export interface Slice {
  n: number;
  /** The sum of the two cells of the first half. */
  sum: number;
  readonly pairing: Pairing;
  readonly polygon: LatticePolygon;
  readonly curves: readonly CurveSearch[];
}

/** How many edges a slice can have at most. */
export function edgeCapacity({ linear, edges }: Problem): number {
  return linear.length + 2 * edges.length;
}

/** The table at a point of the slice. */
export function tableAt({ n, sum, pairing }: Slice, x: number, y: number): TwoByTwo {
  const cells = [0, 0, 0, 0];
  const values = [x, sum - x, y, n - sum - y];
  for (let i = 0; i < 4; i++) cells[pairing.order[i]!] = values[i]!;
  return { tp: cells[0]!, fp: cells[1]!, fn: cells[2]!, tn: cells[3]! };
}

/** Sums whose range is wider than this are narrowed once more for every n. */
const WIDE = 100;

/**
 * Shows every slice that may hold consistent tables to `visit`, until it returns false. The slices are disjoint, and
 * together they hold every consistent table of a bounded problem. With `parts`, only about so many slices are shown,
 * evenly spread, the first and the last among them.
 */
export function forEachSlice(
  problem: Problem,
  visit: (slice: Slice) => boolean,
  parts = Number.POSITIVE_INFINITY,
): void {
  const { bounds, linear, stretches } = problem;
  if (bounds === null) return;
  const pairing = choosePairing(problem);
  const { fill, slice } = sliceFiller(problem, pairing);
  const showSums = (sums: WholeRange, step: number, within: Piece | null): boolean => {
    for (let sum = sums.low; sum <= sums.high; sum = following(sum, sums, step)) {
      slice.sum = sum;
      if (!fill(visit, within)) return false;
    }
    return true;
  };
  const stepOf = ({ low, high }: WholeRange): number => Math.max(1, Math.floor((high - low) / parts));
  for (let n = bounds.n.low; n <= bounds.n.high; n = following(n, bounds.n, stepOf(bounds.n))) {
    slice.n = n;
    if (stretches !== null) {
      const step = stepOf(bounds[pairing.sum]);
      if (!stretches.every(({ diseased, tp, tn }) => showSums(diseased, step, { x: tp, y: tn }))) return;
      continue;
    }
    const wide = bounds.n.low < bounds.n.high && bounds[pairing.sum].high - bounds[pairing.sum].low > WIDE;
    const range = wide ? rangeInTablesOf(n, pairing.sum, linear) : bounds[pairing.sum];
    const sums = { low: range.low, high: Math.min(n, range.high) };
    if (!showSums(sums, stepOf(sums), null)) return;
  }
}

/** The next whole number to look at in steps; the end of the range is not passed over. */
function following(value: number, { high }: WholeRange, step: number): number {
  return value < high ? Math.min(high, value + step) : high + 1;
}

/** About how many slices there are. */
export function sliceEstimate(problem: Problem): number {
  const { bounds, stretches } = problem;
  if (bounds === null) return 0;
  if (stretches !== null) return stretches.reduce((sum, { diseased: { low, high } }) => sum + high - low + 1, 0);
  const { low, high } = bounds[choosePairing(problem).sum];
  return (high - low + 1) * (bounds.n.high - bounds.n.low + 1);
}

/** The sum with the narrowest range; the diseased where something depends on the margins in a way that is not linear. */
function choosePairing({ bounds, edges, curves, limits, infiniteOddsRatio, kappa }: Problem): Pairing {
  const needsMargins = edges.length + curves.length + limits.length > 0 || infiniteOddsRatio || kappa;
  if (needsMargins || bounds === null) return byMargins;
  const width = ({ sum }: Pairing): number => bounds[sum].high - bounds[sum].low;
  return pairings.reduce((best, pairing) => (width(pairing) < width(best) ? pairing : best));
}

interface Filler {
  readonly slice: Slice;
  /** Fills the slice's polygon (or several, one after the other) and shows each to `visit`; false once that wants no more. */
  readonly fill: (visit: (slice: Slice) => boolean, within: Piece | null) => boolean;
}

function sliceFiller(problem: Problem, pairing: Pairing): Filler {
  const polygon = createPolygon(edgeCapacity(problem));
  const slice: Slice = { n: 0, sum: 0, pairing, polygon, curves: problem.curves.map(startCurve) };
  const [x, restX, y, restY] = pairing.order;
  // In x and y a constraint reads a·x + b·y ≥ c − inFirst·sum − inSecond·(n − sum).
  const rows = problem.linear.map(({ coefficients, atLeast }) => ({
    a: coefficients[x]! - coefficients[restX]!,
    b: coefficients[y]! - coefficients[restY]!,
    inFirst: coefficients[restX]!,
    inSecond: coefficients[restY]!,
    atLeast,
  }));
  const pieces = pieceFinder(problem);
  const cut = (within: Piece | null): boolean => {
    const { n, sum } = slice;
    if (within !== null) {
      addEdge(polygon, 1, 0, within.x.low);
      addEdge(polygon, -1, 0, -within.x.high);
      addEdge(polygon, 0, 1, within.y.low);
      addEdge(polygon, 0, -1, -within.y.high);
    }
    for (const { a, b, inFirst, inSecond, atLeast } of rows) {
      addEdge(polygon, a, b, atLeast - inFirst * sum - inSecond * (n - sum));
    }
    for (const edges of problem.edges) edges(polygon, sum, n - sum);
    return tightenPolygon(polygon);
  };
  const fill = (visit: (slice: Slice) => boolean, within: Piece | null): boolean => {
    const { n, sum } = slice;
    if (pieces === null) {
      startPolygon(polygon, 0, sum, 0, n - sum);
      return !cut(within) || visit(slice);
    }
    for (const { x, y } of pieces(n, sum)) {
      startPolygon(polygon, x.low, x.high, y.low, y.high);
      if (cut(within) && !visit(slice)) return false;
    }
    return true;
  };
  return { slice, fill };
}

interface Piece {
  readonly x: WholeRange;
  readonly y: WholeRange;
}

/** The rectangles that a slice consists of where confidence limits, an infinite DOR or κ cut it up; `null` where it is whole. */
function pieceFinder({
  limits,
  infiniteOddsRatio,
  kappa,
}: Problem): ((n: number, sum: number) => readonly Piece[]) | null {
  if (limits.length === 0 && !infiniteOddsRatio && !kappa) return null;
  const searches = limits.map(limitsSearch);
  const successes = (field: string, trials: number): readonly WholeRange[] =>
    searches
      .filter((search) => search.field === field)
      .reduce<readonly WholeRange[]>(
        (ranges, search) => intersect(ranges, search.successes(trials)),
        [{ low: 0, high: trials }],
      );
  return (n, diseased) => {
    const nonDiseased = n - diseased;
    // κ is not defined where every patient is in tp, or every one in tn.
    const mostTp = kappa && nonDiseased === 0 ? diseased - 1 : diseased;
    const mostTn = kappa && diseased === 0 ? nonDiseased - 1 : nonDiseased;
    const boxes: Piece[] = infiniteOddsRatio
      ? [
          { x: { low: 0, high: diseased - 1 }, y: { low: nonDiseased, high: mostTn } },
          { x: { low: diseased, high: mostTp }, y: { low: 0, high: mostTn } },
        ]
      : [{ x: { low: 0, high: mostTp }, y: { low: 0, high: mostTn } }];
    if (limits.length === 0) return boxes;
    const tps = successes("sensitivityInterval", diseased);
    const tns = successes("specificityInterval", nonDiseased);
    return boxes.flatMap((box) =>
      intersect([box.x], tps).flatMap((x) => intersect([box.y], tns).map((y): Piece => ({ x, y }))),
    );
  };
}

/** What two lists of ranges have in common. */
function intersect(some: readonly WholeRange[], others: readonly WholeRange[]): WholeRange[] {
  return some.flatMap((one) =>
    others.flatMap((other) => {
      const range = { low: Math.max(one.low, other.low), high: Math.min(one.high, other.high) };
      return range.low <= range.high ? [range] : [];
    }),
  );
}
