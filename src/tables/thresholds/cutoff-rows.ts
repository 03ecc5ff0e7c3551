import { describe } from "../../base/describe.js";
import { assignColumns, COUNT_FIELDS, COUNT_MEANINGS } from "../column-names.js";
import { isCutoffColumn } from "../cutoff-column.js";
import { collectProblems, throwProblem } from "../problems.js";
import type { CovariateValue } from "../study.js";
import type { ThresholdPoint } from "./threshold-study.js";

/** One row of a file of several cut-offs, read. */
export interface CutoffRow {
  readonly study: string;
  readonly point: ThresholdPoint;
  readonly cluster: string | null;
  readonly covariates: Readonly<Record<string, CovariateValue>>;
  /** How messages call the row. */
  readonly name: string;
}

/** Rows of values by column name, with what messages call each of them. */
export interface NamedRows {
  readonly names: readonly string[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly rowName: (row: number) => string;
}

/** Reads rows: which column is which, and whether each cell is what it should be. Throws one `InputError` that lists every problem. */
export function readCutoffRows({ names, rows, rowName }: NamedRows): CutoffRow[] {
  const roles = assignColumns(names);
  const cutoffColumn = names.findIndex((name, i) => roles.covariates.includes(i) && isCutoffColumn(name));
  const idColumn = roles.fields.id;
  const missing = [
    ...(idColumn === undefined ? ["study"] : []),
    ...(cutoffColumn < 0 ? ["cutoff"] : []),
    ...roles.missing.map((field) => `${field} (${COUNT_MEANINGS[field]})`),
  ];
  if (missing.length > 0) {
    throwProblem({
      code: "missing-column",
      message:
        `no column for ${missing.join(", ")}. The columns are: ${names.map((name) => `"${name}"`).join(", ")}. ` +
        "Needed are study, cutoff (also threshold, cutpoint, cut_off), tp, fp, fn and tn, one row for each cut-off of each study.",
      where: "header",
      got: names,
      wanted: "the columns study, cutoff, tp, fp, fn, tn",
    });
  }
  const problems = collectProblems();
  for (const { field, first, second } of roles.duplicates) {
    problems.add({
      code: "duplicate-column",
      message: `the columns "${names[first]}" and "${names[second]}" both mean ${field}; rename one or remove it.`,
      where: `header, "${names[second]}"`,
      got: names[second],
      wanted: "each column once",
    });
  }
  problems.throwIfAny();
  const covariates = roles.covariates
    .filter((i) => i !== cutoffColumn && names[i] !== "__proto__")
    .map((i) => names[i]!);
  const read: CutoffRow[] = [];
  rows.forEach((row, i) => {
    const study = nameOf(row[names[idColumn!]!]);
    if (study === null) {
      problems.add({
        code: "missing-id",
        message: `${rowName(i)}: the study has no name; give each row the name of its study.`,
        where: rowName(i),
        got: row[names[idColumn!]!],
        wanted: "the study's name",
      });
      return;
    }
    const place = `${rowName(i)}, study "${study}"`;
    const cutoff = row[names[cutoffColumn]!];
    const sound = typeof cutoff === "number" && Number.isFinite(cutoff);
    if (!sound) {
      problems.add({
        code: "bad-cutoff",
        message: `${place}, column "${names[cutoffColumn]}": got ${describe(cutoff)}, wanted a number, the cut-off in the marker's unit.`,
        where: `${place}, cut-off`,
        got: cutoff,
        wanted: "a number",
      });
    }
    const counts = COUNT_FIELDS.map((field) => {
      const value = row[names[roles.fields[field]!]!];
      if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
      problems.add({
        code: "bad-count",
        message: `${place}${sound ? `, cut-off ${cutoff}` : ""}, ${field} (${COUNT_MEANINGS[field]}): got ${describe(value)}, wanted a whole number ≥ 0.`,
        where: `${place}, ${field}`,
        got: value,
        wanted: "a whole number ≥ 0",
      });
      return 0;
    });
    const [tp, fp, fn, tn] = counts as [number, number, number, number];
    read.push({
      study,
      point: { cutoff: sound ? cutoff : 0, tp, fp, fn, tn },
      cluster: roles.fields.cluster === undefined ? null : nameOf(row[names[roles.fields.cluster]!]),
      covariates: Object.fromEntries(covariates.map((name) => [name, covariateOf(row[name])])),
      name: rowName(i),
    });
  });
  problems.throwIfAny();
  return read;
}

function nameOf(value: unknown): string | null {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

function covariateOf(value: unknown): CovariateValue {
  if (typeof value === "string" || typeof value === "boolean") return value;
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
