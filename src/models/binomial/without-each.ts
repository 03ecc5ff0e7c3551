import { binomialFitOf } from "./assemble-binomial.js";
import type { BinomialFit } from "./fit.js";
import { binomialLandscape } from "./landscape.js";
import { DEFAULT_NODES } from "./maximize.js";
import { nearByScore, nearByValue } from "./near-landscape.js";
import { isValueSought } from "./objective.js";
import { partsOf } from "./omit.js";
import { chooseModel } from "./simplify.js";

/**
 * Fits to all studies of `fit` but one, of that number, each from the landscape of the whole fit, of which value, score and
 * information of one study are taken off; `null` where a fit has to be made anew.
 */
export function binomialWithoutEach(fit: BinomialFit): (omitted: number) => BinomialFit | null {
  const { nodes, refine, correlation } = fit.options;
  const known = binomialLandscape(fit);
  const rule = refine ? DEFAULT_NODES : nodes;
  // what more nodes or a grid had to say of the whole, they have to say of its parts
  if (known === null || known.rule !== rule) return () => null;
  const { landscape, model, quadrature } = known;
  const { counts, scaling, design } = known.whole;
  const parts = partsOf(counts);
  const near = (isValueSought(rule) ? nearByValue : nearByScore)(
    { counts, scaling, landscape, rule, quadrature },
    parts,
  );
  const { rest } = parts;
  const options = { ...fit.options, minStudies: Math.min(fit.options.minStudies, fit.k - 1) };
  return (omitted) => {
    const found = near(omitted);
    if (found === null) return null;
    const chosen = chooseModel(rest, correlation);
    if (chosen.model !== model) return null;
    const studies = fit.studies.toSpliced(omitted, 1);
    return binomialFitOf({ studies, counts: rest, scaling, design, excluded: [] }, chosen, found, options);
  };
}
