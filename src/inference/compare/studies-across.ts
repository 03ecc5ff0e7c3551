import type { Study } from "../../tables/study.js";

/** Studies that are in several groups. */
export interface StudiesAcross {
  /** Clusters with rows in several levels: these are tests or readers of one study rather than groups of studies. */
  readonly acrossLevels: readonly string[];
  /** What to use in place of subgroups where `acrossLevels` is not empty; `null` where it is. */
  readonly note: string | null;
}

/** Clusters that have rows in several levels of a covariate, and what that means. */
export function studiesAcross(groups: ReadonlyMap<string, readonly Study[]>, by: string): StudiesAcross {
  const levelsOf = new Map<string, Set<string>>();
  for (const [level, members] of groups) {
    for (const { cluster } of members) {
      if (cluster !== undefined) levelsOf.set(cluster, (levelsOf.get(cluster) ?? new Set()).add(level));
    }
  }
  const acrossLevels = [...levelsOf].filter(([, levels]) => levels.size > 1).map(([cluster]) => cluster);
  const number = `${acrossLevels.length} ${acrossLevels.length === 1 ? "study has" : "studies have"}`;
  const note =
    acrossLevels.length === 0
      ? null
      : `${number} rows in several levels of ${by}, which are taken for independent here: if ${by} names the index test, compareTests (command: dta compare) is meant.`;
  return { acrossLevels, note };
}
