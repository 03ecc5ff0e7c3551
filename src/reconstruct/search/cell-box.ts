import { type Metric, metricValue } from "../metric.js";
import type { WholeRange } from "./whole-range.js";

/** A box of tables: a range for each cell. */
export interface CellBox {
  readonly tp: WholeRange;
  readonly fp: WholeRange;
  readonly fn: WholeRange;
  readonly tn: WholeRange;
}

/** What a metric takes on at the corners of a box, or may: `null` at an end means that nothing is known there. */
export interface MetricRange {
  readonly least: number | null;
  readonly most: number | null;
}

/**
 * Bounds of a metric over a box. Every metric rises or falls in each cell while the other cells stay: with tp and tn, and
 * against fp and fn (LR− the other way round; prevalence with tp and fn, against fp and tn). So two corners bound it; κ, which
 * goes both ways where it is negative, is only known to be negative there.
 */
export function metricRange(metric: Metric, { tp, fp, fn, tn }: CellBox): MetricRange {
  const mirrored = metric.field === "prevalence";
  const best = metricValue(metric, tp.high, fp.low, mirrored ? fn.high : fn.low, mirrored ? tn.low : tn.high);
  const worst = metricValue(metric, tp.low, fp.high, mirrored ? fn.low : fn.high, mirrored ? tn.high : tn.low);
  if (metric.field === "kappa") {
    return { least: worst !== null && worst < 0 ? -1 : worst, most: best === null ? null : Math.max(best, 0) };
  }
  return metric.rises ? { least: worst, most: best } : { least: best, most: worst };
}
