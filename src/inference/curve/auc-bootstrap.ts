import { checkCount } from "../../base/checks.js";
import type { BivariateFit } from "../../models/fit.js";
import type { CovariateValues } from "../../models/mean-logits.js";
import { type DrawnInterval, percentileInterval } from "../bootstrap/bootstrap-interval.js";
import { drawValues } from "../bootstrap/draw-values.js";
import type { LongRun } from "../influence/progress.js";
import { curveArea, srocCurve } from "./sroc-curve.js";

/** How the bootstrap draws. */
export interface BootstrapOptions extends LongRun {
  /** Bootstrap replicates; 2,000 by default. */
  readonly replicates?: number;
  /** Seed of the bootstrap; 1 by default. The same seed gives the same interval everywhere. */
  readonly seed?: number;
  /** Values of the moderators; needed for a fit that has moderators, refused for others. */
  readonly at?: CovariateValues;
}

/** What a bootstrap drew. */
export interface BootstrapReport {
  /** Seed of the draws. */
  readonly seed: number;
  /** Draws asked for. */
  readonly replicates: number;
  /** Draws whose area entered the interval. */
  readonly used: number;
  /** Draws without a converged fit, or whose between-study variances were both 0, so that there was no curve. */
  readonly failed: number;
  /** Monte Carlo standard errors of the two limits: what another seed would change. */
  readonly monteCarloError: {
    /** Of the lower limit. */
    readonly lower: number | null;
    /** Of the upper limit. */
    readonly upper: number | null;
  };
}

/** The percentile interval of the area under the curve by parametric bootstrap; see `bootstrap`, which does so for any number. */
export function bootstrapAuc(
  fit: BivariateFit,
  { seed = 1, at, replicates = 2000, ...run }: BootstrapOptions,
  level: number,
): BootstrapReport & DrawnInterval {
  const count = checkCount("replicates", replicates, 1);
  const range = { seed: checkCount("seed", seed, 0), from: 0, count };
  const draws = drawValues(fit, (drawn) => curveArea(srocCurve(drawn, at)), "parametric", range, {
    ...run,
    asked: "estimates",
  });
  const areas = draws.filter((area) => area !== null).sort((x, y) => x - y);
  const report = { seed, replicates, used: areas.length, failed: replicates - areas.length };
  return { ...report, ...percentileInterval(areas, level) };
}
