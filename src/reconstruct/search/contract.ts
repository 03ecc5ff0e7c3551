import { leastTrueNear } from "../../numeric/optimize/monotone-search.js";
import { type CellBox, metricRange } from "./cell-box.js";
import { type Problem, reaches } from "./problem.js";
import type { Rule } from "./rule.js";
import { overlap, type WholeRange } from "./whole-range.js";

/** Ranges of both margins and of the cells. */
export interface Block extends CellBox {
  readonly d: WholeRange;
  readonly n0: WholeRange;
}

/** Rounds in which rules narrow the cells in turn; what is left is halved and narrowed again. */
const ROUNDS = 12;

const cellNames = ["tp", "fp", "fn", "tn"] as const;
const parts = ["d", "n0", ...cellNames] as const;

/**
 * What is left of a block once every rule has narrowed every cell to the counts that some table of the block may have, again
 * and again; `null` where nothing is.
 */
export function contract(problem: Problem, block: Block): Block | null {
  const right = problem.diseased.box(block.d);
  const wrong = problem.nonDiseased.box(block.n0);
  let left: Block = {
    ...block,
    tp: overlap(block.tp, right.right),
    fn: overlap(block.fn, right.wrong),
    tn: overlap(block.tn, wrong.right),
    fp: overlap(block.fp, wrong.wrong),
  };
  for (let round = 0; round < ROUNDS; round++) {
    const before = left;
    const box = problem.printed.reduce<CellBox>((cells, rule) => narrowCells(rule, cells), left);
    const sum = (one: WholeRange, other: WholeRange): WholeRange => ({
      low: one.low + other.low,
      high: one.high + other.high,
    });
    const [d, n0] = [overlap(left.d, sum(box.tp, box.fn)), overlap(left.n0, sum(box.tn, box.fp))];
    const margins = withinSize(d, n0, problem.n);
    left = {
      ...margins,
      tp: rest(box.tp, margins.d, box.fn),
      fn: rest(box.fn, margins.d, box.tp),
      tn: rest(box.tn, margins.n0, box.fp),
      fp: rest(box.fp, margins.n0, box.tn),
    };
    if (parts.some((part) => left[part].low > left[part].high)) return null;
    if (parts.every((part) => left[part].low === before[part].low && left[part].high === before[part].high)) break;
  }
  return left;
}

/** The cell whose range is widest for its size. */
export function widestCell(block: Block): keyof CellBox {
  const width = ({ low, high }: WholeRange): number => (high - low) / (low + 1);
  return cellNames.reduce((best, name) => (width(block[name]) > width(block[best]) ? name : best));
}

/** The block in two halves across one of its ranges. */
export function halve(block: Block, part: keyof Block): readonly [lower: Block, upper: Block] {
  const { low, high } = block[part];
  const middle = Math.floor((low + high) / 2);
  return [
    { ...block, [part]: { low, high: middle } },
    { ...block, [part]: { low: middle + 1, high } },
  ];
}

/** What of the margins adds up to a size of the table. */
export function withinSize(
  d: WholeRange,
  n0: WholeRange,
  n: WholeRange,
): { readonly d: WholeRange; readonly n0: WholeRange } {
  const left = overlap(d, { low: n.low - n0.high, high: n.high - n0.low });
  return { d: left, n0: overlap(n0, { low: n.low - left.high, high: n.high - left.low }) };
}

/** What of a cell remains beside the other one of its margin. */
function rest(cell: WholeRange, margin: WholeRange, other: WholeRange): WholeRange {
  return overlap(cell, { low: margin.low - other.high, high: margin.high - other.low });
}

/** The box without the ends of each cell's range that no table of it can have under the rule; empty where it has none. */
function narrowCells(rule: Rule, box: CellBox): CellBox {
  const may = (name: keyof CellBox, range: WholeRange): boolean =>
    reaches(rule, metricRange(rule.metric, { ...narrowed, [name]: range }));
  let narrowed = box;
  for (const name of cellNames) {
    const { low, high } = narrowed[name];
    if (low > high) return narrowed;
    // The least count up to which, and the greatest from which, a table may have what is printed.
    const from = leastTrueNear(low, high, low, (x) => may(name, { low, high: x }));
    const to = low + high - leastTrueNear(low, high, low, (x) => may(name, { low: low + high - x, high }));
    narrowed = { ...narrowed, [name]: { low: from, high: to } };
  }
  return narrowed;
}
