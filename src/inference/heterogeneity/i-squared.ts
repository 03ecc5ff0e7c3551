import { checkNumber } from "../../base/checks.js";
import type { PartialEstimate } from "../../base/estimate.js";
import { log, square } from "../../numeric/elementary.js";
import { normalCritical } from "../point/wald.js";

/**
 * I² of any χ² statistic with its degrees of freedom, the share of it in excess of what chance gives:
 * I² = max(0, (H² − 1)/H²), H² = χ²/df, as a proportion (0.61, not 61 %).
 *
 * The interval is I² ± z·2·se/H² within [0, 1], H² not below 1, where se is the standard error of ln H that Higgins &
 * Thompson 2002 (Stat Med 21:1539, doi:10.1002/sim.1186) give: with K = df + 1,
 * ½(ln χ² − ln df)/(√(2χ²) − √(2K − 3)) if χ² > K, otherwise √((1 − 1/(3(K − 2)²))/(2(K − 2))). It is symmetric (a delta
 * method on I²), as Stata's midas computes every I² it prints; Higgins & Thompson exponentiate an interval of ln H instead.
 *
 * `null` limits where se is not defined: one degree of freedom and χ² ≤ 2. All `null` where df is 0 or χ² isn't finite.
 *
 * @example
 * ```ts
 * import { iSquaredOf } from "dta-meta";
 *
 * iSquaredOf(18.9, 4, 0.95).estimate?.toFixed(3); // "0.788"
 * ```
 */
export function iSquaredOf(chiSquared: number, df: number, level: number): PartialEstimate {
  const z = normalCritical(level);
  checkNumber("chiSquared", chiSquared);
  checkNumber("df", df);
  if (!(df > 0 && chiSquared >= 0 && Number.isFinite(chiSquared))) {
    return { estimate: null, lower: null, upper: null, level };
  }
  const ratio = chiSquared / df;
  const estimate = ratio > 1 ? (Number.isFinite(ratio) ? (ratio - 1) / ratio : 1) : 0;
  const k = df + 1;
  if (df < 1 || (chiSquared <= k && k === 2)) return { estimate, lower: null, upper: null, level };
  const se =
    chiSquared > k
      ? (0.5 * (log(chiSquared) - log(df))) / (Math.sqrt(2 * chiSquared) - Math.sqrt(2 * k - 3))
      : Math.sqrt((1 - 1 / (3 * square(k - 2))) / (2 * (k - 2)));
  const half = (2 * z * se) / Math.max(1, ratio);
  return { estimate, lower: Math.max(0, estimate - half), upper: Math.min(1, estimate + half), level };
}

/** A band of the Cochrane Handbook's reading of I². The bands overlap on purpose. */
export type HeterogeneityBand = "might not be important" | "moderate" | "substantial" | "considerable";

/**
 * The Cochrane Handbook's words for an I² (section 10.10.2): 0–40 % might not be important, 30–60 % may represent moderate,
 * 50–90 % substantial, 75–100 % considerable heterogeneity. The bands overlap, so an I² may have two. The Handbook adds that
 * its importance depends on size and direction of the effects and on the strength of evidence, and for diagnostic accuracy
 * advises against univariate I², which takes differing thresholds for heterogeneity.
 *
 * @param iSquared as a proportion; `null` (not known) has no words
 *
 * @example
 * ```ts
 * import { heterogeneityWords } from "dta-meta";
 *
 * heterogeneityWords(0.55); // ["moderate", "substantial"]
 * ```
 */
export function heterogeneityWords(iSquared: number | null): readonly HeterogeneityBand[] {
  if (iSquared === null) return [];
  checkNumber("iSquared", iSquared);
  const bands: readonly (readonly [number, number, HeterogeneityBand])[] = [
    [0, 0.4, "might not be important"],
    [0.3, 0.6, "moderate"],
    [0.5, 0.9, "substantial"],
    [0.75, 1, "considerable"],
  ];
  return bands.filter(([low, high]) => iSquared >= low && iSquared <= high).map(([, , word]) => word);
}
