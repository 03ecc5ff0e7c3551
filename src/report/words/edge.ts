import type { Analysis } from "../../analysis/analyze.js";
import type { BivariateFit } from "../../models/fit.js";

/** A correlation beyond this is ±1 but for rounding. */
const ALMOST_ONE = 0.995;

/** Whether the between-study correlation is ±1, so that nothing can be said that rests on it. */
export function isAtEdge({ convergence, betweenStudy }: BivariateFit): boolean {
  return convergence.boundary === "correlation" || Math.abs(betweenStudy.correlation ?? 0) > ALMOST_ONE;
}

/** Whether what takes both logits together can be spoken of: both vary, and the data identify how they vary together. */
export const isJoint = ({ fit, unanimous }: Pick<Analysis, "fit" | "unanimous">): boolean =>
  fit !== null && unanimous.length === 0 && !isAtEdge(fit);

/** The correlation of the two logits, where it was estimated and identified. */
export function identifiedCorrelation(fit: BivariateFit): number | null {
  const { correlation } = fit.betweenStudy;
  return correlation === 0 || isAtEdge(fit) ? null : correlation;
}
