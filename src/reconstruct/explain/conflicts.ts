import { type PrintedItem, sizeFields } from "../read/printed-item.js";
import { isFeasible } from "../search/feasibility.js";

/** Conflicts of more numbers than this are not looked for one by one. */
const LARGEST_SET = 4;

/** Sets that are tried at most. */
const MOST_SETS = 600;

/** Whether the item is a size: sizes are taken as given. */
export function isSize(item: PrintedItem): boolean {
  return item.kind === "count" && sizeFields.includes(item.field);
}

/**
 * The smallest sets of printed numbers that no table has together, given the sizes: leave out any one member, and the rest
 * of the set fits. All sets of up to four numbers; if there is none, one larger set.
 */
export function findConflicts(items: readonly PrintedItem[]): PrintedItem[][] {
  const sizes = items.filter(isSize);
  const others = items.filter((item) => !isSize(item));
  const found: PrintedItem[][] = [];
  let tried = 0;
  for (let size = 1; size <= Math.min(LARGEST_SET, others.length); size++) {
    for (const set of subsets(others, size)) {
      if (found.some((conflict) => conflict.every((item) => set.includes(item)))) continue;
      tried += 1;
      if (tried > MOST_SETS) break;
      if (!isFeasible([...sizes, ...set])) found.push(set);
    }
  }
  return found.length > 0 ? found : [shrink(sizes, others)];
}

/** Leaves out every number without which the rest still conflicts. */
function shrink(sizes: readonly PrintedItem[], others: readonly PrintedItem[]): PrintedItem[] {
  let set = [...others];
  for (const item of others) {
    const rest = set.filter((other) => other !== item);
    if (!isFeasible([...sizes, ...rest])) set = rest;
  }
  return set;
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
