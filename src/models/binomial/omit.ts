import { logBinomialCoefficient } from "../../numeric/distributions/gamma.js";
import type { BinomialCounts } from "./counts.js";

/** The columns of counts, one number a study. */
const COLUMNS = ["truePositives", "diseased", "trueNegatives", "nonDiseased"] as const;

/** One study's counts on their own, a view. */
export function alone(counts: BinomialCounts, i: number): BinomialCounts {
  const of = (column: Float64Array): Float64Array => column.subarray(i, i + 1);
  const { truePositives, diseased, trueNegatives, nonDiseased, q, design } = counts;
  return {
    k: 1,
    q,
    truePositives: of(truePositives),
    diseased: of(diseased),
    trueNegatives: of(trueNegatives),
    nonDiseased: of(nonDiseased),
    design: design.subarray(i * q, (i + 1) * q),
    logCoefficients:
      logBinomialCoefficient(diseased[i]!, truePositives[i]!) +
      logBinomialCoefficient(nonDiseased[i]!, trueNegatives[i]!),
  };
}

/** Writes all numbers but those of study i, `width` a study. */
function copyBut(from: Float64Array, i: number, width: number, to: Float64Array): void {
  to.set(from.subarray(0, width * i));
  to.set(from.subarray(width * (i + 1)), width * i);
}

/** Counts of all studies but one, the same buffers for one after another; studies of one design row. */
export function omitter(counts: BinomialCounts): (i: number, one: BinomialCounts) => BinomialCounts {
  const k = counts.k - 1;
  const rest = {
    ...counts,
    k,
    truePositives: new Float64Array(k),
    diseased: new Float64Array(k),
    trueNegatives: new Float64Array(k),
    nonDiseased: new Float64Array(k),
    design: counts.design.subarray(0, k * counts.q),
  };
  return (i, one) => {
    for (const name of COLUMNS) copyBut(counts[name], i, 1, rest[name]);
    return { ...rest, logCoefficients: counts.logCoefficients - one.logCoefficients };
  };
}

/** The studies' modes but those of one, two numbers a study, the same buffer for one after another. */
export function modesOmitter(modes: Float64Array): (i: number) => Float64Array {
  const rest = new Float64Array(modes.length - 2);
  return (i) => {
    copyBut(modes, i, 2, rest);
    return rest;
  };
}
