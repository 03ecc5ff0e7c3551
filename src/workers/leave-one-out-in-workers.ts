import { given } from "../base/given.js";
import {
  checkLeaveOneOut,
  type LeaveOneOutOptions,
  type LeaveOneOutRow,
} from "../inference/influence/leave-one-out.js";
import type { BivariateFit } from "../models/fit.js";
import { inParts } from "./in-parts.js";
import type { Workers } from "./start-workers.js";

/**
 * `leaveOneOut` by threads: the same rows, whatever their count.
 *
 * @throws rejects with what `leaveOneOut` throws
 */
export async function leaveOneOutInWorkers(
  workers: Workers,
  fit: BivariateFit,
  options: LeaveOneOutOptions = {},
): Promise<LeaveOneOutRow[]> {
  checkLeaveOneOut(fit, options);
  const { at, interval, ...run } = options;
  return inParts(workers, "leaveOneOut", { fit, summary: given({ at, interval }) }, fit.studies.length, run);
}
