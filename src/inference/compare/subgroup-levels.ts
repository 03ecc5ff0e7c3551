import { InputError } from "../../base/errors.js";
import type { Study } from "../../tables/study.js";

/** The studies of each level, levels in code-unit order, and the names of those that have none. */
export function grouped(studies: readonly Study[], by: string) {
  const groups = new Map<string, Study[]>();
  const unreported: string[] = [];
  for (const study of studies) {
    const value = study.covariates?.[by] ?? null;
    const members = value === null ? undefined : groups.get(String(value));
    if (value === null) unreported.push(study.id);
    else if (members === undefined) groups.set(String(value), [study]);
    else members.push(study);
  }
  if (groups.size === 0) {
    const known = [...new Set(studies.flatMap(({ covariates }) => Object.keys(covariates ?? {})))];
    throw new InputError(
      "unknown-covariate",
      `no study has a value of "${by}"; ${known.length > 0 ? `the covariates are ${known.join(", ")}` : "the studies have no covariates"}.`,
      { where: "by", got: by, wanted: "the name of a covariate" },
    );
  }
  return { groups: new Map([...groups].sort(([x], [y]) => (x < y ? -1 : 1))), unreported };
}

/** Whom none of the studies has, or `null`. */
export function emptyMargin(studies: readonly Study[]): "diseased" | "non-diseased" | null {
  if (studies.every(({ tp, fn }) => tp + fn === 0)) return "diseased";
  return studies.every(({ fp, tn }) => fp + tn === 0) ? "non-diseased" : null;
}
