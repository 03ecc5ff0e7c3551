import type { TwoByTwo } from "../../tables/study.js";
import type { PrintedItem } from "../read/printed-item.js";
import { countItem } from "../read/read-count.js";
import { anyTable } from "./census.js";
import { isLinear } from "./linear-form.js";
import { compileProblem, LARGEST_TABLE, type Problem } from "./problem.js";

/** Whether printed numbers leave tables at all, and whether there is an end to them. */
export type Feasibility =
  | { readonly kind: "none" }
  /** A bounded search space; whether it holds a table is for the search to say. */
  | { readonly kind: "bounded"; readonly problem: Problem }
  /** Tables of any size fit; one of them. */
  | { readonly kind: "endless"; readonly example: TwoByTwo | null };

/** Every size up to the first is looked at to begin with, up to the second before giving up. */
const SMALL_SIZES = 120;
const MODERATE_SIZES = 500;

/** Beyond what is looked at size by size, sizes grow by this factor from one to the next. */
const GROWTH = 1.5;

/** Margins with fewer values than this count as fixed; then every size up to the second number is searched. */
const NARROW = 2_000;
const SEARCHED_SIZES = 20_000;

/** The largest size looked at where the margins are free: every one of their values is a slice. */
const LARGEST_WITH_FREE_MARGINS = 20_000;

/**
 * Finds out whether the items bound the table. Linear constraints say so at once. Where they don't, sizes are tried. Tables
 * of the largest size mean that there is no end to them; otherwise the search is bounded by the largest size that holds any.
 *
 * What is tried, small sizes apart, is a growing sequence of sizes; so where neither the sizes nor a margin are known, "none"
 * means none of the sizes tried, up to 20,000 patients.
 */
export function findFeasibility(items: readonly PrintedItem[]): Feasibility {
  const problem = compileProblem(items);
  const { bounds } = problem;
  if (bounds === null) return { kind: "none" };
  if (!problem.unbounded) return { kind: "bounded", problem };
  // Twice a table has the same proportions and ratios.
  const scalable = items.every((item) => item.kind === "metric");
  if (scalable && items.length <= 1) return { kind: "endless", example: null };
  const small = anyTable(compileProblem(items, SMALL_SIZES));
  if (scalable && small !== null) return { kind: "endless", example: small };

  const tableOf = (size: number): TwoByTwo | null => anyTable(compileProblem([...items, countItem("n", size)]));
  const narrow = bounds.diseased.high - bounds.diseased.low < NARROW;
  const last = narrow ? LARGEST_TABLE : LARGEST_WITH_FREE_MARGINS;
  const large = tableOf(last);
  if (large !== null) return { kind: "endless", example: small ?? large };
  const searched = narrow ? SEARCHED_SIZES : SMALL_SIZES;
  for (let size = last / GROWTH; size > searched; size /= GROWTH) {
    const table = tableOf(Math.floor(size));
    if (table === null) continue;
    if (scalable) return { kind: "endless", example: table };
    return { kind: "bounded", problem: compileProblem(items, Math.ceil(size * GROWTH)) };
  }
  if (narrow) return { kind: "bounded", problem: compileProblem(items, Math.ceil(SEARCHED_SIZES * GROWTH)) };
  if (!scalable)
    return small === null ? { kind: "none" } : { kind: "bounded", problem: compileProblem(items, MODERATE_SIZES) };
  // Linear proportions that some real table has, some whole table has too, if only one larger than those tried.
  const linear = items.every((item) => item.kind === "metric" && isLinear(item));
  const moderate = linear ? null : anyTable(compileProblem(items, MODERATE_SIZES));
  return linear || moderate !== null ? { kind: "endless", example: moderate } : { kind: "none" };
}

/** Whether the linear constraints leave the size of the table open, so that a search is costly or without end. */
export function hasOpenSize(items: readonly PrintedItem[]): boolean {
  return compileProblem(items).unbounded;
}

/** Whether any table has all these numbers. */
export function isFeasible(items: readonly PrintedItem[]): boolean {
  const feasibility = findFeasibility(items);
  return feasibility.kind === "endless" || (feasibility.kind === "bounded" && anyTable(feasibility.problem) !== null);
}
