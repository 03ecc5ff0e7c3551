import { betweenStudyOf } from "../between-study.js";
import { covarianceOf } from "../engine/boundary.js";
import type { Factor } from "../engine/model.js";
import type { BetweenStudy } from "../fit.js";
import { rowLoadings, type StructureChoice } from "./structure.js";

/** [F_se F_seᵀ, F_sp F_spᵀ, F_se F_spᵀ] of one row of a test with its derivatives by the covariance parameters. */
export interface TotalVariation {
  readonly variation: BetweenStudy;
  /** 3 × number of covariance parameters: varSensitivity, varSpecificity, covariance. */
  readonly jacobian: readonly (readonly number[])[];
}

/** All of a test's variation between studies: the covariance of the effects of one row. */
export function totalVariation(choice: StructureChoice, spread: readonly number[], test: number): TotalVariation {
  const [se, sp] = [0, 1].map((outcome) => rowLoadings(choice, test, 0, outcome)) as [
    ReturnType<typeof rowLoadings>,
    ReturnType<typeof rowLoadings>,
  ];
  const pairs = [
    [se, se],
    [sp, sp],
    [se, sp],
  ] as const;
  const jacobian = pairs.map(() => spread.map(() => 0));
  const values = pairs.map(([one, other], i) => {
    let sum = 0;
    for (const left of one) {
      for (const right of other) {
        if (left.column !== right.column) continue;
        sum += spread[left.parameter]! * spread[right.parameter]!;
        jacobian[i]![left.parameter]! += spread[right.parameter]!;
        jacobian[i]![right.parameter]! += spread[left.parameter]!;
      }
    }
    return sum;
  });
  return { variation: fromMoments(values[0]!, values[1]!, values[2]!), jacobian };
}

/** Variances and covariance as a result. */
export function fromMoments(varSensitivity: number, varSpecificity: number, covariance: number): BetweenStudy {
  const spread = Math.sqrt(varSensitivity * varSpecificity);
  const correlation = spread > 0 ? Math.max(-1, Math.min(1, covariance / spread)) : null;
  return { varSensitivity, varSpecificity, covariance: covariance + 0, correlation };
}

/** The covariance of a factor of two effects; of standard deviations where they are alone. */
function ofFactors(spread: readonly number[], factors: readonly Factor[]): BetweenStudy {
  const [first, second] = factors;
  if (first!.size === 2) {
    const at = first!.offset;
    return betweenStudyOf([spread[at]!, spread[at + 1]!, spread[at + 2]!]);
  }
  const a = spread[first!.offset]!;
  const c = spread[(second ?? first)!.offset]!;
  return { varSensitivity: a * a, varSpecificity: c * c, covariance: 0, correlation: a > 0 && c > 0 ? 0 : null };
}

/** The covariances of a structure as a fit reports them. */
export function structureCovariances(
  choice: StructureChoice,
  spread: readonly number[],
  factors: readonly Factor[],
  tests: readonly string[],
) {
  const byTest = (at: (test: number) => BetweenStudy): Record<string, BetweenStudy> =>
    Object.fromEntries(tests.map((name, test) => [name, at(test)]));
  switch (choice.structure) {
    case "independent":
      return {
        betweenStudy:
          choice.variances === "equal"
            ? ofFactors(spread, factors)
            : byTest((test) => ofFactors(spread, [factors[test]!])),
        withinStudy: null,
        covariance4: null,
      };
    case "shared":
      return { betweenStudy: ofFactors(spread, factors), withinStudy: null, covariance4: null };
    case "nested":
      return {
        betweenStudy: ofFactors(spread, factors),
        withinStudy: ofFactors(spread, factors.slice(1)),
        covariance4: null,
      };
    case "unstructured": {
      const covariance4 = covarianceOf(spread, factors[0]!);
      const block = (test: number): BetweenStudy =>
        fromMoments(
          covariance4[2 * test]![2 * test]!,
          covariance4[2 * test + 1]![2 * test + 1]!,
          covariance4[2 * test]![2 * test + 1]!,
        );
      return { betweenStudy: byTest(block), withinStudy: null, covariance4 };
    }
  }
}
