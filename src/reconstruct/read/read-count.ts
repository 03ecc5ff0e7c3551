import { shown } from "../../base/describe.js";
import { InputError } from "../../base/errors.js";
import { rational } from "../../numeric/rational.js";
import { LARGEST_TABLE } from "../search/problem.js";
import type { CountField, CountItem } from "./printed-item.js";
import { isNotReported } from "./printed-number.js";

/** Sizes and cells, as messages call them. */
export const countLabels: Readonly<Record<CountField, string>> = {
  n: "n",
  diseased: "diseased",
  nonDiseased: "non-diseased",
  tp: "TP",
  fp: "FP",
  fn: "FN",
  tn: "TN",
};

/** A size or cell as an item; none where it isn't given. Throws `InputError` unless it is a whole number in range. */
export function readCount(field: CountField, input: unknown): CountItem[] {
  if (input === undefined || input === null || (typeof input === "string" && isNotReported(input))) return [];
  const least = field === "n" ? 1 : 0;
  const value = typeof input === "string" && /^\s*\d+\s*$/.test(input) ? Number(input) : input;
  if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > LARGEST_TABLE) {
    throw new InputError(
      "bad-count",
      `${field}: got ${shown(input)}, wanted a whole number from ${least} to ${LARGEST_TABLE}. ` +
        "Sizes and cells are numbers of patients; leave the field out where the paper doesn't report it.",
      { where: field, got: input, wanted: `a whole number from ${least} to ${LARGEST_TABLE}` },
    );
  }
  return [countItem(field, value)];
}

/** A size or cell of this value as an item. */
export function countItem(field: CountField, value: number): CountItem {
  const exact = rational(value);
  return {
    kind: "count",
    field,
    label: countLabels[field],
    printed: String(value),
    unit: rational(1n),
    interval: { lower: exact, upper: exact, lowerClosed: true, upperClosed: true },
  };
}

/** Throws `InputError` where the sizes cannot belong to one study. */
export function checkSizes(counts: readonly CountItem[]): void {
  const sizes = Object.fromEntries(counts.map(({ field, printed }) => [field, Number(printed)])) as Partial<
    Record<CountField, number>
  >;
  const { n, diseased, nonDiseased } = sizes;
  const reject = (where: string, message: string): never => {
    throw new InputError(
      "sizes-do-not-add-up",
      `${message} Check them in the paper; leave out the one that is in doubt.`,
      {
        where,
        got: sizes,
        wanted: "diseased + nonDiseased = n",
      },
    );
  };
  if (n !== undefined && diseased !== undefined && nonDiseased !== undefined && diseased + nonDiseased !== n) {
    reject(
      "n, diseased, nonDiseased",
      `the sizes do not add up: diseased ${diseased} + nonDiseased ${nonDiseased} = ${diseased + nonDiseased}, but n is ${n}.`,
    );
  }
  for (const [field, size] of Object.entries({ diseased, nonDiseased })) {
    if (n !== undefined && size !== undefined && size > n) {
      reject(`n, ${field}`, `the sizes do not add up: ${field} ${size} is more than n ${n}.`);
    }
  }
}
