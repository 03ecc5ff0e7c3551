import { rationalToNumber } from "../../numeric/rational.js";
import { type Metric, metrics } from "../metric.js";
import type { MetricItem } from "../read/printed-item.js";
import { metricRange } from "./cell-box.js";
import type { WholeRange } from "./narrowing.js";

/** A stretch of numbers of diseased, and the ranges of tp and tn that consistent tables with such margins keep to. */
export interface Stretch {
  readonly diseased: WholeRange;
  readonly tp: WholeRange;
  readonly tn: WholeRange;
}

/** A quantity that must lie between two numbers, in doubles with some room. */
interface Band {
  readonly metric: Metric;
  readonly low: number;
  readonly high: number;
}

/** Boxes are split until they are this small relative to n, or so many have been looked at. */
const RESOLUTION = 1 / 128;
const MOST_BOXES = 20_000;

/** Room for the rounding error of a quantity in doubles. */
const ROOM = 1e-9;

/**
 * Narrows the search for tables of n patients whose margins are not known, by splitting the box of all (diseased, tp, tn)
 * again and again and dropping the parts that no quantity allows. Returns stretches that don't overlap, in order; what they leave out holds
 * no consistent table.
 */
export function narrowByBoxes(items: readonly MetricItem[], n: number, diseased: WholeRange): Stretch[] {
  const bands = items.flatMap(toBand);
  const smallest = Math.max(4, n * RESOLUTION);
  const kept: Stretch[] = [];
  const pending: Stretch[] = [
    { diseased, tp: { low: 0, high: diseased.high }, tn: { low: 0, high: n - diseased.low } },
  ];
  let looked = 0;
  for (let box = pending.pop(); box !== undefined; box = pending.pop()) {
    looked += 1;
    if (!mayHoldTables(box, n, bands)) continue;
    const widths = [width(box.diseased), width(box.tp), width(box.tn)];
    const widest = Math.max(...widths);
    if (widest <= smallest || looked + pending.length > MOST_BOXES) {
      kept.push(box);
      continue;
    }
    // The lower half is looked at first.
    const side = (["diseased", "tp", "tn"] as const)[widths.indexOf(widest)]!;
    const { low, high } = box[side];
    const middle = Math.floor((low + high) / 2);
    pending.push({ ...box, [side]: { low: middle + 1, high } }, { ...box, [side]: { low, high: middle } });
  }
  return mergeStretches(kept);
}

function toBand({ field, interval }: MetricItem): Band[] {
  if (interval === null) return [];
  const [low, high] = [rationalToNumber(interval.lower), rationalToNumber(interval.upper)];
  return [{ metric: metrics[field], low: low - ROOM * (1 + Math.abs(low)), high: high + ROOM * (1 + Math.abs(high)) }];
}

function width({ low, high }: WholeRange): number {
  return high - low;
}

function mayHoldTables({ diseased, tp, tn }: Stretch, n: number, bands: readonly Band[]): boolean {
  const fn = { low: Math.max(0, diseased.low - tp.high), high: diseased.high - tp.low };
  const fp = { low: Math.max(0, n - diseased.high - tn.high), high: n - diseased.low - tn.low };
  if (fn.high < 0 || fp.high < 0) return false;
  for (const { metric, low, high } of bands) {
    const { least, most } = metricRange(metric, { tp, fp, fn, tn });
    if ((most !== null && most < low) || (least !== null && least > high)) return false;
  }
  return true;
}

/** Boxes joined where their numbers of diseased overlap. */
function mergeStretches(boxes: readonly Stretch[]): Stretch[] {
  const merged: Stretch[] = [];
  for (const box of [...boxes].sort((x, y) => x.diseased.low - y.diseased.low)) {
    const last = merged.at(-1);
    if (last === undefined || box.diseased.low > last.diseased.high) merged.push(box);
    else {
      merged[merged.length - 1] = {
        diseased: hull(last.diseased, box.diseased),
        tp: hull(last.tp, box.tp),
        tn: hull(last.tn, box.tn),
      };
    }
  }
  return merged;
}

function hull(x: WholeRange, y: WholeRange): WholeRange {
  return { low: Math.min(x.low, y.low), high: Math.max(x.high, y.high) };
}
