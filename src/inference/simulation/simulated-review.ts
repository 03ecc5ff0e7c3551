import { DtaError } from "../../base/errors.js";
import { given } from "../../base/given.js";
import type { ModelOption } from "../../models/fit.js";
import { fitModel } from "../../models/models.js";
import { seededRandom } from "../../numeric/random/random.js";
import { summaryPoint } from "../point/summary-point.js";
import { type SimulationParameters, studySimulator } from "./simulate-studies.js";

/** What the interval of a mean has to be. */
export interface PlanTarget {
  /** No wider than this, from limit to limit. */
  readonly width?: number;
  /** Wholly above this. */
  readonly above?: number;
}

/** How each simulated review is analysed, and what counts as success. Plain data. */
export interface ReviewSettings {
  readonly parameters: SimulationParameters;
  readonly seed: number;
  readonly model: ModelOption;
  readonly level: number | undefined;
  readonly interval: "z" | "t";
  readonly sensitivity: PlanTarget;
  readonly specificity: PlanTarget;
}

/** What one simulated review came to; widths are `null` where there is no converged fit. */
export interface SimulatedReview {
  readonly widths: readonly [sensitivity: number, specificity: number] | null;
  readonly covered: readonly [sensitivity: boolean, specificity: boolean];
  readonly success: boolean;
}

const FAILED: SimulatedReview = { widths: null, covered: [false, false], success: false };

function meets(
  { width, above }: PlanTarget,
  { lower, upper }: { readonly lower: number; readonly upper: number },
): boolean {
  return (width === undefined || upper - lower <= width) && (above === undefined || lower > above);
}

/** Some reviews of so many studies each, drawn and analysed. Review r uses stream r of the seed. */
export function simulateReviews(
  { parameters, seed, model, level, interval, ...targets }: ReviewSettings,
  studies: number,
  { from, count }: { readonly from: number; readonly count: number },
): SimulatedReview[] {
  const draw = studySimulator({ ...parameters, studies });
  return Array.from({ length: count }, (_, i) => {
    try {
      const fit = fitModel(model, draw(seededRandom(seed, from + i)), given({ level }));
      if (!fit.convergence.converged) return FAILED;
      const { sensitivity, specificity } = summaryPoint(fit, { interval });
      return {
        widths: [sensitivity.upper - sensitivity.lower, specificity.upper - specificity.lower],
        covered: [
          sensitivity.lower <= parameters.sensitivity && parameters.sensitivity <= sensitivity.upper,
          specificity.lower <= parameters.specificity && parameters.specificity <= specificity.upper,
        ],
        success: meets(targets.sensitivity, sensitivity) && meets(targets.specificity, specificity),
      };
    } catch (error) {
      if (error instanceof DtaError) return FAILED;
      throw error;
    }
  });
}
