import { decimalExponent, powerOfTen } from "../../numeric/elementary.js";
import type { PrintFormat, ProgramOutput } from "../../programs/program-output.js";
import type { ProgramName } from "../../programs/run-program.js";
import { type PrintedNumber, unitsOff } from "../printed-number.js";
import { numbersOf, printedQuantities } from "../printed-quantities.js";
import { compareNumber } from "../reproduce/compare-number.js";
import type { PublishedResult } from "../schema.js";

/** How well one convention explains the printed numbers. */
export interface Candidate {
  /** Name of the convention. */
  readonly id: string;
  /** The program; `null` for a method that many programs have. */
  readonly program: ProgramName | null;
  /** The convention in words. */
  readonly description: string;
  /** Printed numbers that it gives again, compared to four significant digits at most. */
  readonly reproduced: number;
  /** Of those, the ones it gives again to the last printed digit. */
  readonly exact: number;
  /** Numbers that it gives, but otherwise. */
  readonly off: number;
  /** Numbers that it doesn't give. */
  readonly missing: number;
  /** Of the numbers reproduced, those that stand with more digits than the program prints, so that they can't be read off its output. */
  readonly tooFine: number;
  /** Numbers that it could be tried on; it may refuse results, of too few studies for one. */
  readonly tried: number;
  /** Why it could not be tried; `null` where it was. */
  readonly failure: string | null;
}

const DIGITS = 4;

/** Whether a value agrees with a printed number to its last digit, or to four significant digits where it has more. */
function agrees(printed: PrintedNumber, value: number, exact: boolean): boolean {
  if (exact || printed.value === 0 || printed.bound !== "none") return exact;
  const fourth = powerOfTen(decimalExponent(printed.value) - DIGITS + 1);
  return fourth > printed.unit && Math.abs(unitsOff(printed, value)) * printed.unit <= fourth / 2;
}

/** Whether a number stands with more digits than a program prints. */
function isTooFine(printed: PrintedNumber, format: PrintFormat): boolean {
  if ("decimals" in format) return printed.unit < 0.99 * powerOfTen(-format.decimals);
  const digits = printed.text.replace(/e.*$/i, "").replace(/[^\d]/g, "").replace(/^0+/, "").length;
  return digits > format.significant;
}

/** What is counted of a candidate. */
export type Tally = Omit<Candidate, "id" | "program" | "description" | "failure">;
export const NOTHING: Tally = { reproduced: 0, exact: 0, off: 0, missing: 0, tooFine: 0, tried: 0 };

/** Counts the numbers of a result that an output gives again; `null` where there is none. */
export function tally(result: PublishedResult, output: ProgramOutput | null): Tally {
  const sum = { ...NOTHING };
  for (const quantity of printedQuantities(result).values()) {
    const computed = output?.quantities[quantity.name];
    for (const { part, printed } of numbersOf(quantity)) {
      const compared = compareNumber(quantity, part, computed, "");
      const exact = compared.status === "reproduced";
      const agreeing = compared.computed !== null && agrees(printed, compared.computed, exact);
      if (output !== null) sum.tried += 1;
      if (compared.computed === null) sum.missing += 1;
      else if (agreeing) sum.reproduced += 1;
      else sum.off += 1;
      if (exact) sum.exact += 1;
      if (agreeing && computed !== undefined && isTooFine(printed, computed.format)) sum.tooFine += 1;
    }
  }
  return sum;
}

export const add = (a: Tally, b: Tally): Tally => ({
  reproduced: a.reproduced + b.reproduced,
  exact: a.exact + b.exact,
  off: a.off + b.off,
  missing: a.missing + b.missing,
  tooFine: a.tooFine + b.tooFine,
  tried: a.tried + b.tried,
});
