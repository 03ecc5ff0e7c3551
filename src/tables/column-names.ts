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
  tp: [
    "tp",
    "ntp",
    "truepos",
    "truepositive",
    "truepositives",
    "truepositivestp",
    "tptruepositives",
    "真阳性",
    "真陽性",
    "vp",
    "rp",
    "richtigpositiv",
    "richtigpositive",
    "vraispositifs",
    "vraipositif",
    "verdaderospositivos",
    "veripositivi",
    "verdadeirospositivos",
  ],
  fp: [
    "fp",
    "nfp",
    "falsepos",
    "falsepositive",
    "falsepositives",
    "falsepositivesfp",
    "fpfalsepositives",
    "假阳性",
    "偽陽性",
    "falschpositiv",
    "falschpositive",
    "fauxpositifs",
    "fauxpositif",
    "falsospositivos",
    "falsipositivi",
  ],
  fn: [
    "fn",
    "nfn",
    "falseneg",
    "falsenegative",
    "falsenegatives",
    "falsenegativesfn",
    "fnfalsenegatives",
    "假阴性",
    "偽陰性",
    "falschnegativ",
    "falschnegative",
    "fauxnégatifs",
    "fauxnegatifs",
    "fauxnégatif",
    "falsosnegativos",
    "falsinegativi",
  ],
  tn: [
    "tn",
    "ntn",
    "trueneg",
    "truenegative",
    "truenegatives",
    "truenegativestn",
    "tntruenegatives",
    "真阴性",
    "真陰性",
    "vn",
    "rn",
    "richtignegativ",
    "richtignegative",
    "vraisnégatifs",
    "vraisnegatifs",
    "vrainégatif",
    "verdaderosnegativos",
    "verinegativi",
    "verdadeirosnegativos",
  ],
};
/** The cells of the table [[a, b], [c, d]] with the test in rows and the reference standard in columns. */
const LETTERS: Readonly<Record<CountField, string>> = { tp: "a", fp: "b", fn: "c", tn: "d" };
/** Names of a column of authors, which a year makes a study's name. */
const AUTHOR_NAMES = [
  "author",
  "authors",
  "firstauthor",
  "studyauthor",
  "leadauthor",
  "autor",
  "autoren",
  "erstautor",
  "auteur",
  "auteurs",
  "autore",
  "autori",
  "autores",
  "作者",
  "第一作者",
  "著者",
];
/** Names of the study's label, the best first. */
const ID_NAMES = [
  ...["study", "studyname", "studylabel", "name", "authoryear", "authoryears", "authorsyear", "firstauthoryear"],
  ...["studyyear", "authordate", "authoryearofpublication", ...AUTHOR_NAMES, "id", "studyid"],
];
/** Names that a study's label may have where no better one is there: other things are called so too. */
const POSSIBLE_ID_NAMES = [
  ...["label", "trial", "trialname", "article", "paper", "reference", "ref", "citation", "publication", "source"],
  ...["studie", "étude", "etude", "estudio", "studio", "estudo", "研究"],
];
const CLUSTER_NAMES = ["cluster", "clusterid", "studyid"];
const YEAR_NAMES = [
  "year",
  "publicationyear",
  "yearofpublication",
  "pubyear",
  "yr",
  "jahr",
  "année",
  "annee",
  "año",
  "anno",
  "ano",
  "年份",
  "年",
];

/** Whether a column of this name holds authors. */
export const isAuthorName = (name: string): boolean => AUTHOR_NAMES.includes(normalizeName(name));
/** Whether a column of this name may hold the studies' names, if what stands in it tells them apart. */
export const isPossibleIdName = (name: string): boolean => POSSIBLE_ID_NAMES.includes(normalizeName(name));
/** Whether a column of this name holds years of publication. */
export const isYearName = (name: string): boolean => YEAR_NAMES.includes(normalizeName(name));

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
 * The study: the first of `study`, `name`, `author (year)`, `author`, `id`, `study_id` that is there (with `idFirst`, `id`
 * before all), else a first column without a name. The cluster: `cluster`, or `study_id` where something else names the study.
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
