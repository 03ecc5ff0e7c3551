/** What a column of a data file can mean, beside a covariate. */
export type StudyField = "id" | "cluster" | "tp" | "fp" | "fn" | "tn";

/** The four counts, in the order in which messages name them. */
export const COUNT_FIELDS = ["tp", "fp", "fn", "tn"] as const;
export type CountField = (typeof COUNT_FIELDS)[number];

/** What the four counts are, for messages. */
export const COUNT_MEANINGS: Readonly<Record<CountField, string>> = {
  tp: "true positives",
  fp: "false positives",
  fn: "false negatives",
  tn: "true negatives",
};

const COUNT_NAMES: Readonly<Record<CountField, readonly string[]>> = {
  tp: ["tp", "ntp", "truepos", "truepositive", "truepositives"],
  fp: ["fp", "nfp", "falsepos", "falsepositive", "falsepositives"],
  fn: ["fn", "nfn", "falseneg", "falsenegative", "falsenegatives"],
  tn: ["tn", "ntn", "trueneg", "truenegative", "truenegatives"],
};
/** The cells of the table [[a, b], [c, d]] with the test in rows and the reference standard in columns. */
const LETTERS: Readonly<Record<CountField, string>> = { tp: "a", fp: "b", fn: "c", tn: "d" };
/** Names of the study's label, the best first. */
const ID_NAMES = ["study", "studyname", "studylabel", "name", "author", "authors", "firstauthor", "id", "studyid"];
const CLUSTER_NAMES = ["cluster", "clusterid", "studyid"];

/** Which columns carry which field, as indices into the names; columns that carry none are covariates. */
export interface ColumnRoles {
  readonly fields: Readonly<Partial<Record<StudyField, number>>>;
  readonly covariates: readonly number[];
  /** Counts that no column carries. */
  readonly missing: readonly CountField[];
  /** Pairs of columns that mean the same: two of one count, or two of the same name. */
  readonly duplicates: readonly { readonly field: string; readonly first: number; readonly second: number }[];
}

/** A header without case, spaces and punctuation: `"True positives"`, `"true_positives"` and `"TruePositives"` are one. */
export function normalizeName(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/**
 * What the columns of a file mean, by their names.
 *
 * Counts: `tp`/`TP`/`true positives`/`true_positives` and so on; or `a`, `b`, `c`, `d` (a = tp, b = fp, c = fn, d = tn),
 * where none of the four is there by name and all four letters are.
 * The study: the first of `study`, `name`, `author`, `id`, `study_id` that is there (with `idFirst`, `id` before all),
 * else a first column without a name. The cluster: `cluster`, or `study_id` where something else names the study.
 * Every other column with a name is a covariate.
 */
export function assignColumns(names: readonly string[], { idFirst = false } = {}): ColumnRoles {
  const normalized = names.map(normalizeName);
  const duplicates: { field: string; first: number; second: number }[] = [];
  const fields: Partial<Record<StudyField, number>> = {};
  const roles = new Map<number, StudyField>();
  const assign = (field: StudyField, index: number): void => {
    fields[field] = index;
    roles.set(index, field);
  };

  for (const field of COUNT_FIELDS) {
    const [first, ...others] = normalized.flatMap((name, index) => (COUNT_NAMES[field].includes(name) ? [index] : []));
    if (first === undefined) continue;
    assign(field, first);
    for (const second of others) duplicates.push({ field, first, second });
  }
  const letters = COUNT_FIELDS.map((field) => normalized.indexOf(LETTERS[field]));
  if (roles.size === 0 && letters.every((index) => index >= 0)) {
    COUNT_FIELDS.forEach((field, i) => {
      assign(field, letters[i]!);
    });
  }

  const firstOf = (candidates: readonly string[]): number =>
    candidates.map((name) => normalized.findIndex((n, index) => n === name && !roles.has(index))).find((i) => i >= 0) ??
    -1;
  const id = firstOf(idFirst ? ["id", ...ID_NAMES] : ID_NAMES);
  if (id >= 0) assign("id", id);
  else if (names[0] === "") assign("id", 0);
  const cluster = firstOf(CLUSTER_NAMES);
  if (cluster >= 0) assign("cluster", cluster);

  names.forEach((name, second) => {
    const first = names.findIndex(
      (other, index) =>
        index < second && (other === name || (normalized[index] === normalized[second] && roles.has(index))),
    );
    if (first >= 0 && name !== "" && !duplicates.some((pair) => pair.second === second)) {
      duplicates.push({ field: name, first, second });
    }
  });
  return {
    fields,
    covariates: names.flatMap((name, index) => (name === "" || roles.has(index) ? [] : [index])),
    missing: COUNT_FIELDS.filter((field) => fields[field] === undefined),
    duplicates,
  };
}
