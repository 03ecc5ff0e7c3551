import { analysisShapes } from "../analysis/analysis-shapes.js";
import type { Analysis } from "../analysis/analyze.js";
import { describe } from "../base/describe.js";
import { InputError } from "../base/errors.js";
import { misshapen } from "../base/shape.js";

/**
 * Refuses what is no analysis (`bad-analysis`), such as a fit, or an analysis of reports, which holds one; of an analysis that was
 * stored and changed, it names the part that is not as it should be.
 */
export function checkAnalysis(analysis: Analysis): void {
  const given: Partial<Analysis> & { readonly analysis?: unknown; readonly coefficients?: unknown } = analysis ?? {};
  const alike = Array.isArray(given.studies) && Array.isArray(given.warnings) && given.deeks !== undefined;
  const where = alike ? misshapen(analysis, analysisShapes.Analysis!, analysisShapes, "analysis") : "analysis";
  if (where === null) return;
  const got = alike ? "something else" : given.coefficients === undefined ? describe(analysis) : "a fit";
  const hint = given.analysis === undefined ? "" : " An analysis of reports holds it as `analysis`.";
  throw new InputError("bad-analysis", `${where}: got ${got}, wanted what analyze(studies) returns.${hint}`, {
    where,
    got: analysis,
    wanted: "an Analysis",
  });
}
