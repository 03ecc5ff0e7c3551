import { type FileNote, readStudyTable, readThresholdStudies, type Study, type ThresholdStudy } from "dta-meta";
import type { Data, Question } from "../state/project.js";
import { EMPTY_GRID, type Grid, gridOf, isBlank, padded, textOf } from "./grid.js";
import { type Problem, problemsOf } from "./problems.js";

/** What a column can be said to hold. */
export const FIELDS = ["study", "tp", "fp", "fn", "tn", "cutoff"] as const;
export type Field = (typeof FIELDS)[number];

/** Columns that the user named, by field; the others are found by their names. */
export type Mapping = Readonly<Partial<Record<Field, string>>>;

/** What a row of the grid is to the analysis. */
export type RowKind = "study" | "excluded" | "totals" | "remark" | "blank" | "unread";

/** The data as they were understood. */
export interface Reading {
  readonly grid: Grid;
  /** What each row of the grid is. */
  readonly kinds: readonly RowKind[];
  /** What each row is called. */
  readonly names: readonly string[];
  /** Studies that are not ticked out; empty where the question is one of several cut-offs. */
  readonly studies: readonly Study[];
  /** For the question of several cut-offs. */
  readonly thresholds: readonly ThresholdStudy[];
  /** Rows that give a table, those ticked out included. */
  readonly found: number;
  /** What was done in reading them. */
  readonly notes: readonly FileNote[];
  readonly problems: readonly Problem[];
  /** Covariates of the studies. */
  readonly covariates: readonly string[];
}

/** Cells that a row above the header may have at most. */
const TITLE_CELLS = 3;

/** The grid of a text; rows of a few cells above the first row of more are titles. */
export function gridOfText(text: string): Grid {
  if (text.trim() === "") return EMPTY_GRID;
  const plain = gridOf(text, 0);
  const all = [plain.header, ...plain.rows];
  const header = all.findIndex((row) => row.filter((cell) => cell !== "").length > TITLE_CELLS);
  return header > 0 ? gridOf(text, header) : plain;
}

/** The grid with the columns that the user named called by our names; a column that only seems to be one is set aside. */
function renamed(grid: Grid, mapping: Mapping): Grid {
  const chosen = new Map(Object.entries(mapping).map(([field, column]) => [column, field]));
  const taken = new Set([...chosen.values()]);
  const plain = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, "");
  const header = grid.header.map(
    (name) => chosen.get(name) ?? (taken.has(plain(name)) ? `other column: ${name}` : name),
  );
  return { ...grid, header };
}

/** Some rows of a grid as text, with the rows' own numbers. */
interface Part {
  readonly text: string;
  readonly rows: readonly number[];
}

const partOf = (grid: Grid, rows: readonly number[]): Part => ({
  text: textOf({ ...grid, rows: rows.map((row) => grid.rows[row]!) }),
  rows,
});

type Read = (text: string) => unknown;

/** What is wrong with a part, by the rows and columns of the whole. */
function problemsIn(part: Part, grid: Grid, mapping: Mapping, read: Read): Problem[] {
  const named = (problem: Problem): Problem => ({
    ...problem,
    row: problem.row === null ? null : (part.rows[problem.row] ?? null),
    column: problem.column === null ? null : (mapping[problem.column as Field] ?? problem.column),
  });
  const problems = problemsOf(() => read(part.text)).map(named);
  const ragged = new Set(problems.flatMap(({ row, column }) => (row !== null && column === null ? [row] : [])));
  if (ragged.size === 0) return problems;
  // rows of unequal length are found first; what else is wrong shows once they are filled up
  const filled = partOf(padded(grid), part.rows);
  const others = problemsOf(() => read(filled.text)).map(named);
  return [...problems, ...others.filter(({ row }) => row === null || !ragged.has(row))];
}

const uniqueNames = (studies: readonly Study[]): string[] => [
  ...new Set(studies.flatMap((study) => Object.keys(study.covariates ?? {}))),
];

/** How a question reads its data. */
export interface Asked {
  readonly question: Question;
  /** The column that names the index test, where tests are compared. */
  readonly testColumn: string;
}

/** Reads the data for a question, or says what is wrong and where. Rows that are ticked out are no obstacle. */
export function readData(data: Data, { question, testColumn }: Asked): Reading {
  const grid = gridOfText(data.text);
  const named = renamed(grid, data.columns);
  const all = grid.rows.flatMap((cells, row) => (isBlank(cells) ? [] : [row]));
  const excluded = new Set(data.excluded);
  const options = {
    ...(data.keepTotals ? { keepTotals: true } : {}),
    ...(question === "compare" && named.header.includes(testColumn) ? { testColumn } : {}),
  };
  const cutoffs = question === "cutoffs";
  const read: Read = (text) => (cutoffs ? readThresholdStudies(text) : readStudyTable(text, options));
  const nameColumn = Math.max(
    0,
    named.header.findIndex((name) => /^(study|author|name|id|trial)/i.test(name)),
  );
  const names = grid.rows.map((cells, row) => cells[nameColumn] || `Row ${row + 1}`);
  const nothing = {
    grid,
    names,
    kinds: grid.rows.map(
      (cells, row): RowKind => (isBlank(cells) ? "blank" : excluded.has(row) ? "excluded" : "unread"),
    ),
    studies: [],
    thresholds: [],
    found: 0,
    notes: [],
    problems: [],
    covariates: grid.header,
  };
  if (all.length === 0) return nothing;
  let part = partOf(named, all);
  let problems = problemsIn(part, named, data.columns, read);
  if (problems.length > 0 && problems.every(({ row }) => row !== null && excluded.has(row))) {
    const bad = new Set(problems.map(({ row }) => row));
    part = partOf(
      named,
      all.filter((row) => !bad.has(row)),
    );
    problems = problemsIn(part, named, data.columns, read);
  }
  if (problems.length > 0) return { ...nothing, problems };
  const kinds = [...nothing.kinds];
  if (cutoffs) {
    const kept = part.rows.filter((row) => !excluded.has(row));
    for (const row of kept) kinds[row] = "study";
    const thresholds = readThresholdStudies(partOf(named, kept).text);
    return { ...nothing, kinds, thresholds, found: part.rows.length };
  }
  const { studies, notes, leftOut } = readStudyTable(part.text, options);
  for (const { line, reason } of leftOut) kinds[part.rows[line - 2]!] = reason === "remark" ? "remark" : "totals";
  const rows = part.rows.filter((row) => kinds[row] !== "remark" && kinds[row] !== "totals");
  const kept = studies.filter((study, i) => {
    const row = rows[i]!;
    names[row] = study.id;
    if (excluded.has(row)) return false;
    kinds[row] = "study";
    return true;
  });
  return { ...nothing, kinds, studies: kept, found: studies.length, notes, covariates: uniqueNames(studies) };
}
