import { positiveDefiniteInverse } from "../../numeric/linear/matrix.js";
import { betweenStudyOf, choleskyOfBetweenStudy } from "../between-study.js";
import { climbPenalized, type PenalizedPsi } from "../penalized.js";
import { choleskyOf } from "../psi-spaces.js";
import { prepareCounts } from "./counts.js";
import type { BinomialFit } from "./fit.js";
import { FINE_GRID } from "./grid-integral.js";
import { binomialObjective } from "./objective.js";
import { binomialStarts } from "./starts.js";

/** Ψ and the covariance of the coefficients at the maximum of the exact likelihood times |Ψ|^½. */
export function penalizedBinomial({ studies, options, betweenStudy, covariance }: BinomialFit): PenalizedPsi {
  const { counts, scaling } = prepareCounts(studies, options.moderators);
  const [start] = binomialStarts(counts, betweenStudy);
  start!.set(choleskyOfBetweenStudy(betweenStudy), start!.length - 3);
  const { x, hessian } = climbPenalized(binomialObjective(counts, FINE_GRID), start!);
  const n = x.length;
  const rows = Array.from({ length: n }, (_, i) => Array.from(hessian.subarray(i * n, (i + 1) * n)));
  const inverse = positiveDefiniteInverse(rows);
  const joint = inverse === null ? null : scaling.originalCovariance(inverse);
  return {
    betweenStudy: betweenStudyOf(choleskyOf(x)),
    covariance: joint === null ? covariance : joint.slice(0, n - 3).map((row) => row.slice(0, n - 3)),
  };
}
