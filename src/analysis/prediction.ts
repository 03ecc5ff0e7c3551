import { checkChoice } from "../base/checks.js";
import { REMEDIES } from "../base/remedies.js";
import { penalizedPsi } from "../inference/point/penalized-psi.js";
import { type BivariateFit, traitsOf, type Warning } from "../models/fit.js";
import type { PenalizedPsi } from "../models/penalized.js";
import type { AnalyzeOptions } from "./options.js";
import { coverageNear } from "./simulated-coverage.js";

/** What the prediction of an analysis rests on. */
export interface PredictionBasis {
  /** The Ψ that was asked for in the place of the fit's; `undefined` where prediction takes the fit's. */
  readonly psi: PenalizedPsi | undefined;
  readonly warnings: readonly Warning[];
}

/** Least studies of which anything is predicted. */
const LEAST_STUDIES = 4;

/**
 * The Ψ that prediction takes, and a warning where the fit's own is known to be too small for it.
 *
 * @param regular whether the fit converged to estimates that are all finite
 */
export function predictionBasis(
  fit: BivariateFit | null,
  { prediction = "estimated", as }: Pick<AnalyzeOptions, "prediction" | "as">,
  regular: boolean,
): PredictionBasis {
  checkChoice("prediction", prediction, ["estimated", "penalized"]);
  if (fit === null) return { psi: undefined, warnings: [] };
  if (prediction === "penalized") {
    // what has no likelihood to penalise says so, however its fit went
    return regular || fit.draws !== undefined ? { psi: penalizedPsi(fit), warnings: [] } : NOT_PENALIZED;
  }
  // a program prints what it prints
  const warned = regular && as === undefined && fit.k >= LEAST_STUDIES;
  return { psi: undefined, warnings: warned ? shortPrediction(fit) : [] };
}

const NOT_PENALIZED: PredictionBasis = {
  psi: undefined,
  warnings: [
    {
      code: "prediction-not-penalized",
      message:
        "Prediction rests on the fit's own covariance between studies: where a fit has no finite optimum there is none to penalise.",
    },
  ],
};

const EDGES = {
  none: null,
  correlation: "at an estimated correlation of ±1",
  variance: "at an estimated variance of 0",
} as const;

function shortPrediction(fit: BivariateFit): Warning[] {
  if (fit.draws !== undefined || traitsOf(fit).assumesNoVariation(fit)) return [];
  const simulated = coverageNear(fit);
  const edge = EDGES[fit.convergence.boundary];
  if (simulated === null && edge === null) return [];
  const where = [simulated === null ? null : `with ${fit.k} studies`, edge].filter((words) => words !== null);
  const figures =
    simulated === null
      ? ""
      : ` (in simulated reviews of ${simulated.k} studies the 95% region held ${simulated.estimated}% of new studies, and ${simulated.penalized}% by that option)`;
  const message = `Prediction falls short ${where.join(" and ")}: ${REMEDIES.penalizedPrediction} holds more of what it promises${figures}.`;
  return [{ code: "short-prediction", message }];
}
