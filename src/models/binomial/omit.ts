import { logBinomialCoefficient } from "../../numeric/distributions/gamma.js";
import type { BinomialCounts } from "./counts.js";

/** The columns of counts, one number a study. */
const COLUMNS = ["truePositives", "diseased", "trueNegatives", "nonDiseased"] as const;

/** Counts in two parts, one study and the others; the same buffers, for objectives that are made once, whichever study it is. */
export interface Parts {
  readonly rest: BinomialCounts;
  readonly one: BinomialCounts;
  /** The studies' modes, two numbers a study, likewise in two parts. */
  readonly modes: { readonly rest: Float64Array; readonly one: Float64Array };
  /** Writes the parts: study i, and the others. `modes` are those of all. */
  part(i: number, modes: Float64Array): void;
}

/** Writes all numbers but those of study i, `width` a study, to one place, and those of study i to another. */
function share(from: Float64Array, i: number, width: number, rest: Float64Array, one: Float64Array): void {
  rest.set(from.subarray(0, width * i));
  rest.set(from.subarray(width * (i + 1)), width * i);
  one.set(from.subarray(width * i, width * (i + 1)));
}

/** Parts of counts whose studies share one row of the design. */
export function partsOf(counts: BinomialCounts): Parts {
  const blank = (k: number) => ({
    ...counts,
    k,
    truePositives: new Float64Array(k),
    diseased: new Float64Array(k),
    trueNegatives: new Float64Array(k),
    nonDiseased: new Float64Array(k),
    design: counts.design.subarray(0, k * counts.q),
  });
  const [rest, one] = [blank(counts.k - 1), blank(1)];
  const modes = { rest: new Float64Array(2 * rest.k), one: new Float64Array(2) };
  return {
    rest,
    one,
    modes,
    part(i, all) {
      for (const name of COLUMNS) share(counts[name], i, 1, rest[name], one[name]);
      share(all, i, 2, modes.rest, modes.one);
      one.logCoefficients =
        logBinomialCoefficient(one.diseased[0]!, one.truePositives[0]!) +
        logBinomialCoefficient(one.nonDiseased[0]!, one.trueNegatives[0]!);
      rest.logCoefficients = counts.logCoefficients - one.logCoefficients;
    },
  };
}
