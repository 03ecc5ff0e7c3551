import { checkOptions } from "../base/check-options.js";
import { describe } from "../base/describe.js";
import { REMEDIES } from "../base/remedies.js";
import { assignColumns, COUNT_FIELDS, COUNT_MEANINGS, type ColumnRoles, type CountField } from "./column-names.js";
import { collectProblems, type Problem, type ProblemList, throwProblem } from "./problems.js";
import type { CovariateValue, Study } from "./study.js";
import { type TotalsRow, totalsRows } from "./totals-rows.js";

/** How `parseStudies` reads. */
export interface ParseStudiesOptions {
  /** Whether rows that add up others, or are called a total, are studies. Default no: they are refused. */
  readonly keepTotals?: boolean;
}

/**
 * Studies from data that a program already holds: an array of rows, each with `id`, the four counts, and where known
 * `cluster` and `covariates`.
 *
 * Fields may be written as in a CSV file (`TP`, `true positives`, `study` …, see `readStudies`). Fields with other names
 * become covariates beside those in `covariates`; `undefined` and NaN become `null`. Counts must be numbers, not text.
 *
 * Throws one `InputError` that lists what is wrong, each problem with row, field, what was there and what is wanted, the
 * first one leading; `where` is a path such as `rows[3].tp`. Its code is that of the first: `bad-rows`, `no-rows`,
 * `bad-row`, `bad-count`, `missing-id`, `duplicate-id`, `duplicate-column`, `bad-cluster`, `bad-covariate` or `totals-row`,
 * which is a row that adds up others, or is called a total (what reads files leaves it out and says so).
 *
 * @example
 * ```ts
 * import { parseStudies } from "dta-meta";
 *
 * const studies = parseStudies([{ id: "Smith 2004", tp: 20, fp: 3, fn: 5, tn: 60, year: 2004 }]);
 * studies[0]; // { id: "Smith 2004", tp: 20, fp: 3, fn: 5, tn: 60, covariates: { year: 2004 } }
 * ```
 */
export function parseStudies(rows: unknown, options: ParseStudiesOptions = {}): Study[] {
  checkOptions(options);
  if (!Array.isArray(rows)) {
    throwProblem({
      code: "bad-rows",
      message: `expected an array of studies, got ${describe(rows)}${typeof rows === "string" ? "; the text of a CSV file is for readStudies" : ""}.`,
      where: "rows",
      got: rows,
      wanted: "an array of { id, tp, fp, fn, tn }",
    });
  }
  if (rows.length === 0) {
    throwProblem({
      code: "no-rows",
      message: "there are no studies: the array is empty. Give one row for each 2×2 table.",
      where: "rows",
      got: rows,
      wanted: "at least one study",
    });
  }
  const problems = collectProblems();
  const readFields = fieldReader();
  const firstRow = new Map<string, number>();
  const studies: Study[] = [];
  for (let row = 0; row < rows.length; row++) {
    const input: unknown = rows[row];
    if (!isRecord(input)) {
      problems.add({
        code: "bad-row",
        message: `${rowName(row)}: got ${describe(input)}, wanted an object { id, tp, fp, fn, tn }.`,
        where: `rows[${row}]`,
        got: input,
        wanted: "an object { id, tp, fp, fn, tn }",
      });
      continue;
    }
    const fields = readFields(input, row, problems);
    const checked = checkFields(fields);
    if (checked.study === null) {
      for (const path of checked.faults) problems.add(fieldProblem(path, fields, row));
      continue;
    }
    const { id } = checked.study;
    const first = firstRow.get(id);
    if (first !== undefined) problems.add(duplicateId(id, first, row));
    else firstRow.set(id, row);
    studies.push(checked.study);
  }
  problems.throwIfAny();
  if (options.keepTotals !== true)
    for (const total of totalsAmong(studies)) problems.add(totalsProblem(studies, total));
  problems.throwIfAny();
  return studies;
}

/** Rows that add up others; a list has no headings or blank rows between which blocks of it could stand. */
function totalsAmong(studies: readonly Study[]): TotalsRow[] {
  return totalsRows(
    studies.map(({ id }) => id),
    COUNT_FIELDS.map((field) => studies.map((study) => study[field])),
    new Set(),
  );
}

function totalsProblem(studies: readonly Study[], { row, sumOf }: TotalsRow): Problem {
  const { id } = studies[row]!;
  const why = sumOf === null ? "is a total by its name" : `adds up rows ${sumOf[0] + 1} to ${sumOf[1] + 1}`;
  return {
    code: "totals-row",
    message: `${rowName(row)}, study "${id}", ${why} and would be counted twice: leave it out, or keep it as a study ${REMEDIES.keepTotals}.`,
    where: `rows[${row}]`,
    got: id,
    wanted: "single studies",
  };
}

type Row = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Brings rows to our names of fields. Rows that have the same keys share the work of finding out what they mean. */
function fieldReader(): (input: Row, row: number, problems: ProblemList) => Record<string, unknown> {
  const known = new Map<string, { readonly names: readonly string[]; readonly roles: ColumnRoles }>();
  return (input, row, problems) => {
    const keys = Object.keys(input);
    const signature = keys.join("\u0000");
    let shape = known.get(signature);
    if (shape === undefined) {
      const names = keys.filter((key) => key !== "covariates");
      shape = { names, roles: assignColumns(names, { idFirst: true }) };
      known.set(signature, shape);
    }
    const { names, roles } = shape;
    for (const { field, first, second } of roles.duplicates) {
      problems.add({
        code: "duplicate-column",
        message: `${rowName(row)}: the fields "${names[first]}" and "${names[second]}" both mean ${field}; keep one.`,
        where: `rows[${row}].${names[second]}`,
        got: names[second],
        wanted: "each field once",
      });
    }
    const fields: Record<string, unknown> = {};
    for (const [field, index] of Object.entries(roles.fields)) fields[field] = input[names[index]!];
    const given = input.covariates;
    if (roles.covariates.length === 0 && (given === undefined || given === null)) return fields;
    if (given !== undefined && given !== null && !isRecord(given)) {
      fields.covariates = given;
      return fields;
    }
    const covariates: [string, unknown][] = [];
    for (const index of roles.covariates) covariates.push([names[index]!, input[names[index]!]]);
    if (given !== undefined && given !== null) covariates.push(...Object.entries(given));
    // A field called `__proto__` is left out: it would reach the prototype of whatever object it is copied to.
    fields.covariates = Object.fromEntries(
      covariates.filter(([key]) => key !== "__proto__").map(([key, value]) => [key, missingToNull(value)]),
    );
    return fields;
  };
}

type FieldPath = readonly [field: string, key?: string];

/** The study that the fields of a row make, or the places of what is wrong with them. */
function checkFields(
  fields: Row,
): { readonly study: Study } | { readonly study: null; readonly faults: readonly FieldPath[] } {
  const faults: FieldPath[] = [];
  const id = nameOf(fields.id);
  if (id === null) faults.push(["id"]);
  const count = (field: CountField): number => {
    const value = fields[field];
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
    faults.push([field]);
    return 0;
  };
  const [tp, fp, fn, tn] = [count("tp"), count("fp"), count("fn"), count("tn")];
  const grouped = fields.cluster !== undefined && fields.cluster !== null;
  const cluster = grouped ? nameOf(fields.cluster) : null;
  if (grouped && cluster === null) faults.push(["cluster"]);
  const { covariates } = fields;
  if (covariates !== undefined && !isRecord(covariates)) faults.push(["covariates"]);
  else if (covariates !== undefined) {
    for (const [key, value] of Object.entries(covariates)) if (!isCovariate(value)) faults.push(["covariates", key]);
  }
  if (faults.length > 0 || id === null) return { study: null, faults };
  return {
    study: {
      id,
      tp,
      fp,
      fn,
      tn,
      ...(cluster === null ? {} : { cluster }),
      ...(covariates === undefined ? {} : { covariates: covariates as Record<string, CovariateValue> }),
    },
  };
}

/** A name: text without the blanks around it, or a number as text; `null` for anything else. */
function nameOf(value: unknown): string | null {
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : null;
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

function isCovariate(value: unknown): value is CovariateValue {
  return (
    value === null ||
    typeof value === "string" ||
    typeof value === "boolean" ||
    (typeof value === "number" && Number.isFinite(value))
  );
}

function missingToNull(value: unknown): unknown {
  return value === undefined || Number.isNaN(value) ? (null satisfies CovariateValue) : value;
}

function fieldProblem([field, key]: FieldPath, fields: Readonly<Record<string, unknown>>, row: number): Problem {
  const at = key === undefined ? field : `${field}.${key}`;
  const where = `rows[${row}].${at}`;
  const parent = fields[field];
  const got = key === undefined ? parent : isRecord(parent) ? parent[key] : undefined;
  const id = typeof fields.id === "string" && fields.id !== "" ? `, study "${fields.id}"` : "";
  const { code, wanted, remedy } = expectation(field, key, got);
  return {
    code,
    message: `${rowName(row)}${id}, ${at}${meaning(field)}: got ${describe(got)}, wanted ${wanted}${remedy}.`,
    where,
    got,
    wanted,
  };
}

function meaning(field: string): string {
  return isCountField(field) ? ` (${COUNT_MEANINGS[field]})` : "";
}

function isCountField(field: string): field is CountField {
  return COUNT_FIELDS.some((known) => known === field);
}

function expectation(
  field: string,
  key: string | undefined,
  got: unknown,
): { code: string; wanted: string; remedy: string } {
  if (isCountField(field)) {
    const text = typeof got === "string" && got.trim() !== "" && Number.isFinite(Number(got));
    return { code: "bad-count", wanted: "a whole number ≥ 0", remedy: text ? " (a number, not text: Number(…))" : "" };
  }
  if (field === "id") return { code: "missing-id", wanted: "the study's name, as text", remedy: "" };
  if (field === "cluster") {
    return {
      code: "bad-cluster",
      wanted: "text or a number",
      remedy: " (or leave it out: the row is its own cluster)",
    };
  }
  if (key === undefined) return { code: "bad-covariate", wanted: "an object of values by name", remedy: "" };
  return { code: "bad-covariate", wanted: "a finite number, text, true/false or null", remedy: "" };
}

function duplicateId(id: string, first: number, row: number): Problem {
  return {
    code: "duplicate-id",
    message:
      `${rowName(row)} and ${rowName(first)} are both called "${id}". Make the names unique (add the year or the test, as in "${id} 2004"); ` +
      "where the rows share patients, say so by giving them the same `cluster`.",
    where: `rows[${row}].id`,
    got: id,
    wanted: "a name that no other row has",
  };
}

function rowName(row: number): string {
  return `row ${row + 1} (rows[${row}])`;
}
