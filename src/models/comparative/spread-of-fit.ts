import { choleskyOfBetweenStudy } from "../between-study.js";
import type { BetweenStudy } from "../fit.js";
import type { ComparativeFit } from "./comparative-fit.js";

/** A diagonal element of 0 is a point of symmetry, which no gradient leaves: a start stands beside it. */
const INSIDE = 0.1;

const inside = ([a, b, c]: readonly [number, number, number]): number[] => [
  Math.max(a, INSIDE),
  b,
  Math.max(c, INSIDE),
];

/** Covariance parameters to start from, of a fit with the same structure. */
export function spreadOfFit(fit: ComparativeFit): number[] {
  const { betweenStudy, withinStudy, covariance4, within, tests } = fit;
  if (covariance4 !== null) return choleskyInside(covariance4);
  if (!isOne(betweenStudy)) return tests.flatMap((test) => inside(choleskyOfBetweenStudy(betweenStudy[test]!)));
  const study = inside(choleskyOfBetweenStudy(betweenStudy));
  if (withinStudy === null) return study;
  if (within === "unstructured") return [...study, ...inside(choleskyOfBetweenStudy(withinStudy))];
  const deviations = [withinStudy.varSensitivity, withinStudy.varSpecificity].map((v) =>
    Math.max(INSIDE, Math.sqrt(v)),
  );
  return [...study, ...(within === "diagonal" ? deviations : deviations.slice(0, 1))];
}

/** Whether there is one covariance for all tests. */
export function isOne(betweenStudy: ComparativeFit["betweenStudy"]): betweenStudy is BetweenStudy {
  return typeof (betweenStudy as BetweenStudy).varSensitivity === "number";
}

/** The Cholesky factor of a semidefinite matrix row by row, its pivots held off 0. */
function choleskyInside(matrix: readonly (readonly number[])[]): number[] {
  const factor: number[][] = [];
  matrix.forEach((row, i) => {
    const own: number[] = [];
    for (let j = 0; j <= i; j++) {
      const rest =
        row[j]! - own.reduce((sum, value, k) => (k < j ? sum + value * (factor[j]?.[k] ?? own[k]!) : sum), 0);
      own.push(i === j ? Math.max(INSIDE, Math.sqrt(Math.max(0, rest))) : rest / factor[j]![j]!);
    }
    factor.push(own);
  });
  return factor.flat();
}
