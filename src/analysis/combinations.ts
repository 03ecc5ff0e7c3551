import { square } from "../numeric/elementary.js";
import { seededRandom } from "../numeric/random/random.js";
import type { TwoByTwo } from "../tables/study.js";

/** Which tables are tried together. */
export interface Combinations {
  /** One table for each study, by its position in the study's list; row after row. */
  readonly picks: readonly (readonly number[])[];
  /** Number of all combinations; `null` beyond 2⁵³. */
  readonly total: number | null;
  readonly exhaustive: boolean;
}

/** The number of combinations; `null` where a double can't hold it exactly. */
function countAll(sizes: readonly number[]): number | null {
  let total = 1;
  for (const size of sizes) {
    total *= size;
    if (total > Number.MAX_SAFE_INTEGER) return null;
  }
  return total;
}

/**
 * All combinations of one table a study while there are at most `most`, in the order of an odometer; beyond, `most` of
 * them drawn with a seed, each study's table from a Latin hypercube, so that every list is covered evenly.
 */
export function combinationsOf(sizes: readonly number[], most: number, seed: number): Combinations {
  const total = countAll(sizes);
  if (total !== null && total <= most) {
    const picks = Array.from({ length: total }, (_, index) => {
      let rest = index;
      return sizes.map((size) => {
        const pick = rest % size;
        rest = Math.floor(rest / size);
        return pick;
      });
    });
    return { picks, total, exhaustive: true };
  }
  const columns = sizes.map((size, i) => {
    const random = seededRandom(seed, i);
    const strata = random.shuffle(Array.from({ length: most }, (_, j) => j));
    return strata.map((stratum) => Math.min(size - 1, Math.floor(((stratum + random.uniform()) / most) * size)));
  });
  return {
    picks: Array.from({ length: most }, (_, row) => columns.map((column) => column[row]!)),
    total,
    exhaustive: false,
  };
}

/** The table nearest to the middle of a list, by the squared distance of its cells from their means. */
export function centralTable(tables: readonly TwoByTwo[]): TwoByTwo {
  const mean = (cell: keyof TwoByTwo): number => tables.reduce((sum, table) => sum + table[cell], 0) / tables.length;
  const centre = { tp: mean("tp"), fp: mean("fp"), fn: mean("fn"), tn: mean("tn") };
  const distance = (table: TwoByTwo): number =>
    (["tp", "fp", "fn", "tn"] as const).reduce((sum, cell) => sum + square(table[cell] - centre[cell]), 0);
  return tables.reduce((best, table) => (distance(table) < distance(best) ? table : best));
}
