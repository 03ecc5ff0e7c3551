import type { Analysis } from "../../analysis/analyze.js";
import type { PartialEstimate } from "../../base/estimate.js";
import type { SummaryPoint } from "../../inference/point/summary-point.js";

const CONFIRMS = 10;
const EXCLUDES = 0.1;

/** Where an estimate lies to a cut: with its whole interval beyond it, with its point alone, or not. */
function beyond(
  { estimate, lower, upper }: PartialEstimate,
  isBeyond: (value: number) => boolean,
  nearest: "lower" | "upper",
): "interval" | "point" | "no" {
  if (estimate === null || !isBeyond(estimate)) return "no";
  const limit = nearest === "lower" ? lower : upper;
  return limit !== null && isBeyond(limit) ? "interval" : "point";
}

/**
 * What the usual cuts of the likelihood ratios (10 and 0.1) let be said: that a test allows confirmation or exclusion only where
 * the whole interval is beyond the cut; of a point estimate beyond it with an interval that is not, just that. `null` where
 * neither ratio is defined, and where they rest on no estimate.
 */
export function ratiosMeaning({ summary, fit, unanimous, warnings }: Analysis): string | null {
  // a fit that did not converge carries no claim, nor does a continuity correction
  const usable = fit?.convergence.converged || unanimous.length > 0;
  const corrected = warnings.some(({ code }) => code === "corrected-unanimous-margin");
  return summary !== null && usable && !corrected ? meaningOf(summary) : null;
}

function meaningOf({ plr, nlr }: SummaryPoint): string | null {
  if (plr.estimate === null && nlr.estimate === null) return null;
  const confirms = beyond(plr, (value) => value > CONFIRMS, "lower");
  const excludes = beyond(nlr, (value) => value < EXCLUDES, "upper");
  const allowed = [confirms === "interval" ? "confirmation" : "", excludes === "interval" ? "exclusion" : ""].filter(
    (word) => word !== "",
  );
  const pointOnly = [
    confirms === "point" ? "the positive one is above 10, but not its whole interval" : "",
    excludes === "point" ? "the negative one is below 0.1, but not its whole interval" : "",
  ].filter((words) => words !== "");
  const parts = [
    ...(allowed.length > 0 ? [`they allow ${allowed.join(" and ")} with their whole intervals`] : []),
    ...pointOnly,
  ];
  if (parts.length > 0) return parts.join("; ");
  const known = [plr.estimate === null ? "" : "confirmation", nlr.estimate === null ? "" : "exclusion"].filter(
    (word) => word !== "",
  );
  return `no ${known.join(" and no ")}`;
}
