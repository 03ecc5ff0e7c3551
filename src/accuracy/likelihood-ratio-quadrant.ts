import { checkObject } from "../base/checks.js";
import { shown } from "../base/describe.js";
import { InputError } from "../base/errors.js";

/** Quadrant of the likelihood ratio matrix (x: LR−, y: LR+), by midas's names: left or right, upper or lower. */
export type Quadrant = "LUQ" | "RUQ" | "LLQ" | "RLQ";

/** Where a test stands in the likelihood ratio matrix. */
export interface LikelihoodRatioQuadrant {
  /** LUQ confirms and excludes, RUQ confirms only, LLQ excludes only, RLQ does neither. */
  readonly quadrant: Quadrant;
  /** What the test can do, in words. */
  readonly meaning: string;
  /** Whether a positive result confirms the disease: LR+ above the cut. */
  readonly confirms: boolean;
  /** Whether a negative result excludes the disease: LR− below the cut. */
  readonly excludes: boolean;
}

/** Cuts of the likelihood ratio matrix. */
export interface QuadrantCuts {
  /** A positive result confirms where LR+ is greater than this. Default 10. */
  readonly plr?: number;
  /** A negative result excludes where LR− is less than this. Default 0.1. */
  readonly nlr?: number;
}

const meanings: Readonly<Record<Quadrant, string>> = {
  LUQ: "exclusion and confirmation",
  RUQ: "confirmation only",
  LLQ: "exclusion only",
  RLQ: "neither exclusion nor confirmation",
};

/**
 * Quadrant of a test in the likelihood ratio matrix: LR+ > 10 confirms, LR− < 0.1 excludes (Jaeschke, Guyatt & Sackett
 * 1994, JAMA 271:703, doi:10.1001/jama.1994.03510330081039). Both inequalities are strict, as in Stata's
 * `midas, lrmat`: a ratio that equals its cut neither confirms nor excludes.
 *
 * Throws `InputError` where a ratio is negative or not a number (`bad-likelihood-ratio`), or a cut is not positive
 * (`bad-cut`).
 *
 * @example
 * ```ts
 * import { likelihoodRatioQuadrant } from "dta-meta";
 *
 * const { quadrant, confirms } = likelihoodRatioQuadrant({ plr: 12, nlr: 0.3 });
 * quadrant; // "RUQ"
 * confirms; // true
 * ```
 */
export function likelihoodRatioQuadrant(
  test: { readonly plr: number; readonly nlr: number },
  cuts: QuadrantCuts = {},
): LikelihoodRatioQuadrant {
  checkObject("test", test, "{ plr, nlr }");
  const { plr: confirm = 10, nlr: exclude = 0.1 } = checkObject("cuts", cuts, "{ plr, nlr }");
  for (const [where, value] of [
    ["plr", test.plr],
    ["nlr", test.nlr],
  ] as const) {
    if (!(typeof value === "number" && value >= 0)) {
      throw new InputError("bad-likelihood-ratio", `${where} must be a likelihood ratio ≥ 0, got ${shown(value)}.`, {
        where,
        got: value,
        wanted: "a number ≥ 0",
      });
    }
  }
  if (!(typeof confirm === "number" && typeof exclude === "number" && confirm > 0 && exclude > 0)) {
    throw new InputError("bad-cut", `the cuts must be positive, got LR+ ${shown(confirm)} and LR− ${shown(exclude)}.`, {
      where: "cuts",
      got: cuts,
      wanted: "two numbers above 0",
    });
  }
  const confirms = test.plr > confirm;
  const excludes = test.nlr < exclude;
  const quadrant: Quadrant = excludes ? (confirms ? "LUQ" : "LLQ") : confirms ? "RUQ" : "RLQ";
  return { quadrant, meaning: meanings[quadrant], confirms, excludes };
}
