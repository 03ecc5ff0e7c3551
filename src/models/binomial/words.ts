import { count } from "../../base/count.js";
import { log10, powerOfTen } from "../../numeric/elementary.js";
import type { BinomialFit } from "./fit.js";

/** What was fitted, in the sentences of a methods section. */
export function binomialWords(fit: BinomialFit): string {
  const quadrature = fit.quadrature !== null && fit.quadrature.nodes > 1 ? " (Pinheiro & Bates 1995)" : "";
  const check =
    fit.quadrature === null
      ? ""
      : ` With ${fit.quadrature.refinedNodes} nodes no estimate would move by more than ${power(Math.max(fit.quadrature.coefficientChange, fit.quadrature.betweenStudyChange))} on the logit scale.`;
  return (
    `Sensitivity and specificity were pooled with the exact bivariate random-effects model: binomial counts within studies, bivariate normal logits between them (Chu & Cole 2006). ` +
    `It was fitted to ${count(fit.k, "table")} by ${fit.method}${quadrature}.${check} The model needs no continuity correction, and none was made.`
  );
}

/** A change as a bound: the next power of ten above it. */
function power(change: number): string {
  const exponent = Math.max(-12, Math.ceil(log10(Math.max(change, 1e-12))));
  if (exponent > -4) return String(powerOfTen(exponent));
  return `10⁻${[...String(-exponent)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("")}`;
}
