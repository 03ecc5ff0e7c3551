import type { Resampling } from "../inference/bootstrap/draw-studies.js";
import { type DrawRange, drawValues, jackknifeValues } from "../inference/bootstrap/draw-values.js";
import { type StatisticSpec, statisticFunction } from "../inference/bootstrap/statistics.js";
import { type LeaveOneOutRow, leaveOneOutRow, type SummaryOptions } from "../inference/influence/leave-one-out.js";
import { withoutEach } from "../inference/influence/without-each.js";
import {
  type ReviewSettings,
  type SimulatedReview,
  simulateReviews,
} from "../inference/simulation/simulated-review.js";
import type { BivariateFit } from "../models/fit.js";

/** A part of something that has an order. */
export interface Part {
  readonly from: number;
  readonly count: number;
}

interface BootstrapInput {
  readonly fit: BivariateFit;
  readonly statistic: StatisticSpec;
}

/**
 * What the threads of this package can do. Each is a part of a whole, and depends on its place in the whole alone, so that the
 * parts may be cut anyhow.
 */
export const TASKS = {
  bootstrap: ({
    fit,
    statistic,
    resampling,
    seed,
    part,
  }: BootstrapInput & { resampling: Resampling; seed: DrawRange["seed"]; part: Part }): (number | null)[] =>
    drawValues(fit, statisticFunction(statistic, fit), resampling, { seed, ...part }, { asked: "estimates" }),

  jackknife: ({ fit, statistic }: BootstrapInput): (number | null)[] =>
    jackknifeValues(fit, statisticFunction(statistic, fit)),

  leaveOneOut: ({
    fit,
    summary,
    part,
  }: {
    readonly fit: BivariateFit;
    readonly summary: SummaryOptions;
    readonly part: Part;
  }): LeaveOneOutRow[] => withoutEach(fit, {}, (without) => leaveOneOutRow(without, summary), part),

  reviews: ({
    settings,
    studies,
    part,
  }: {
    readonly settings: ReviewSettings;
    readonly studies: number;
    readonly part: Part;
  }): SimulatedReview[] => simulateReviews(settings, studies, part),
} as const;

/** The name of one of them. */
export type TaskName = keyof typeof TASKS;
/** What it is given. */
export type TaskInput<N extends TaskName> = Parameters<(typeof TASKS)[N]>[0];
/** What it answers. */
export type TaskOutput<N extends TaskName> = ReturnType<(typeof TASKS)[N]>;
