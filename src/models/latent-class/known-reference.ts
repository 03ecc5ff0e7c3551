import { checkNames } from "../../base/check-options.js";
import { shown } from "../../base/describe.js";
import { InputError } from "../../base/errors.js";
import type { ReferenceAccuracy } from "./joint-table.js";

/**
 * How far the errors of the index test go with those of the reference, given the truth: a share (0 to 1) of the largest covariance
 * that their rates allow. One number serves both groups.
 */
export type Dependence =
  | number
  | {
      /** Among people with the target condition; 0 by default. */
      readonly diseased?: number;
      /** Among people without it; 0 by default. */
      readonly nonDiseased?: number;
    };

/** A share of dependence for each group. */
export interface DependenceShares {
  /** Among people with the target condition. */
  readonly diseased: number;
  /** Among people without it. */
  readonly nonDiseased: number;
}

function checkUnit(where: string, value: unknown, code: string, wanted: string): number {
  if (typeof value === "number" && value >= 0 && value <= 1) return value;
  throw new InputError(code, `${where} must be ${wanted}, got ${shown(value)}.`, {
    where,
    got: value,
    wanted,
  });
}

/** Shares of dependence for both groups, checked (`bad-option`). */
export function dependenceShares(dependence: Dependence | undefined, where = "dependence"): DependenceShares {
  const wanted = "a share of the largest possible covariance from 0 to 1";
  if (dependence === undefined) return { diseased: 0, nonDiseased: 0 };
  if (typeof dependence === "number") {
    const share = checkUnit(where, dependence, "bad-option", wanted);
    return { diseased: share, nonDiseased: share };
  }
  checkNames(where, dependence, ["diseased", "nonDiseased"]);
  return {
    diseased: checkUnit(`${where}.diseased`, dependence.diseased ?? 0, "bad-option", wanted),
    nonDiseased: checkUnit(`${where}.nonDiseased`, dependence.nonDiseased ?? 0, "bad-option", wanted),
  };
}

/** A reference standard of known accuracy; throws `bad-reference` unless both are proportions whose sum exceeds 1. */
export function knownReference(
  sensitivity: number,
  specificity: number,
  { diseased, nonDiseased }: DependenceShares,
): ReferenceAccuracy {
  const wanted = "a proportion from 0 to 1, such as 0.95";
  checkUnit("sensitivity", sensitivity, "bad-reference", wanted);
  checkUnit("specificity", specificity, "bad-reference", wanted);
  if (!(sensitivity + specificity > 1)) {
    throw new InputError(
      "bad-reference",
      `a reference standard with sensitivity ${sensitivity} and specificity ${specificity} is no better than chance: their sum must exceed 1.`,
      { where: "sensitivity, specificity", got: [sensitivity, specificity], wanted: "a sum above 1" },
    );
  }
  return { sensitivity, specificity, dependenceDiseased: diseased, dependenceNonDiseased: nonDiseased };
}
