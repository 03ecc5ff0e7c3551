import type { Study } from "../../data/study.js";
import type { Design } from "../design.js";

/** Studies and design of the binomial model as flat arrays: what the inner loops read. */
export interface BinomialCounts {
  /** Studies. */
  readonly k: number;
  /** Columns of one logit's design. */
  readonly q: number;
  readonly truePositives: Float64Array;
  readonly diseased: Float64Array;
  readonly trueNegatives: Float64Array;
  readonly nonDiseased: Float64Array;
  /** k × q, row by row; both logits share it. */
  readonly design: Float64Array;
  /** Σ ln C(n, y) over both margins of every study: the part of the log-likelihood without parameters. */
  readonly logCoefficients: number;
}

/** Flattens studies and their design; `logCoefficient(n, y)` is ln C(n, y). */
export function binomialCounts(
  studies: readonly Study[],
  design: Design,
  logCoefficient: (n: number, y: number) => number,
): BinomialCounts {
  const k = studies.length;
  const q = design.terms.length;
  const flat = new Float64Array(k * q);
  for (const [i, row] of design.rows.entries()) flat.set(row, i * q);
  let logCoefficients = 0;
  for (const { tp, fp, fn, tn } of studies) {
    logCoefficients += logCoefficient(tp + fn, tp) + logCoefficient(tn + fp, tn);
  }
  return {
    k,
    q,
    truePositives: Float64Array.from(studies, (study) => study.tp),
    diseased: Float64Array.from(studies, (study) => study.tp + study.fn),
    trueNegatives: Float64Array.from(studies, (study) => study.tn),
    nonDiseased: Float64Array.from(studies, (study) => study.tn + study.fp),
    design: flat,
    logCoefficients,
  };
}
