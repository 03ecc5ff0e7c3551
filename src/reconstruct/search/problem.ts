import { type Bound, type Metric, metrics, toBound } from "../metric.js";
import type { LimitsItem, MetricItem, PrintedItem } from "../read/printed-item.js";
import { narrowByBoxes, type Stretch } from "./box-narrowing.js";
import { limitsConstraints } from "./limits-range.js";
import { isLinear, type LinearConstraint, linearConstraints } from "./linear-form.js";
import { type MarginEdges, marginEdges } from "./margin-edges.js";
import { type Bounds, findBounds } from "./narrowing.js";

/** The largest table that is searched; keeps every product in the search below 2^53. */
export const LARGEST_TABLE = 40_000_000;

/** A quantity that is neither linear in the cells nor, for given margins, in (tp, tn): a monotone curve there. */
export interface Curve {
  readonly metric: Metric;
  readonly lower: Bound;
  readonly upper: Bound;
  readonly lowerClosed: boolean;
  readonly upperClosed: boolean;
}

/** Margins with more values than this are narrowed by boxes. */
const WIDE = 200;

/** Everything that a set of printed numbers demands of a table, ready for the search. */
export interface Problem {
  /** `null` where the linear constraints alone exclude every table. */
  readonly bounds: Bounds | null;
  /** Where n is known but the margins range widely: the stretches of them that are worth a look. */
  readonly stretches: readonly Stretch[] | null;
  /** Whether tables beyond the largest that is searched would fit too: then there is no end to them. */
  readonly unbounded: boolean;
  readonly linear: readonly LinearConstraint[];
  readonly edges: readonly MarginEdges[];
  readonly curves: readonly Curve[];
  readonly limits: readonly LimitsItem[];
  /** DOR is printed as ∞: fp or fn is 0. */
  readonly infiniteOddsRatio: boolean;
  /** κ is printed, so that not all patients may be in tp, or all in tn. */
  readonly kappa: boolean;
}

/**
 * Compiles printed items into constraints. `largest` bounds n where the items don't; it is how a set of tables without
 * end is searched.
 */
export function compileProblem(items: readonly PrintedItem[], largest = LARGEST_TABLE): Problem {
  const counted = items.filter((item) => item.kind !== "limits");
  const trials = limitsConstraints(items, largest);
  const linearItems = (upTo: number): LinearConstraint[] => [
    ...counted.flatMap((item) => linearConstraints(item, upTo)),
    ...trials,
  ];
  const wide = findBounds(linearItems(largest), largest);
  const most = wide === null ? 1 : wide.n.high;
  const linear = wide === null ? [] : linearItems(most);
  const bounds = wide === null ? null : findBounds(linear, most);
  const edges: MarginEdges[] = [];
  const curves: Curve[] = [];
  for (const item of counted) {
    if (item.kind !== "metric" || isLinear(item) || item.interval === null) continue;
    const itemEdges = marginEdges(item, most);
    if (itemEdges === null) curves.push(toCurve(item));
    else edges.push(itemEdges);
  }
  const wideMargins =
    bounds !== null && bounds.n.low === bounds.n.high && bounds.diseased.high - bounds.diseased.low > WIDE;
  const stretches =
    wideMargins && edges.length + curves.length > 0
      ? narrowByBoxes(
          counted.filter((item) => item.kind === "metric"),
          bounds.n.low,
          bounds.diseased,
        )
      : null;
  return {
    bounds,
    stretches,
    unbounded: wide !== null && wide.n.high >= largest,
    linear,
    edges,
    curves,
    limits: items.filter((item) => item.kind === "limits"),
    infiniteOddsRatio: counted.some((item) => item.field === "dor" && item.kind === "metric" && item.interval === null),
    kappa: counted.some((item) => item.field === "kappa"),
  };
}

function toCurve({ field, interval }: MetricItem): Curve {
  if (interval === null) throw new RangeError("an infinite ratio is no curve");
  return {
    metric: metrics[field],
    lower: toBound(interval.lower),
    upper: toBound(interval.upper),
    lowerClosed: interval.lowerClosed,
    upperClosed: interval.upperClosed,
  };
}
