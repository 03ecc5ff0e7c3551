import { cooksDistanceFor, influenceFrom, type StudyInfluence } from "../inference/influence/influence.js";
import { type LeaveOneOutRow, leaveOneOutRow } from "../inference/influence/leave-one-out.js";
import type { LongRun } from "../inference/influence/progress.js";
import { withoutEach } from "../inference/influence/without-each.js";
import type { MeanInterval } from "../inference/point/mean-interval.js";
import type { BivariateFit } from "../models/fit.js";

/** What leaving out each study in turn shows; `null` where it was not done. */
export interface Omissions {
  readonly rows: readonly LeaveOneOutRow[] | null;
  readonly influences: readonly StudyInfluence[] | null;
}

/** `leaveOneOut` and `influence` from the same refits. */
export function omissions(fit: BivariateFit, interval: MeanInterval, run: LongRun): Omissions {
  const cooksDistance = cooksDistanceFor(fit);
  const looks = withoutEach(fit, run, (without) => ({
    row: leaveOneOutRow(without, { interval }),
    cook: cooksDistance(without),
  }));
  const distances = looks.map(({ cook }) => cook);
  return { rows: looks.map(({ row }) => row), influences: influenceFrom(fit, distances) };
}
