import { log10 } from "../../numeric/elementary.js";
import type { ProgramQuantity } from "../../programs/program-output.js";
import { formatLike, type PrintedNumber, printsAs, unitsOff } from "../printed-number.js";
import type { PrintedQuantity, QuantityPart } from "../printed-quantities.js";

/** Whether a printed number came out again. */
export type NumberStatus = "reproduced" | "off" | "not-checkable";

/** A printed number beside the one that was computed. */
export interface ComparedNumber {
  /** Whether the number came out again. */
  readonly status: NumberStatus;
  /** The number as computed, unrounded; `null` where it can't be. */
  readonly computed: number | null;
  /** The computed number with the decimals of the printed one. */
  readonly rounded: string | null;
  /** Computed less printed, in units of the last printed digit; 0 where reproduced. */
  readonly unitsOff: number | null;
  /** Significant digits in which the two agree; `null` where either is 0 or the number is reproduced. */
  readonly agreeingDigits: number | null;
  /** What a reader has to know: that the program's number is a slip, that it is drawn at random, why it can't be checked. */
  readonly note: string | null;
}

/** Runs of the program stray no further than this from the exact value, in standard errors of its draws. */
const MONTE_CARLO_ERRORS = 3;

/** A computed number on the scale of the printed one: percentages that are printed with their sign are divided by 100. */
function onPrintedScale(value: number, quantity: PrintedQuantity, printed: PrintedNumber): number {
  return quantity.info?.kind === "percentage" && printed.percent ? value / 100 : value;
}

function agreement(printed: PrintedNumber, value: number): number | null {
  if (printed.value === 0 || value === 0) return null;
  const relative = Math.abs(value - printed.value) / Math.abs(printed.value);
  return relative === 0 ? 15 : Math.max(0, Math.floor(-log10(relative)));
}

/** A number that can't be compared, with the reason. */
export const uncheckable = (note: string): ComparedNumber => ({
  status: "not-checkable",
  computed: null,
  rounded: null,
  unitsOff: null,
  agreeingDigits: null,
  note,
});

/** Compares one printed number with what a program computes for it, within the rounding of its digits. */
export function compareNumber(
  quantity: PrintedQuantity,
  part: QuantityPart,
  computed: ProgramQuantity | undefined,
  program: string,
): ComparedNumber {
  const printed = quantity[part]!;
  if (computed === undefined) return uncheckable(`${program} prints no ${quantity.name}`);
  const raw = computed[part];
  if (raw === undefined) return uncheckable(`${program} prints no ${part} of ${quantity.name}`);
  if (raw === null) return uncheckable(`${program} gives no ${part} of ${quantity.name} for these data`);
  const value = onPrintedScale(raw, quantity, printed);
  const error = computed.monteCarlo?.[part];
  const slack = error === undefined ? 0 : MONTE_CARLO_ERRORS * error;
  const reproduced = printsAs(printed, value, slack);
  const { doubt } = computed;
  if (!reproduced && doubt !== undefined && Math.abs(value - printed.value) <= doubt.within + printed.unit)
    return uncheckable(`${doubt.why} (${formatLike(printed, value)})`);
  const drawn =
    error === undefined || printsAs(printed, value)
      ? null
      : `${program} draws this number at random; it lies within ${MONTE_CARLO_ERRORS} standard errors of its draws`;
  return {
    status: reproduced ? "reproduced" : "off",
    computed: value,
    rounded: formatLike(printed, value),
    unitsOff: reproduced ? 0 : unitsOff(printed, value),
    agreeingDigits: reproduced ? null : agreement(printed, value),
    note: reproduced && drawn !== null ? drawn : (computed.slip ?? null),
  };
}
