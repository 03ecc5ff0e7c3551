import { DtaError, type FileNote, readStudies, readStudyTable, type Study } from "dta-meta";
import Papa from "papaparse";

/** What a column can be said to hold. */
export const FIELDS = ["study", "tp", "fp", "fn", "tn"] as const;
export type Field = (typeof FIELDS)[number];

/** Columns that the user named, by field; the others are found by their names. */
export type Mapping = Readonly<Partial<Record<Field, string>>>;

/** The cells of the text, blank rows left out as `readStudies` leaves them out. */
export interface Grid {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly delimiter: string;
}

/** Something that is wrong: in a row (from 1), in one of its cells, or with the whole table. */
export interface Problem {
  readonly row: number | null;
  readonly column: string | null;
  readonly message: string;
}

export type Reading =
  | { readonly kind: "empty" }
  | {
      readonly kind: "studies";
      readonly studies: readonly Study[];
      /** What was done in reading them. */
      readonly notes: readonly FileNote[];
      readonly grid: Grid;
    }
  | { readonly kind: "problems"; readonly problems: readonly Problem[]; readonly grid: Grid };

function gridOf(text: string): Grid {
  const parsed = Papa.parse<string[]>(text.replace(/^\uFEFF?\s*"?sep=(.)"?[ \t]*\r?\n/i, ""), {
    delimitersToGuess: [",", ";", "\t"],
  });
  const rows = parsed.data
    .map((row) => row.map((cell) => cell.trim()))
    .filter((row) => row.some((cell) => cell !== ""));
  const [header = [], ...rest] = rows;
  return { header, rows: rest, delimiter: parsed.meta.delimiter };
}

/** The grid as text again. */
export function textOf({ header, rows, delimiter }: Grid): string {
  return Papa.unparse([header, ...rows] as string[][], { delimiter, newline: "\n" });
}

/** The text with the columns that the user named called by our names; a column that only seems to be one is set aside. */
function renamed(grid: Grid, mapping: Mapping): Grid {
  const chosen = new Map(Object.entries(mapping).map(([field, column]) => [column, field]));
  const taken = new Set([...chosen.values()]);
  const plain = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, "");
  const header = grid.header.map(
    (name) => chosen.get(name) ?? (taken.has(plain(name)) ? `other column: ${name}` : name),
  );
  return { ...grid, header };
}

/** What the library says is wrong with a text, line by line; nothing where it can be read. */
function problemsOf(text: string, mapping: Mapping): Problem[] {
  try {
    readStudies(text);
    return [];
  } catch (error) {
    if (!(error instanceof DtaError)) throw error;
    const lines = error.message.split("\n").flatMap((line) => (/^\d+ more problems?:$/.test(line) ? [] : [line]));
    return lines.map((line): Problem => {
      const message = line.replace(/^\s*- /, "");
      const row = /^row (\d+) /.exec(message);
      const column = /column "([^"]*)"/.exec(message);
      const named = column === null ? null : (mapping[column[1] as Field] ?? column[1]!);
      return { row: row === null ? null : Number(row[1]), column: named, message };
    });
  }
}

/** The grid with its short rows filled up with empty cells. */
function padded(grid: Grid): Grid {
  const width = grid.header.length;
  return {
    ...grid,
    rows: grid.rows.map((row) => [...row, ...Array<string>(Math.max(0, width - row.length)).fill("")]),
  };
}

/** Reads the text, or says what is wrong and where. */
export function readTable(text: string, mapping: Mapping): Reading {
  if (text.trim() === "") return { kind: "empty" };
  const grid = gridOf(text);
  const source = Object.keys(mapping).length > 0 ? textOf(renamed(grid, mapping)) : text;
  const problems = problemsOf(source, mapping);
  if (problems.length === 0) {
    const { studies, notes } = readStudyTable(source);
    return { kind: "studies", studies, notes, grid };
  }
  const ragged = new Set(problems.flatMap(({ row, column }) => (row !== null && column === null ? [row] : [])));
  if (ragged.size > 0) {
    // rows of unequal length are found first; what else is wrong shows once they are filled up
    const others = problemsOf(textOf(padded(renamed(grid, mapping))), mapping);
    problems.push(...others.filter(({ row }) => row === null || !ragged.has(row)));
  }
  return { kind: "problems", problems, grid };
}

/** The grid with one cell changed; the row counts from 1. */
export function withCell(grid: Grid, row: number, column: number, value: string): Grid {
  const rows = grid.rows.map((cells, i) => (i === row - 1 ? Object.assign([...cells], { [column]: value }) : cells));
  return { ...grid, rows };
}
