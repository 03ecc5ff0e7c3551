import Papa from "papaparse";
import { InputError } from "../../base/errors.js";
import { parseStudies } from "../../tables/parse-studies.js";
import { readStudies } from "../../tables/read-studies.js";
import type { Study } from "../../tables/study.js";
import type { PublishedReport } from "../schema.js";
import { publishedStudies } from "./select-studies.js";

/** A row that is no study, with its columns, so that it can be seen whether a result asks for it. */
export interface BrokenRow {
  readonly columns: Study;
  readonly message: string;
}

/** The tables of a published file, and the rows of it that are none. */
export interface DataRows {
  readonly studies: readonly Study[];
  readonly broken: readonly BrokenRow[];
}

/** The columns of a row as covariates of an empty table. */
function columnsOf(row: Readonly<Record<string, unknown>>): Study {
  const covariates = Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const text = typeof value === "string" ? value.trim() : value;
      const number = typeof text === "string" && text !== "" ? Number(text) : Number.NaN;
      return [name, Number.isFinite(number) ? number : typeof text === "object" ? null : (text as string)];
    }),
  );
  return { id: String(row.study ?? row.id ?? Object.values(row)[0] ?? ""), tp: 0, fp: 0, fn: 0, tn: 0, covariates };
}

function rowByRow(
  rows: readonly Readonly<Record<string, unknown>>[],
  read: (row: Readonly<Record<string, unknown>>) => Study[],
): DataRows {
  const studies: Study[] = [];
  const broken: BrokenRow[] = [];
  for (const row of rows) {
    try {
      studies.push(...read(row));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      broken.push({ columns: columnsOf(row), message: error.message });
    }
  }
  return { studies, broken };
}

/**
 * The tables that a published file names. Where the file as a whole can't be read, it is read row by row: a row that is no table,
 * or a name that stands twice, concerns the results that ask for it and no others.
 *
 * @throws InputError where the file names no data, or none of its rows is a table
 */
export function dataRows(report: PublishedReport): DataRows {
  try {
    return { studies: publishedStudies(report), broken: [] };
  } catch (error) {
    const rows = error instanceof InputError ? salvaged(report) : null;
    if (rows === null || rows.studies.length === 0) throw error;
    return rows;
  }
}

function salvaged({ data }: PublishedReport): DataRows | null {
  if (data?.studies !== undefined) {
    const rows = data.studies.filter((row): row is Record<string, unknown> => typeof row === "object" && row !== null);
    return rowByRow(rows, (row) => parseStudies([row], { keepTotals: true }));
  }
  if (data?.csv === undefined) return null;
  const { data: rows, meta } = Papa.parse<Record<string, string>>(data.csv.replace(/^\ufeff/, ""), {
    header: true,
    skipEmptyLines: "greedy",
  });
  const fields = meta.fields ?? [];
  return rowByRow(rows, (row) => readStudies(Papa.unparse([row], { columns: fields })));
}

const sameTable = (a: Study, b: Study): boolean =>
  (["tp", "fp", "fn", "tn"] as const).every((cell) => a[cell] === b[cell]) &&
  JSON.stringify(a.covariates ?? {}) === JSON.stringify(b.covariates ?? {});

/**
 * Studies whose names differ: rows that share a name, but not table and columns, are told apart by a number.
 *
 * @throws InputError `duplicate-study` where one row stands twice
 */
export function namedApart(studies: readonly Study[], where: string): Study[] {
  const seen = new Map<string, Study[]>();
  return studies.map((study) => {
    const before = seen.get(study.id) ?? [];
    seen.set(study.id, [...before, study]);
    if (before.length === 0) return study;
    if (before.some((one) => sameTable(one, study))) {
      throw new InputError("duplicate-study", `${where}: ${study.id} stands twice with the same table.`, {
        where,
        got: study.id,
        wanted: "each table once",
      });
    }
    return { ...study, id: `${study.id} (${before.length + 1})` };
  });
}
