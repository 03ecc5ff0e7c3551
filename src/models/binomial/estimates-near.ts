import type { Study } from "../../tables/study.js";
import { betweenStudyOf } from "../between-study.js";
import type { Estimates } from "../model.js";
import { NEAR_DRAW, nearLandscape } from "../near-optimum.js";
import { choleskyOf } from "../psi-spaces.js";
import { countsOf } from "./counts.js";
import type { BinomialFit } from "./fit.js";
import { binomialLandscape } from "./landscape.js";
import { APPROXIMATE } from "./maximize.js";
import { RIPPLES } from "./near-landscape.js";
import { binomialObjective, isValueSought } from "./objective.js";
import { chooseModel } from "./simplify.js";

/**
 * The estimates that as many other studies give by a rule whose own value is maximised, from the landscape of a fit; `null` where a
 * fit has to be made.
 */
export function binomialEstimatesNear(fit: BinomialFit): (studies: readonly Study[]) => Estimates | null {
  const { nodes: rule, refine, correlation } = fit.options;
  const known = !refine && isValueSought(rule) ? binomialLandscape(fit) : null;
  if (known === null) return () => null;
  const { landscape, model } = known;
  const { design } = known.whole.counts;
  const modes = new Float64Array(2 * fit.k);
  return (studies) => {
    if (studies.length !== fit.k) return null;
    const counts = countsOf(studies, 1, design);
    if (chooseModel(counts, correlation).model !== model) return null;
    modes.fill(0);
    const objective = binomialObjective(counts, rule, { modes });
    const optimum = nearLandscape(objective, landscape, { ...APPROXIMATE, ...NEAR_DRAW, margin: RIPPLES })();
    if (optimum === null) return null;
    return {
      coefficients: Array.from(optimum.full.slice(0, -3)),
      betweenStudy: betweenStudyOf(choleskyOf(optimum.full)),
    };
  };
}
