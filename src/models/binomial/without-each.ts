import { landscapeOf } from "../near-optimum.js";
import type { PsiModel } from "../psi-spaces.js";
import { binomialFitOf } from "./assemble-binomial.js";
import { prepareCounts } from "./counts.js";
import type { BinomialFit } from "./fit.js";
import { DEFAULT_NODES, maximizeBinomial } from "./maximize.js";
import { nearByScore, nearByValue } from "./near-landscape.js";
import { isValueSought } from "./objective.js";
import { alone, omitter } from "./omit.js";
import { chooseModel } from "./simplify.js";

/** Fewer studies than this are fitted anew each time: without one of them the landscape is another. */
const LEAST_STUDIES = 6;

/**
 * Fits to all studies of `fit` but one, of that number, each from the landscape of the whole fit, of which value, score and
 * information of one study are taken off; `null` where a fit has to be made anew.
 */
export function binomialWithoutEach(fit: BinomialFit): (omitted: number) => BinomialFit | null {
  const { nodes, refine, moderators, correlation } = fit.options;
  const none = () => null;
  if (moderators.length > 0 || fit.k < LEAST_STUDIES) return none;
  const { counts, scaling, design } = prepareCounts(fit.studies, moderators);
  const model: PsiModel = correlation === 0 ? "uncorrelated" : "correlated";
  if (counts.k !== fit.k || chooseModel(counts, correlation).model !== model) return none;
  const optimum = maximizeBinomial(counts, scaling, model, { nodes, refine, startFrom: fit.betweenStudy });
  const landscape = landscapeOf(optimum);
  const rule = refine ? DEFAULT_NODES : nodes;
  // what more nodes or a grid had to say of the whole, they have to say of its parts
  if (landscape === null || optimum.rule !== rule) return none;

  const near = (isValueSought(rule) ? nearByValue : nearByScore)({ counts, scaling, landscape, rule });
  const without = omitter(counts);
  const options = { ...fit.options, minStudies: Math.min(fit.options.minStudies, fit.k - 1) };
  return (omitted) => {
    const one = alone(counts, omitted);
    const rest = without(omitted, one);
    const chosen = chooseModel(rest, correlation);
    const found = chosen.model === model ? near(omitted, rest, one) : null;
    if (found === null) return null;
    const studies = fit.studies.toSpliced(omitted, 1);
    return binomialFitOf({ studies, counts: rest, scaling, design, excluded: [] }, chosen, found, options);
  };
}
