import type { CoreOptions, FitCore } from "../fit-core.js";

/** What quadrature did to the numbers: the change when the fit's nodes are refined. */
export interface QuadratureCheck {
  /** Nodes per dimension of the fit. */
  readonly nodes: number;
  /** Nodes per dimension of the finer rule. */
  readonly refinedNodes: number;
  /** Log-likelihood at `refinedNodes` less that at `nodes`, both at the reported estimates. */
  readonly logLikChange: number;
  /** Largest change of a coefficient after a Newton step at `refinedNodes`. */
  readonly coefficientChange: number;
  /** Largest change of an element of Ψ after a Newton step at `refinedNodes`. */
  readonly betweenStudyChange: number;
}

/** How `fitBinomial` was asked to fit, defaults filled in. */
export interface BinomialFitOptions extends CoreOptions {
  /** Quadrature nodes per dimension asked for; `quadrature.nodes` are those of the final fit. */
  readonly nodes: number;
  /** Whether nodes are added until a finer rule moves nothing by 1e-6. */
  readonly refine: boolean;
}

/** The binomial-normal model (Chu & Cole 2006), by adaptive Gauss–Hermite quadrature. */
export interface BinomialFit extends FitCore {
  /** Binomial within studies, normal between them. */
  readonly model: "binomial";
  /** What was asked for, defaults filled in. */
  readonly options: BinomialFitOptions;
  /** What finer quadrature would change; `null` where it was not tried. */
  readonly quadrature: QuadratureCheck | null;
  /** Steps down the ladder of simpler models that were taken, in order; empty for the model asked for. */
  readonly simplifications: readonly string[];
}
