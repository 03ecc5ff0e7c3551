import { decimalExponent, log10, powerOfTen } from "../../numeric/elementary.js";
import type { PrintFormat, ProgramOutput } from "../../programs/program-output.js";
import type { HeldAgainst, ProgramName } from "../../programs/run-program.js";
import { type PrintedNumber, unitsOff } from "../printed-number.js";
import { numbersOf, type PrintedQuantity, printedQuantities, type QuantityPart } from "../printed-quantities.js";
import type { QuantityKind } from "../quantities.js";
import { compareNumber } from "../reproduce/compare-number.js";
import type { PublishedResult } from "../schema.js";

/** How well one convention explains the printed numbers. */
export interface Candidate {
  /** Name of the convention. */
  readonly id: string;
  /** The program; `null` for a method that many programs have. */
  readonly program: ProgramName | null;
  /** What the program's numbers were held against; `null` for a method of many programs. */
  readonly heldAgainst: HeldAgainst | null;
  /** The convention in words. */
  readonly description: string;
  /** Pooled numbers that it gives again within the rounding of their printed digits, as `reproduce` counts them. */
  readonly reproduced: number;
  /** Numbers printed with more than four digits that it gives again to four: an optimiser stopped elsewhere. */
  readonly near: number;
  /** Numbers that it gives, but otherwise: what speaks against it. */
  readonly off: number;
  /** Numbers that it doesn't print, which speak neither for it nor against it. */
  readonly missing: number;
  /** Of the numbers that agree, those that stand with more digits than the program prints, so that they can't be read off its output. */
  readonly tooFine: number;
  /** Rows of single studies that agree; they decide between candidates that the pooled numbers leave alike. */
  readonly rowsReproduced: number;
  /** Rows of single studies that don't. */
  readonly rowsOff: number;
  /** Pooled numbers that it could be tried on; it may refuse results, of too few studies for one. */
  readonly tried: number;
  /** −log₁₀ of the chance that a paper made otherwise has these numbers as well, on the same data. */
  readonly evidence: number;
  /** Paths of the numbers that it gives otherwise. */
  readonly contradicted: readonly string[];
  /** Why it could not be tried; `null` where it was. */
  readonly failure: string | null;
}

const DIGITS = 4;

/** Whether a value agrees to four significant digits with a number that has more. */
function isNear(printed: PrintedNumber, value: number): boolean {
  if (printed.value === 0 || printed.bound !== "none") return false;
  const fourth = powerOfTen(decimalExponent(printed.value) - DIGITS + 1);
  return fourth > printed.unit && Math.abs(unitsOff(printed, value)) * printed.unit <= fourth / 2;
}

/** Whether a number stands with more digits than a program prints. */
function isTooFine(printed: PrintedNumber, format: PrintFormat): boolean {
  if ("decimals" in format) return printed.unit < 0.99 * powerOfTen(-format.decimals);
  const digits = printed.text.replace(/e.*$/i, "").replace(/[^\d]/g, "").replace(/^0+/, "").length;
  return digits > format.significant;
}

/** How far numbers of other methods lie apart on the same data: absolutely, or where it says so as a share of the value. */
const SPREAD: Readonly<Record<QuantityKind, { readonly of: number; readonly relative: boolean }>> = {
  proportion: { of: 0.1, relative: false },
  probability: { of: 0.1, relative: false },
  correlation: { of: 0.4, relative: false },
  "p-value": { of: 0.2, relative: false },
  percentage: { of: 20, relative: false },
  ratio: { of: 0.4, relative: true },
  statistic: { of: 0.4, relative: true },
  variance: { of: 0.5, relative: true },
  real: { of: 0.3, relative: true },
};
const DERIVED = /^(?:plr|nlr|inverseNlr|dor|falsePositiveRate|fagan\.)/;
const COUNTED = /(?:^|\.)(?:df|k|diseased|nonDiseased|prevalence|prior)$/;

/**
 * −log₁₀ of the chance that another method prints the same number: one unit of its last digit in the spread that methods have.
 * What follows from other printed numbers counts half, what is counted nothing, and a limit less than its estimate.
 */
function evidenceOf({ name, info }: PrintedQuantity, part: QuantityPart, printed: PrintedNumber, unit: number): number {
  if (COUNTED.test(name)) return 0;
  if (printed.bound !== "none") return 0.3;
  const { of, relative } = SPREAD[part === "pValue" ? "p-value" : (info?.kind ?? "real")];
  const spread = relative
    ? of * Math.max(Math.abs(printed.value), 1e-3)
    : printed.percent && info?.kind === "percentage"
      ? of / 100
      : of;
  const chance = Math.min(1, unit / spread);
  const share = (DERIVED.test(name) ? 0.5 : 1) * (part === "estimate" ? 1 : 0.75);
  return -log10(chance) * share;
}

/** What is counted of a candidate. */
export type Tally = Omit<Candidate, "id" | "program" | "heldAgainst" | "description" | "failure">;
export const NOTHING: Tally = {
  reproduced: 0,
  near: 0,
  off: 0,
  missing: 0,
  tooFine: 0,
  rowsReproduced: 0,
  rowsOff: 0,
  tried: 0,
  evidence: 0,
  contradicted: [],
};

/** Whether a quantity is one study's. */
export const isRow = (name: string): boolean => name.startsWith("studies.");

type Count = Exclude<keyof Tally, "contradicted">;

/** Counts the numbers of a result that an output gives again; `null` where there is none. */
export function tally(result: PublishedResult, output: ProgramOutput | null): Tally {
  const sum: Record<Count, number> = { ...NOTHING };
  const contradicted: string[] = [];
  for (const quantity of printedQuantities(result).values()) {
    const computed = output?.quantities[quantity.name];
    for (const { path, part, printed } of numbersOf(quantity)) {
      const compared = compareNumber(quantity, part, computed, "");
      const exact = compared.status === "reproduced";
      const near = !exact && compared.computed !== null && isNear(printed, compared.computed);
      if (isRow(quantity.name)) {
        if (compared.computed !== null) sum[exact || near ? "rowsReproduced" : "rowsOff"] += 1;
        continue;
      }
      if (output !== null) sum.tried += 1;
      if (compared.computed === null) sum.missing += 1;
      else if (exact) sum.reproduced += 1;
      else if (near) sum.near += 1;
      else {
        sum.off += 1;
        contradicted.push(path);
      }
      if (!exact && !near) continue;
      const unit = exact ? printed.unit : powerOfTen(decimalExponent(printed.value) - DIGITS + 1);
      sum.evidence += evidenceOf(quantity, part, printed, unit);
      if (computed !== undefined && isTooFine(printed, computed.format)) sum.tooFine += 1;
    }
  }
  return { ...sum, contradicted };
}

export const add = (a: Tally, b: Tally): Tally => ({
  reproduced: a.reproduced + b.reproduced,
  near: a.near + b.near,
  off: a.off + b.off,
  missing: a.missing + b.missing,
  tooFine: a.tooFine + b.tooFine,
  rowsReproduced: a.rowsReproduced + b.rowsReproduced,
  rowsOff: a.rowsOff + b.rowsOff,
  tried: a.tried + b.tried,
  evidence: a.evidence + b.evidence,
  contradicted: [...a.contradicted, ...b.contradicted],
});
