import { rationalToNumber } from "../../numeric/rational.js";
import type { CountField, LimitsItem, PrintedItem } from "../read/printed-item.js";
import { meet } from "../read/printed-number.js";
import { type LimitsSearch, limitsSearch, trialsFromEstimate, trialsFromLimits } from "./limits-range.js";
import { firstInside, lastInside, type Rule, toRule } from "./rule.js";
import { overlap, type WholeRange } from "./whole-range.js";

/** What is printed of the diseased alone, or of the non-diseased: how many of them the test may get right. */
export interface Margin {
  /** How many there may be. */
  readonly size: WholeRange;
  /** The numbers of right results among so many, exactly; ranges in order that don't overlap. */
  readonly successes: (size: number) => readonly WholeRange[];
  /** Ranges that right and wrong results don't leave where there are so many. */
  readonly box: (size: WholeRange) => { readonly right: WholeRange; readonly wrong: WholeRange };
}

const fieldsOf = {
  diseased: { right: "tp", wrong: "fn", proportion: "sensitivity", limits: "sensitivityInterval" },
  nonDiseased: { right: "tn", wrong: "fp", proportion: "specificity", limits: "specificityInterval" },
} as const;

/** Ratios printed as ∞: cells that are 0 then, and cells that are not. DOR leaves open which one is 0. */
const infinite: Readonly<
  Partial<Record<string, { readonly none: readonly CountField[]; readonly some: readonly CountField[] }>>
> = {
  plr: { none: ["fp"], some: ["tp", "tn"] },
  nlr: { none: ["tn"], some: ["fn", "fp"] },
  dor: { none: [], some: ["tp", "tn"] },
};

/** The least and the greatest count that the items allow a size or cell by itself. */
export function countRange(items: readonly PrintedItem[], field: CountField, largest: number): WholeRange {
  let [low, high] = [0, largest];
  for (const item of items) {
    if (item.kind === "count" && item.field === field) {
      low = Math.max(low, rationalToNumber(item.interval.lower));
      high = Math.min(high, rationalToNumber(item.interval.upper));
    }
    const cells = item.kind === "metric" && item.interval === null ? infinite[item.field] : undefined;
    if (cells?.none.includes(field)) high = 0;
    if (cells?.some.includes(field)) low = Math.max(low, 1);
  }
  return { low, high };
}

/** So many sizes are tried one by one where limits are printed, since nothing else rules sizes out by them. */
const TRIED_SIZES = 2_000;

/** Gathers what the items say of one margin, in tables of up to `largest` patients. */
export function marginOf(items: readonly PrintedItem[], name: keyof typeof fieldsOf, largest: number): Margin {
  const fields = fieldsOf[name];
  const [right, wrong] = [countRange(items, fields.right, largest), countRange(items, fields.wrong, largest)];
  const printed = items.flatMap((item) =>
    item.kind === "metric" && item.field === fields.proportion && item.interval !== null ? [item.interval] : [],
  );
  // Both proportions are asked as specificities: right results out of all of one margin.
  const rules = printed.map((interval) => toRule("specificity", interval));
  const limits = items.filter((item) => item.kind === "limits").filter(({ field }) => field === fields.limits);
  const searches = limits.map(limitsSearch);
  const own = meet(printed) ? countRange(items, name, largest) : { low: 1, high: 0 };
  const least = Math.max(own.low, right.low + wrong.low, rules.length + limits.length === 0 ? 0 : 1);
  const known = { low: least, high: Math.min(own.high, right.high + wrong.high) };
  const share = {
    least: Math.max(0, ...rules.map((rule) => rule.least)),
    most: Math.min(1, ...rules.map((rule) => rule.most)),
  };
  const trialsAllowed = (item: LimitsItem, high: number): WholeRange => {
    const range = rules.length === 0 ? null : trialsFromEstimate(item, share, high);
    return range === null || range.low <= range.high
      ? overlap(range ?? { low: 0, high }, trialsFromLimits(item, high))
      : range;
  };
  // Sizes that are known need no bounds from limits.
  const size =
    known.low === known.high
      ? known
      : limits.reduce((range, item) => overlap(range, trialsAllowed(item, range.high)), known);
  const count = (trials: number): readonly WholeRange[] => {
    const all = {
      low: Math.max(right.low, trials - wrong.high),
      high: Math.min(right.high, trials - wrong.low, trials),
    };
    const range = rules.reduce((left, rule) => narrow(rule, trials, left), all);
    return intersect([range], searches, trials);
  };
  // The same size is asked for again and again, and limits take long.
  let last = { trials: -1, ranges: [] as readonly WholeRange[] };
  const successes = (trials: number): readonly WholeRange[] => {
    if (last.trials !== trials) last = { trials, ranges: count(trials) };
    return last.ranges;
  };
  let { low: fewest, high: most } = size;
  if (limits.length > 0 && most - fewest < TRIED_SIZES) {
    while (fewest <= most && successes(fewest).length === 0) fewest += 1;
    while (fewest < most && successes(most).length === 0) most -= 1;
  }
  return {
    size: { low: fewest, high: most },
    successes,
    box: ({ low, high }) => {
      if (low === high) {
        const ranges = successes(low);
        const [least, most] = [ranges[0]?.low ?? 1, ranges.at(-1)?.high ?? 0];
        return { right: { low: least, high: most }, wrong: { low: low - most, high: low - least } };
      }
      // A proportion p of low to high has p·low to p·high right results, and so the wrong ones.
      const { least, most } = share;
      const part = (from: number, to: number, range: WholeRange): WholeRange =>
        overlap(range, { low: Math.ceil(from * low), high: Math.floor(to * high) });
      const [rights, wrongs] = [part(least, most, right), part(1 - most, 1 - least, wrong)];
      return {
        right: overlap(rights, { low: low - wrongs.high, high: high - wrongs.low }),
        wrong: overlap(wrongs, { low: low - rights.high, high: high - rights.low }),
      };
    },
  };
}

function narrow(rule: Rule, trials: number, { low, high }: WholeRange): WholeRange {
  if (trials === 0) return { low: 1, high: 0 };
  const first = firstInside(rule, 0, 0, trials, low, high);
  return { low: first, high: lastInside(rule, 0, 0, trials, first, high) };
}

function intersect(ranges: readonly WholeRange[], searches: readonly LimitsSearch[], trials: number): WholeRange[] {
  return searches
    .reduce((left, search) => {
      const right = search.successes(trials);
      return left.flatMap((one) => right.map((other) => overlap(one, other)));
    }, ranges)
    .filter(({ low, high }) => low <= high);
}
