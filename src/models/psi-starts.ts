import { hypot } from "../numeric/elementary.js";
import type { CholeskyParameters } from "./between-study.js";
import type { LogitData } from "./normal/logits.js";

/** The median sampling standard error of the logits: the yardstick for a between-study variance that is as good as 0. */
function typicalStandardError({ varSensitivity, varSpecificity }: LogitData): number {
  const variances = Float64Array.from([...varSensitivity, ...varSpecificity]).sort();
  return Math.sqrt(variances[variances.length >> 1]!);
}

/**
 * Starts for (a, b, c) about a first guess, none of them on an edge: its correlation and strong ones of either sign, and
 * variances much smaller and much larger.
 */
export function psiStarts([a, b, c]: CholeskyParameters, data: LogitData): CholeskyParameters[] {
  const least = 0.1 * typicalStandardError(data);
  const first = Math.max(a, least);
  const rest = Math.max(c, least, 0.1 * Math.abs(b));
  const spread = hypot(b, rest);
  return [
    [first, b, rest],
    [first, 0.8 * spread, 0.6 * spread],
    [first, -0.8 * spread, 0.6 * spread],
    [least, 0, least],
    [3 * first, 0, 3 * spread],
  ];
}
