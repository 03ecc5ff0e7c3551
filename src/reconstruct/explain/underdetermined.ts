import type { PrintedItem } from "../read/printed-item.js";
import type { Census } from "../search/census.js";

/** Sensitivities or specificities that lie further apart than this leave it open what the study found. */
export const WIDEST_PROPORTION = 0.25;

/** Cells that move by fewer patients than this are settled well enough in a small study, unless they can be anything. */
export const FEWEST_PATIENTS = 3;

/** What leaves the cells of a report almost free. */
export interface Looseness {
  /** The rule and what it found, for people. */
  readonly message: string;
  /** The proportions that would have to be known. */
  readonly missing: readonly ("sensitivity" | "specificity")[];
}

/**
 * Whether what is printed leaves the cells almost free: the tables that fit give sensitivities (or specificities) more than
 * 0.25 apart, and tp (or tn) moves by three patients or more or over all of its margin. `null` where it doesn't.
 */
export function findLooseness(census: Census, items: readonly PrintedItem[]): Looseness | null {
  const { ranges } = census;
  if (ranges === null) return null;
  const loose = (
    [
      ["sensitivity", "tp"],
      ["specificity", "tn"],
    ] as const
  ).flatMap(([field, cell]) => {
    const proportion = census[field];
    if (proportion === null) return [];
    const [low, high] = proportion;
    const [fewest, most] = ranges[cell];
    const free = high - low === 1 || most - fewest >= FEWEST_PATIENTS;
    return high - low > WIDEST_PROPORTION && free ? [{ field, low, high }] : [];
  });
  if (loose.length === 0) return null;
  const found = loose.map(({ field, low, high }) => `${field} anywhere from ${low.toFixed(2)} to ${high.toFixed(2)}`);
  return {
    message:
      `The tables that fit leave ${found.join(" and ")}, further apart than ${WIDEST_PROPORTION}: what is printed leaves the cells ` +
      "almost free, and a table taken from them would be invented.",
    missing: loose.flatMap(({ field }) => (items.some((item) => item.field === field) ? [] : [field])),
  };
}
