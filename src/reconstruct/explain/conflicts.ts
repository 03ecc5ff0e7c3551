import { type PrintedItem, sizeFields } from "../read/printed-item.js";
import { isFeasible } from "../search/feasibility.js";

/** What is wrong with a report that no table fits. */
export interface Conflict {
  /** The fewest printed numbers without which the rest fits; one such set where there are several. */
  readonly removal: readonly PrintedItem[];
  /** Every number that would do alone, where one does. */
  readonly alone: readonly PrintedItem[];
  /** Whether there are other sets of as few numbers. */
  readonly others: boolean;
}

/** Sets of more numbers than this are not tried; that many wrong numbers are another study's. */
const LARGEST_SET = 4;

/** Sets that are tried at most. */
const MOST_SETS = 600;

/** Steps spent on trying them. */
const STEPS = 600_000;

/** Whether the item is a size: sizes are taken as given. */
export function isSize(item: PrintedItem): boolean {
  return item.kind === "count" && sizeFields.includes(item.field);
}

/**
 * The smallest set of printed numbers, sizes apart, without which some table has all the others; `none` where leaving out
 * four is not enough, `unknown` where that was too much to try.
 */
export function findConflict(items: readonly PrintedItem[]): Conflict | "none" | "unknown" {
  const free = items.filter((item) => !isSize(item));
  const budget = { steps: STEPS };
  let tried = 0;
  for (let size = 1; size <= Math.min(LARGEST_SET, free.length); size++) {
    const found: (readonly PrintedItem[])[] = [];
    for (const set of subsets(free, size)) {
      tried += 1;
      if (tried > MOST_SETS) return "unknown";
      const feasible = isFeasible(
        items.filter((item) => !set.includes(item)),
        budget,
      );
      // what was given up counts as feasible elsewhere; here it would blame a number for nothing
      if (budget.steps < 0) return found.length > 0 ? conflictOf(found, size, true) : "unknown";
      if (!feasible) continue;
      found.push(set);
      if (size > 1 && found.length > 1) break;
    }
    if (found.length > 0) return conflictOf(found, size, found.length > 1);
  }
  return "none";
}

function conflictOf(found: readonly (readonly PrintedItem[])[], size: number, others: boolean): Conflict {
  return { removal: found[0]!, alone: size === 1 ? found.flat() : [], others };
}

/** All subsets of a size, in order. */
function* subsets<T>(values: readonly T[], size: number, from = 0): Generator<T[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let i = from; i <= values.length - size; i++) {
    for (const rest of subsets(values, size - 1, i + 1)) yield [values[i]!, ...rest];
  }
}
