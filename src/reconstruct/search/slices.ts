import { type Block, contract, halve, widestCell, withinSize } from "./contract.js";
import { mayHold, type Problem } from "./problem.js";
import { firstInside, fitsRule, lastInside, type Rule } from "./rule.js";
import { overlap, type WholeRange } from "./whole-range.js";

/** Tables with the same margins, tp and tn each from a range: what is left of them is for the rules to say. */
export interface Slice {
  readonly diseased: number;
  readonly nonDiseased: number;
  readonly tp: WholeRange;
  readonly tn: WholeRange;
}

/** Steps of a search (blocks of margins and lines of tables looked at) after which it stops. */
export interface Budget {
  steps: number;
}

/** Steps that narrowing the cells of a block counts for. */
const CONTRACTION = 20;

/** Pairs of margins up to which they are looked at one by one, since cells could be split into many more. */
const FEW_MARGINS = 2_000;

/**
 * Shows every slice that may hold consistent tables to `visit`, until that returns false or the budget is used up; returns
 * whether all were shown. Ranges are halved again and again, and dropped where their extremes rule them out: those of the
 * margins where the size is known, those of the cells where it isn't. `fromLargest` shows large tables first.
 */
export function forEachSlice(
  problem: Problem,
  budget: Budget,
  visit: (slice: Slice) => boolean,
  fromLargest = false,
): boolean {
  const { n, diseased, nonDiseased } = problem;
  const inOrder = <T>(halves: readonly [T, T]): readonly T[] => (fromLargest ? [halves[1], halves[0]] : halves);
  const halveMargins = (block: Block): boolean => {
    const { d, n0 } = withinSize(block.d, block.n0, n);
    if (d.low > d.high || n0.low > n0.high) return true;
    if (--budget.steps < 0) return false;
    if (!mayHold(problem, d, n0)) return true;
    const left = { ...block, d, n0 };
    if (d.low < d.high) return inOrder(halve(left, "d")).every(halveMargins);
    if (n0.low < n0.high) return inOrder(halve(left, "n0")).every(halveMargins);
    return showSlices(problem, left, visit);
  };
  const halveCells = (given: Block): boolean => {
    budget.steps -= CONTRACTION;
    if (budget.steps < 0) return false;
    const block = contract(problem, given);
    if (block === null) return true;
    const { d, n0 } = block;
    if ((d.high - d.low + 1) * (n0.high - n0.low + 1) <= FEW_MARGINS) return halveMargins(block);
    return inOrder(halve(block, widestCell(block))).every(halveCells);
  };
  const all = { low: 0, high: n.high };
  const start = { d: diseased.size, n0: nonDiseased.size, tp: all, fp: all, fn: all, tn: all };
  return n.low === n.high ? halveMargins(start) : halveCells(start);
}

function isEmpty({ tp, tn }: Slice): boolean {
  return tp.low > tp.high || tn.low > tn.high;
}

function showSlices(problem: Problem, block: Block, visit: (slice: Slice) => boolean): boolean {
  const { prevalence, infiniteOddsRatio } = problem;
  const [diseased, nonDiseased] = [block.d.low, block.n0.low];
  if (prevalence !== null && !fitsRule(prevalence, diseased, nonDiseased, 0, 0)) return true;
  const within = (right: WholeRange, wrong: WholeRange, size: number): WholeRange =>
    overlap(right, { low: size - wrong.high, high: size - wrong.low });
  const [tp, tn] = [within(block.tp, block.fn, diseased), within(block.tn, block.fp, nonDiseased)];
  for (const tps of problem.diseased.successes(diseased)) {
    for (const tns of problem.nonDiseased.successes(nonDiseased)) {
      const slice = { diseased, nonDiseased, tp: overlap(tps, tp), tn: overlap(tns, tn) };
      const parts = infiniteOddsRatio ? withoutErrors(slice) : [slice];
      if (!parts.every((part) => isEmpty(part) || visit(part))) return false;
    }
  }
  return true;
}

/** The parts of a slice in which fp or fn is 0. */
function withoutErrors({ diseased, nonDiseased, tp, tn }: Slice): Slice[] {
  const perfect = { low: Math.max(tp.low, diseased), high: tp.high };
  return [
    { diseased, nonDiseased, tp: perfect, tn },
    {
      diseased,
      nonDiseased,
      tp: { low: tp.low, high: Math.min(tp.high, diseased - 1) },
      tn: { low: Math.max(tn.low, nonDiseased), high: tn.high },
    },
  ];
}

/** Stretches of tp up to this long are not looked at as a whole first. */
const SHORT = 8;

/**
 * Shows every line of the slice that holds tables (a tp and its range of tn) to `visit`, in order of tp, until that returns
 * false or the budget is used up. Both ends of tn fall as tp grows, so a stretch is passed over where the lowest tn at
 * its last tp is above the highest at its first.
 */
export function forEachLine(
  rules: readonly Rule[],
  slice: Slice,
  budget: Budget,
  visit: (tp: number, low: number, high: number) => boolean,
): boolean {
  const { diseased: d, nonDiseased: n0, tn } = slice;
  const line = (tp: number): boolean => {
    let { low, high } = tn;
    for (const rule of rules) {
      low = firstInside(rule, tp, d, n0, low, high);
      high = lastInside(rule, tp, d, n0, low, high);
    }
    // A quantity can be undefined at the ends of a line, or all along it.
    for (const { metric } of rules) {
      if (low <= high && metric.denominator(tp, n0 - low, d - tp, low) === 0) low += 1;
      if (low <= high && metric.denominator(tp, n0 - high, d - tp, high) === 0) high -= 1;
      if (low <= high && metric.denominator(tp, n0 - low, d - tp, low) === 0) return true;
    }
    return low > high || visit(tp, low, high);
  };
  const walk = (from: number, to: number): boolean => {
    budget.steps -= 1;
    if (budget.steps < 0) return false;
    if (to - from < SHORT) {
      for (let tp = from; tp <= to; tp++) if (!line(tp)) return false;
      budget.steps -= to - from;
      return true;
    }
    let { low, high } = tn;
    for (const rule of rules) {
      low = firstInside(rule, to, d, n0, low, high);
      high = lastInside(rule, from, d, n0, low, high);
      if (low > high) return true;
    }
    const middle = Math.floor((from + to) / 2);
    return walk(from, middle) && walk(middle + 1, to);
  };
  return walk(slice.tp.low, slice.tp.high);
}
