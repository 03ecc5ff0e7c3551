import type { TwoByTwo } from "../../tables/study.js";
import type { PrintedItem } from "../read/printed-item.js";
import { firstTables, type Listing, MOST_STEPS } from "./census.js";
import { compileProblem, LARGEST_TABLE, type Problem } from "./problem.js";
import type { Budget } from "./slices.js";

/** Whether printed numbers leave tables at all, and whether there is an end to them. */
export type Feasibility =
  | { readonly kind: "none" }
  /** A bounded search space; whether it holds a table is for the search to say. */
  | { readonly kind: "bounded"; readonly problem: Problem }
  /** Tables of any size fit, one of them given; or a search among all sizes was given up without finding one. */
  | { readonly kind: "endless"; readonly example: TwoByTwo | null };

/** Sizes that are looked at first. */
const SMALL_SIZES = 120;

/** Steps spent on whether there is an end to the sizes. */
const STEPS = 200_000;

/**
 * Finds out whether the items bound the table. Sizes and cells say so at once. Where they don't, tables are looked for from the
 * largest size down: where a table of more than half the largest size fits, there is no end to them.
 */
export function findFeasibility(
  items: readonly PrintedItem[],
  budget: Budget = { steps: Number.POSITIVE_INFINITY },
): Feasibility {
  const problem = compileProblem(items);
  if (problem.n.low > problem.n.high) return { kind: "none" };
  if (problem.n.high < LARGEST_TABLE) return { kind: "bounded", problem };
  // Twice a table has the same proportions and ratios.
  const scalable = items.every((item) => item.kind === "metric");
  if (scalable && items.length <= 1) return { kind: "endless", example: null };
  const small = someTable(compileProblem(items, SMALL_SIZES), budget).tables[0] ?? null;
  if (scalable && small !== null) return { kind: "endless", example: small };
  const { n } = problem;
  const large = { ...problem, n: { low: Math.max(n.low, LARGEST_TABLE / 2), high: n.high } };
  const { tables, complete } = someTable(large, budget, true);
  if (tables[0] !== undefined || !complete) return { kind: "endless", example: small ?? tables[0] ?? null };
  return scalable ? { kind: "none" } : { kind: "bounded", problem };
}

/** Looks for a table with some of the budget. */
function someTable(problem: Problem, budget: Budget, fromLargest = false): Listing {
  const steps = Math.max(0, Math.min(STEPS, budget.steps));
  const own = { steps };
  const listing = firstTables(problem, 1, own, fromLargest);
  budget.steps -= steps - Math.max(0, own.steps);
  return listing;
}

/** Whether sizes and cells leave the size of the table open, so that a search is costly or without end. */
export function hasOpenSize(items: readonly PrintedItem[]): boolean {
  return compileProblem(items).n.high >= LARGEST_TABLE;
}

/** Whether any table has all these numbers; `true` where a search had to be given up, or what is left of its budget was used. */
export function isFeasible(items: readonly PrintedItem[], budget: Budget = { steps: MOST_STEPS }): boolean {
  const feasibility = findFeasibility(items, budget);
  if (feasibility.kind !== "bounded") return feasibility.kind === "endless";
  const { tables, complete } = firstTables(feasibility.problem, 1, budget);
  return tables.length > 0 || !complete;
}
