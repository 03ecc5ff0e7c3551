import { normalizeName } from "./column-names.js";

/** Names of the column of cut-offs, without case, spaces and punctuation. */
const CUTOFF_NAMES = ["cutoff", "threshold", "cutpoint", "cutoffvalue", "thresholdvalue", "cutoffs", "cut"];

/** Whether a column holds cut-offs, by its name. */
export function isCutoffColumn(name: string): boolean {
  return CUTOFF_NAMES.includes(normalizeName(name));
}
