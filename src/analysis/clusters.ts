import type { Warning } from "../models/fit.js";
import type { Study } from "../tables/study.js";

/**
 * The studies with clusters that say which rows belong together: rows of one id that have no cluster of their own get one.
 * Where nothing repeats, the studies as they are.
 */
export function withRepeatsClustered(studies: readonly Study[]): readonly Study[] {
  const seen = new Map<string, number>();
  for (const { id } of studies) seen.set(id, (seen.get(id) ?? 0) + 1);
  if (seen.size === studies.length) return studies;
  return studies.map((study) =>
    study.cluster === undefined && seen.get(study.id)! > 1 ? { ...study, cluster: study.id } : study,
  );
}

/** Warns of tables that share a cluster, pooled as if they were independent; `null` where every table stands alone. */
export function repeatedClusters(studies: readonly Study[]): Warning | null {
  const sizes = new Map<string, number>();
  for (const { cluster } of studies) if (cluster !== undefined) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  const repeated = [...sizes].filter(([, size]) => size > 1);
  if (repeated.length === 0) return null;
  const tables = repeated.reduce((sum, [, size]) => sum + size, 0);
  const named = repeated.slice(0, 3).map(([name, size]) => `${name} (${size})`);
  const more = repeated.length > 3 ? ` and ${repeated.length - 3} more` : "";
  return {
    code: "repeated-clusters",
    message:
      `${tables} of ${studies.length} tables share a cluster with another (${named.join(", ")}${more}): they are not independent, ` +
      "and intervals that take them as such are too short. The cluster-robust ones stand beside them.",
  };
}
