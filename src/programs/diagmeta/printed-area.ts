import type { PartialEstimate } from "../../base/estimate.js";
import { finiteOrNull } from "../../base/finite-or-null.js";
import { latentDistributions } from "../../models/thresholds/latent-distribution.js";
import { type LinearLines, printedProportion } from "./linear-curves.js";

const POINTS = 999;
const EDGE = 1e-6;

/** Trapezoids of y over x, divided by the range of x; `null` where that has none. */
function meanHeight(x: readonly number[], y: readonly number[]): number | null {
  let area = 0;
  for (let i = 1; i < x.length; i++) area += ((x[i]! - x[i - 1]!) * (y[i]! + y[i - 1]!)) / 2;
  return finiteOrNull(Math.abs(area) / (Math.max(...x) - Math.min(...x)));
}

/**
 * diagmeta's two areas: trapezoids between 999 places, sensitivity over specificity and the other way round. Its "limits" are the
 * areas under the pointwise bands, which are no interval of the area.
 */
export function printedAreas(
  fit: LinearLines,
  varNonDiseased: number,
  varDiseased: number,
  level: number,
): { readonly sensitivity: PartialEstimate; readonly specificity: PartialEstimate } {
  const { quantile } = latentDistributions[fit.options.distribution];
  const { alpha0, alpha1, beta0, beta1 } = fit.coefficients;
  const from = (quantile(EDGE) - alpha1) / beta1;
  const to = (quantile(1 - EDGE) - alpha0) / beta0;
  // the program's sums leave out the last of 999 places
  const places = Array.from({ length: POINTS - 1 }, (_, i) => from + ((to - from) * i) / (POINTS - 1));
  const sensitivity = places.map((x) => printedProportion(fit, 1, x, varDiseased, level));
  const specificity = places.map((x) => printedProportion(fit, 0, x, varNonDiseased, level));
  const part = (values: readonly PartialEstimate[], which: "estimate" | "lower" | "upper"): number[] =>
    values.map((value) => value[which]!);
  const area = (heights: readonly PartialEstimate[], over: readonly PartialEstimate[]): PartialEstimate => {
    const x = part(over, "estimate");
    return {
      estimate: meanHeight(x, part(heights, "estimate")),
      lower: meanHeight(x, part(heights, "lower")),
      upper: meanHeight(x, part(heights, "upper")),
      level,
    };
  };
  return { sensitivity: area(sensitivity, specificity), specificity: area(specificity, sensitivity) };
}
