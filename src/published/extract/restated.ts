import { given } from "../../base/given.js";
import { parsePrintedNumber } from "../printed-number.js";
import type { Reading, ReadingGroup } from "./align.js";
import type { DraftQuantity, DraftResult } from "./draft.js";

const same = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && parsePrintedNumber(a).value === parsePrintedNumber(b).value;

/** How many numbers of a set a result prints alike, of those that both print. */
function agreement(
  result: DraftResult,
  quantities: Readonly<Record<string, DraftQuantity>>,
): { alike: number; of: number } {
  let [alike, of] = [0, 0];
  for (const [name, quantity] of Object.entries(quantities)) {
    const own = result.quantities[name];
    if (own === undefined) continue;
    for (const part of ["estimate", "lower", "upper"] as const) {
      if (quantity[part] === undefined || own[part] === undefined) continue;
      of += 1;
      if (same(own[part], quantity[part])) alike += 1;
    }
  }
  return { alike, of };
}

/**
 * The result that a set of numbers prints again: the one with which it shares at least three numbers and two of three, and
 * more than with any other. `null` where there is none, or two fit alike.
 */
export function restatedResult(
  results: readonly DraftResult[],
  quantities: Readonly<Record<string, DraftQuantity>>,
): DraftResult | null {
  const ranked = results
    .map((result) => ({ result, ...agreement(result, quantities) }))
    .filter(({ alike, of }) => alike >= 3 && 3 * alike >= 2 * of)
    .sort((a, b) => b.alike - a.alike);
  const [first, second] = ranked;
  return first === undefined || first.alike === second?.alike ? null : first.result;
}

/** A reading as a quantity of the format. */
export const partsOf = ({ estimate, lower, upper }: Reading): DraftQuantity => ({
  estimate,
  ...given({ lower, upper }),
});

/** The quantities of a group that the format has fields for. */
export function quantitiesOf({ readings }: ReadingGroup): Record<string, DraftQuantity> {
  return Object.fromEntries(
    readings.filter(({ name }) => !name.startsWith("other:")).map((reading) => [reading.name, partsOf(reading)]),
  );
}
