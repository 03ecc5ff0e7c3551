import { compareRational, type Rational, rational } from "../../numeric/rational.js";
import type { NumberScale, PrintedNumber } from "./printed-number.js";

/** Something worth knowing about how a report was read. `code` is stable, the message is for people. */
export interface ReadingNote {
  /** Stable name of the note, for programs. */
  readonly code: string;
  /** The note, for people. */
  readonly message: string;
}

/** A proportion as printed, with its name. */
export interface LabelledNumber {
  readonly label: string;
  readonly number: PrintedNumber;
  /** Whether papers print it on the same scale as the others; MCC and κ go as proportions beside percentages. */
  readonly commonScale: boolean;
}

/** Which scale each proportion is on, and what to say about that. */
export interface ScaleReading {
  readonly scaleOf: (number: PrintedNumber) => NumberScale;
  readonly warnings: readonly ReadingNote[];
  readonly notes: readonly ReadingNote[];
}

const ONE = rational(1n);

/**
 * Proportions printed as percentages: with a % sign, or above 1 (below −1) in size, as in 91.1. Everything else is a
 * proportion; but a bare 0 among percentages is 0 %. A report that mixes both gets a warning, since "0.9" beside "91.1"
 * might be 0.9 %.
 */
export function readScales(numbers: readonly LabelledNumber[]): ScaleReading {
  const isPercent = (number: PrintedNumber): boolean => number.percentSign || size(number) > 0;
  const common = numbers.filter(({ number, commonScale }) => commonScale && !isZero(number));
  const percentages = common.filter(({ number }) => isPercent(number));
  const proportions = common.filter(({ number }) => !isPercent(number));
  const zerosArePercent = percentages.length > 0 && proportions.length === 0;
  const scaleOf = (number: PrintedNumber): NumberScale =>
    isPercent(number) || (zerosArePercent && isZero(number)) ? "percent" : "proportion";

  const notes: ReadingNote[] = [];
  const warnings: ReadingNote[] = [];
  const bare = numbers.filter(({ number }) => scaleOf(number) === "percent" && !number.percentSign);
  if (bare.length > 0) {
    notes.push({
      code: "read-as-percent",
      message: `Read as ${bare.length > 1 ? "percentages" : "a percentage"}: ${list(bare)}.`,
    });
  }
  if (percentages.length > 0 && proportions.length > 0) {
    warnings.push({
      code: "mixed-scales",
      message:
        `The report mixes percentages (${list(percentages)}) and proportions (${list(proportions)}). ` +
        'Check the latter in the paper, and write a % sign where a small number is a percentage ("0.9%").',
    });
  }
  for (const { label, number } of numbers) {
    if (scaleOf(number) !== "proportion" || number.decimals > 0) continue;
    warnings.push({
      code: "no-decimals",
      message:
        `${label} ${number.text} has no decimals, so it is read as rounded to a whole number: anything from ${isZero(number) ? "0 to 0.5" : "0.5 to 1"}. ` +
        `If it is exact, write it with the paper's decimals ("${number.text}.000") or as a percentage ("${isZero(number) ? 0 : 100}%").`,
    });
  }
  return { scaleOf, warnings, notes };
}

function list(numbers: readonly LabelledNumber[]): string {
  return numbers.map(({ label, number }) => `${label} ${number.text}`).join(", ");
}

function isZero({ value }: PrintedNumber): boolean {
  return value !== null && value.numerator === 0n;
}

/** −1, 0 or 1 as the number is smaller than, equal to or larger than 1 in size. */
function size({ value }: PrintedNumber): -1 | 0 | 1 {
  if (value === null) return 1;
  const absolute: Rational = value.numerator < 0n ? rational(-value.numerator, value.denominator) : value;
  return compareRational(absolute, ONE);
}
