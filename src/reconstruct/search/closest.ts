import { createQueue } from "../../numeric/priority-queue.js";
import { rationalToNumber } from "../../numeric/rational.js";
import type { TwoByTwo } from "../../tables/study.js";
import { isSize } from "../explain/conflicts.js";
import { metrics } from "../metric.js";
import type { CountField, CountItem, PrintedItem } from "../read/printed-item.js";
import { type CellBox, metricRange } from "./cell-box.js";
import { countOf, fitsItem, type Miss, missOf, unitsOutside } from "./item-check.js";
import type { WholeRange } from "./whole-range.js";

/** The table that comes closest to a report that no table fits. */
export interface Closest {
  readonly table: TwoByTwo;
  readonly misses: readonly Miss[];
}

/** Beyond so many units a miss hardly counts more, so that one misprint does not drag the table away from the rest. */
const GROSS = 5;

/** What a miss of so many units counts: 1 and its square up to five units, then a hundredth more for each further unit. */
function loss(units: number): number {
  if (units <= ROUNDING) return 0;
  return 1 + (units <= GROSS ? units * units : GROSS * GROSS + (units - GROSS) / 100);
}

/** Boxes that are looked at before the best table so far is taken. */
const MOST_BOXES = 60_000;

/** Confidence limits that are computed before it is. */
const MOST_LIMITS = 5_000;

const cellNames = ["tp", "fp", "fn", "tn"] as const;

/** The cells that make up each size. */
const sums: readonly (readonly [CountField, readonly (keyof CellBox)[]])[] = [
  ["n", cellNames],
  ["diseased", ["tp", "fn"]],
  ["nonDiseased", ["fp", "tn"]],
];

/**
 * The table that misses the printed numbers least, given the sizes and whatever else must hold: the one with the smallest sum
 * of losses. A missed number costs 1 and the square of the miss, in units of the last printed digit beyond what rounding
 * allows (above five units 25 and a hundredth more for each further unit). So few misses are better than many, and several small
 * ones (sloppy rounding) are weighed against a single large one (a misprint).
 *
 * By branch and bound: boxes of tables are split, the most promising first, until a single table is better than every box
 * left. For very large studies the search ends early with the best table found. `null` where there is no count to
 * bound the tables, or none was found that satisfies what must hold.
 */
export function findClosest(items: readonly PrintedItem[], mustHold: readonly PrintedItem[] = []): Closest | null {
  const fixed = [...items.filter(isSize), ...mustHold];
  const free = items.filter((item) => !fixed.includes(item));
  // Limits take the longest to compute, and most tables are ruled out before them.
  const byCost = [...free.filter(({ kind }) => kind !== "limits"), ...free.filter(({ kind }) => kind === "limits")];
  const start = startBox(items);
  const sizes = items.filter((item): item is CountItem => item.kind === "count" && isSize(item));
  const whole = start === null ? null : narrow(start, sizes);
  if (whole === null) return null;
  let best: TwoByTwo | null = null;
  let leastLoss = Number.POSITIVE_INFINITY;
  const known = new Map<string, number>();
  let costly = 0;
  const lossOf = (item: PrintedItem, table: TwoByTwo): number => {
    if (item.kind !== "limits") return loss(missOf(item, table).units ?? GROSS);
    const { tp, fp, fn, tn } = table;
    const key = item.field === "sensitivityInterval" ? `${tp}/${fn}` : `${fp}|${tn}`;
    const found = known.get(key) ?? loss(missOf(item, table).units ?? GROSS);
    if (!known.has(key)) costly += 1;
    known.set(key, found);
    return found;
  };
  const offer = (table: TwoByTwo): void => {
    let total = 0;
    for (const item of byCost) {
      total += lossOf(item, table);
      if (total >= leastLoss) return;
    }
    if (!fixed.every((item) => fitsItem(item, table))) return;
    best = table;
    leastLoss = total;
  };
  const cells = cellsOf([...free, ...fixed]);
  const queue = createQueue<{ readonly box: CellBox; readonly bound: number }>();
  queue.add(0, { box: whole, bound: 0 });
  for (let looked = 0; looked < MOST_BOXES && costly < MOST_LIMITS; looked++) {
    const first = queue.take();
    if (first === undefined || first.bound >= leastLoss) break;
    const table = dive(first.box, sizes);
    if (table !== null) offer(table);
    for (const half of split(first.box, cells)) {
      const box = narrow(half, sizes);
      if (box === null || fixed.some((item) => leastUnits(item, box) > ROUNDING)) continue;
      const bound = free.reduce((sum, item) => sum + loss(leastUnits(item, box)), 0);
      if (bound < leastLoss) queue.add(bound, { box, bound });
    }
  }
  const table: TwoByTwo | null = best;
  if (table === null) return null;
  return {
    table,
    misses: free.map((item) => missOf(item, table)).filter(({ units }) => units === null || units > ROUNDING),
  };
}

/** Room for rounding error in units of the last digit. */
const ROUNDING = 1e-6;

/** A box that holds every table worth a look; `null` where no count is known. */
function startBox(items: readonly PrintedItem[]): CellBox | null {
  const values = new Map<CountField, number>();
  for (const item of items) if (item.kind === "count") values.set(item.field, rationalToNumber(item.interval.upper));
  const { n, diseased, nonDiseased } = Object.fromEntries(values) as Partial<Record<CountField, number>>;
  const known = n ?? (diseased !== undefined && nonDiseased !== undefined ? diseased + nonDiseased : undefined);
  const all = [...values.values()].reduce((sum, value) => sum + value, 0);
  if (all === 0) return null;
  // Without a known size, cells are taken to be off by less than all that is printed, four times over.
  const range = { low: 0, high: known ?? 4 * all };
  return { tp: range, fp: range, fn: range, tn: range };
}

/** The box without what the sizes exclude; `null` where that is everything. */
function narrow(box: CellBox, sizes: readonly CountItem[]): CellBox | null {
  const cells: Record<keyof CellBox, WholeRange> = { ...box };
  for (let round = 0; round < 2; round++) {
    for (const { field, interval } of sizes) {
      const names = sums.find(([name]) => name === field)?.[1] ?? [];
      const total = { low: rationalToNumber(interval.lower), high: rationalToNumber(interval.upper) };
      let low = 0;
      let high = 0;
      for (const name of names) {
        low += cells[name].low;
        high += cells[name].high;
      }
      if (low > total.high || high < total.low) return null;
      for (const name of names) {
        const cell = cells[name];
        const least = Math.max(cell.low, total.low - (high - cell.high));
        const most = Math.min(cell.high, total.high - (low - cell.low));
        if (least > most) return null;
        low += least - cell.low;
        high += most - cell.high;
        cells[name] = { low: least, high: most };
      }
    }
  }
  return cells;
}

/** The cells that the items speak of. */
function cellsOf(items: readonly PrintedItem[]): (keyof CellBox)[] {
  const named = (item: PrintedItem): readonly (keyof CellBox)[] => {
    if (item.field === "sensitivity" || item.field === "sensitivityInterval") return ["tp", "fn"];
    if (item.field === "specificity" || item.field === "specificityInterval") return ["fp", "tn"];
    const sum = sums.find(([field]) => field === item.field);
    if (sum !== undefined) return sum[1];
    return item.kind === "count" ? cellNames.filter((name) => name === item.field) : cellNames;
  };
  return cellNames.filter((name) => items.some((item) => named(item).includes(name)));
}

/** The box in two halves across the widest of these cells; none where they are single numbers. */
function split(box: CellBox, cells: readonly (keyof CellBox)[]): CellBox[] {
  const widest = widestCell(box, cells);
  const { low, high } = box[widest];
  if (low === high) return [];
  const middle = Math.floor((low + high) / 2);
  return [
    { ...box, [widest]: { low, high: middle } },
    { ...box, [widest]: { low: middle + 1, high } },
  ];
}

function widestCell(box: CellBox, cells: readonly (keyof CellBox)[]): keyof CellBox {
  return cells.reduce((best, name) => (width(box[name]) > width(box[best]) ? name : best));
}

function width({ low, high }: WholeRange): number {
  return high - low;
}

/** A table of the box, about its middle; `null` where halving leads to none. */
function dive(box: CellBox, sizes: readonly CountItem[]): TwoByTwo | null {
  let current: CellBox | null = box;
  while (current !== null) {
    const widest: keyof CellBox = widestCell(current, cellNames);
    const { low, high }: WholeRange = current[widest];
    if (low === high) return { tp: current.tp.low, fp: current.fp.low, fn: current.fn.low, tn: current.tn.low };
    const middle = Math.round((low + high) / 2);
    current = narrow({ ...current, [widest]: { low: middle, high: middle } }, sizes);
  }
  return null;
}

/** The least number of units by which a table of the box misses the item. */
function leastUnits(item: PrintedItem, box: CellBox): number {
  if (item.kind === "limits" || item.interval === null) return 0;
  if (item.kind === "count") {
    const [least, most] = [countOf(item.field, corner(box, "low")), countOf(item.field, corner(box, "high"))];
    return unitsOutside(least, most, item.interval, item);
  }
  const metric = metrics[item.field];
  const { least, most } = metricRange(metric, box);
  const units = unitsOutside(least ?? Number.NEGATIVE_INFINITY, most ?? Number.POSITIVE_INFINITY, item.interval, item);
  // A table in which the quantity is not defined counts as a gross miss. Denominators grow with the cells.
  const { tp, fp, fn, tn } = corner(box, "low");
  return metric.denominator(tp, fp, fn, tn) === 0 ? Math.min(units, GROSS) : units;
}

function corner({ tp, fp, fn, tn }: CellBox, end: "low" | "high"): TwoByTwo {
  return { tp: tp[end], fp: fp[end], fn: fn[end], tn: tn[end] };
}
