import type { Analysis } from "../analysis/analyze.js";
import { describe } from "../base/describe.js";
import { InputError } from "../base/errors.js";

/** Refuses what is no analysis (`bad-analysis`), such as a fit, or an analysis of reports, which holds one. */
export function checkAnalysis(analysis: Analysis): void {
  const given: Partial<Analysis> & { readonly analysis?: unknown; readonly coefficients?: unknown } = analysis ?? {};
  if (Array.isArray(given.studies) && Array.isArray(given.warnings) && given.deeks !== undefined) return;
  const got = given.coefficients === undefined ? describe(analysis) : "a fit";
  const hint = given.analysis === undefined ? "" : " An analysis of reports holds it as `analysis`.";
  throw new InputError("bad-analysis", `analysis: got ${got}, wanted what analyze(studies) returns.${hint}`, {
    where: "analysis",
    got: analysis,
    wanted: "an Analysis",
  });
}
