import type { PrintedItem } from "../read/printed-item.js";
import { metricRange } from "./cell-box.js";
import { countRange, type Margin, marginOf } from "./margin.js";
import { type Rule, toRule } from "./rule.js";
import { overlap, type WholeRange } from "./whole-range.js";

/** The largest table that is searched; keeps every product in the search below 2^53. */
export const LARGEST_TABLE = 40_000_000;

/** Everything that a set of printed numbers demands of a table, ready for the search. */
export interface Problem {
  readonly n: WholeRange;
  readonly diseased: Margin;
  readonly nonDiseased: Margin;
  readonly prevalence: Rule | null;
  /** What ties the two margins to each other: neither prevalence nor the proportion of one margin. */
  readonly rules: readonly Rule[];
  /** All of it, the proportions and prevalence too. */
  readonly printed: readonly Rule[];
  /** DOR is printed as ∞: fp or fn is 0. */
  readonly infiniteOddsRatio: boolean;
}

/** Quantities that the margins settle, each by itself or both by their sizes. */
const ofMargins: readonly string[] = ["sensitivity", "specificity", "prevalence"];

/** Gathers what printed items demand; `largest` bounds n where the items don't. */
export function compileProblem(items: readonly PrintedItem[], largest = LARGEST_TABLE): Problem {
  const diseased = marginOf(items, "diseased", largest);
  const nonDiseased = marginOf(items, "nonDiseased", largest);
  const sum = { low: diseased.size.low + nonDiseased.size.low, high: diseased.size.high + nonDiseased.size.high };
  const n = overlap(overlap(countRange(items, "n", largest), { low: 1, high: largest }), sum);
  const printed = items.flatMap((item) =>
    item.kind === "metric" && item.interval !== null ? [toRule(item.field, item.interval)] : [],
  );
  return {
    n,
    diseased,
    nonDiseased,
    prevalence: printed.find(({ metric }) => metric.field === "prevalence") ?? null,
    rules: printed.filter(({ metric }) => !ofMargins.includes(metric.field)),
    printed,
    infiniteOddsRatio: items.some((item) => item.kind === "metric" && item.field === "dor" && item.interval === null),
  };
}

const none: WholeRange = { low: 0, high: 0 };

/** Whether tables with margins in these ranges may have what is printed, judged by their extremes. */
export function mayHold(problem: Problem, d: WholeRange, n0: WholeRange): boolean {
  const { right: tp, wrong: fn } = problem.diseased.box(d);
  const { right: tn, wrong: fp } = problem.nonDiseased.box(n0);
  if (tp.low > tp.high || fn.low > fn.high || tn.low > tn.high || fp.low > fp.high) return false;
  const cells = { tp, fp, fn, tn };
  for (const rule of problem.rules) if (!reaches(rule, metricRange(rule.metric, cells))) return false;
  const { prevalence } = problem;
  return (
    prevalence === null || reaches(prevalence, metricRange(prevalence.metric, { tp: d, fn: none, fp: n0, tn: none }))
  );
}

/** Whether a quantity with this range may be what the rule asks for. */
export function reaches(
  rule: Rule,
  { least, most }: { readonly least: number | null; readonly most: number | null },
): boolean {
  return (most === null || most >= rule.least) && (least === null || least <= rule.most);
}
