import { isCutoffColumn } from "../cutoff-column.js";
import type { Study } from "../study.js";

/** What readers of one table a study are told of a file that seems to hold several cut-offs of one study. */
export interface SeveralCutoffs {
  /** Stable name of the note. */
  readonly code: "several-cutoffs";
  /** The note, for people. */
  readonly message: string;
  /** Name of the column of cut-offs. */
  readonly column: string;
  /** Clusters with more than one cut-off. */
  readonly studies: readonly string[];
}

/**
 * Whether studies hold several cut-offs of one study as if they were studies of their own: a covariate by the name of a cut-off has
 * different values within a cluster, or within rows whose names differ only in what follows the cut-off. `null` if not.
 */
export function severalCutoffs(studies: readonly Study[]): SeveralCutoffs | null {
  const column = Object.keys(studies[0]?.covariates ?? {}).find(isCutoffColumn);
  if (column === undefined) return null;
  const values = new Map<string, Set<unknown>>();
  for (const { id, cluster, covariates } of studies) {
    const cutoff = covariates?.[column];
    if (cutoff === null || cutoff === undefined) continue;
    const study = cluster ?? nameWithoutCutoff(id, String(cutoff));
    values.set(study, (values.get(study) ?? new Set()).add(cutoff));
  }
  const several = [...values].filter(([, cutoffs]) => cutoffs.size > 1).map(([study]) => study);
  if (several.length === 0) return null;
  const shown =
    several.length > 3 ? `${several.slice(0, 3).join(", ")} and ${several.length - 3} more` : several.join(", ");
  return {
    code: "several-cutoffs",
    column,
    studies: several,
    message:
      `${several.length === 1 ? "One study has" : `${several.length} studies have`} rows at several cut-offs (column "${column}": ${shown}). A bivariate model takes each row as a study of its own, ` +
      "which counts the same patients again and mixes cut-offs in one summary point; fitThresholds (command: dta thresholds) models all cut-offs of a study together.",
  };
}

/** "Smith 2004 (20)", "Smith 2004 at 20 ppb", "Smith 2004_20" → "Smith 2004". */
function nameWithoutCutoff(id: string, cutoff: string): string {
  const at = id.lastIndexOf(cutoff);
  return at <= 0
    ? id
    : id.slice(0, at).replace(/[\s,;:_(\-–≥>=<@]*(?:at|cut-?off|threshold)?[\s,;:_(\-–≥>=<@]*$/iu, "");
}
