import { chiSquaredUpperTail } from "../../numeric/distributions/chi-squared.js";

/** The P value of a χ² statistic; `null` where there is none, without degrees of freedom or from 0/0. */
export function chiSquaredPValue(chiSquared: number, df: number): number | null {
  return df > 0 && !Number.isNaN(chiSquared) ? chiSquaredUpperTail(chiSquared, df) : null;
}
