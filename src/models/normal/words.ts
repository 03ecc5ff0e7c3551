import { count } from "../../base/count.js";
import type { Correction } from "../../tables/correction.js";
import { estimatorTraits } from "./estimators.js";
import type { NormalFit } from "./fit.js";

/** What was fitted, in the sentences of a methods section. */
export function normalWords(fit: NormalFit): string {
  const { words, source, variation } = estimatorTraits(fit.options.method);
  const name = variation
    ? "the bivariate random-effects model of the logits: normal within and between studies (Reitsma 2005)"
    : "a bivariate fixed-effect model of the logits, without between-study variation";
  const by = !variation ? "" : source === "" ? ` by ${words}` : ` by the ${words} (${source})`;
  return `Sensitivity and specificity were pooled with ${name}. It was fitted to ${count(fit.k, "table")}${by}. ${correction(fit)}`;
}

function correction({ corrections, options, k }: NormalFit): string {
  const { value, when }: Correction = options.correction;
  if (corrections.length === 0) {
    return when === "none"
      ? "No continuity correction was made."
      : "No table had a zero cell in need of a continuity correction.";
  }
  return when === "all"
    ? `${value} was added to all four cells of all ${k} tables, as at least one had a zero cell.`
    : `${value} was added to all four cells of the ${count(corrections.length, "table")} with a zero cell.`;
}
