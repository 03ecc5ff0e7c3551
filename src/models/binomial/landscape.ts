import { type Landscape, landscapeOf } from "../near-optimum.js";
import type { PsiModel } from "../psi-spaces.js";
import { type PreparedCounts, prepareCounts } from "./counts.js";
import type { BinomialFit, QuadratureCheck } from "./fit.js";
import { type BinomialOptimum, maximizeBinomial } from "./maximize.js";
import { chooseModel } from "./simplify.js";

/** Fewer studies than this are fitted anew each time: others make another landscape. */
const LEAST_STUDIES = 6;

/** What a fit's likelihood looks like, for fits to nearly the same studies. */
export interface BinomialLandscape {
  readonly whole: PreparedCounts;
  readonly model: PsiModel;
  readonly landscape: Landscape;
  readonly rule: BinomialOptimum["rule"];
  readonly quadrature: QuadratureCheck | null;
}

/** Optima of fits that were made here without a hint where to start: what a search would find again, to the last bit. */
const known = new WeakMap<BinomialFit, BinomialOptimum>();

/** Keeps what a search found, for fits to nearly the same studies. */
export function remember(fit: BinomialFit, optimum: BinomialOptimum): BinomialFit {
  known.set(fit, optimum);
  return fit;
}

/** The landscape of a fit; `null` where each fit to nearly the same studies has to be made anew. */
export function binomialLandscape(fit: BinomialFit): BinomialLandscape | null {
  const { nodes, refine, moderators, correlation } = fit.options;
  if (moderators.length > 0 || fit.k < LEAST_STUDIES) return null;
  const whole = prepareCounts(fit.studies, moderators);
  const { counts, scaling } = whole;
  const model: PsiModel = correlation === 0 ? "uncorrelated" : "correlated";
  if (counts.k !== fit.k || chooseModel(counts, correlation).model !== model) return null;
  const optimum = known.get(fit) ?? maximizeBinomial(counts, scaling, model, { nodes, refine });
  const landscape = landscapeOf(optimum);
  return landscape === null ? null : { whole, model, landscape, rule: optimum.rule, quadrature: optimum.quadrature };
}
