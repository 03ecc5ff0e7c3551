import { hypot } from "../numeric/elementary.js";
import type { CholeskyParameters } from "./between-study.js";
import type { LogitData } from "./normal/logits.js";

/** A typical sampling standard error of the logits: the yardstick for a between-study variance that is as good as 0. */
function typicalStandardError({ k, varSensitivity, varSpecificity }: LogitData): number {
  let precision = 0;
  for (let i = 0; i < k; i++) precision += 1 / varSensitivity[i]! + 1 / varSpecificity[i]!;
  return Math.sqrt((2 * k) / precision);
}

/** A first guess at (a, b, c), moved off the edges, which may be saddles: no variance is 0, no correlation beyond ±0.8. */
export function offEdges([a, b, c]: CholeskyParameters, data: LogitData): CholeskyParameters {
  const least = 0.1 * typicalStandardError(data);
  const spread = Math.max(least, hypot(b, c));
  const strong = 0.8 * spread;
  return [
    Math.max(a, least),
    ...(Math.abs(b) > strong
      ? ([b > 0 ? strong : -strong, 0.6 * spread] as const)
      : ([b, Math.max(c, least)] as const)),
  ];
}
