import type { TextEncoding } from "./decode-text.js";
import type { Study } from "./study.js";
import type { NumberHabit } from "./typed-number.js";

/** Where the text of a table came from. */
export interface TableSource {
  /** What the file is. */
  readonly format: "text" | "workbook";
  /** How its characters were written down; `null` where the text was given as text, and in workbooks. */
  readonly encoding: TextEncoding | null;
  /** The sheet that was read, in workbooks. */
  readonly sheet: string | null;
  /** All sheets of a workbook. */
  readonly sheets: readonly string[];
  /** What separates the fields; `null` in workbooks. */
  readonly delimiter: string | null;
  /** Lines above the header, such as titles. */
  readonly titles: readonly string[];
}

/** A row of the file that gives no study. */
export interface LeftOutRow {
  /** Line of the file, or row of the sheet, from 1. */
  readonly line: number;
  /** What names the row; empty where nothing does. */
  readonly name: string;
  /** A sum or pooled result, by its name or because its counts add up others; or a heading or note in a single cell. */
  readonly reason: "totals-by-name" | "totals-by-sum" | "remark";
  /** Lines of the first and the last row that it adds up; `null` where it was found otherwise. */
  readonly sumOf: readonly [first: number, last: number] | null;
}

/** Where the studies' names come from. */
export interface NameSource {
  /** A column known by its header, two of them, the first column of distinct texts, or the rows' numbers. */
  readonly from: "header" | "author and year" | "first text column" | "row numbers";
  /** Headers of those columns. */
  readonly columns: readonly string[];
}

/** Numbers of a column that were not written as programs write them. */
export interface ReinterpretedColumn {
  /** Header of the column. */
  readonly column: string;
  /** What their writing had of its own. */
  readonly habits: readonly NumberHabit[];
  /** How many cells. */
  readonly cells: number;
  /** The first of them. */
  readonly example: {
    /** What the cell holds. */
    readonly written: string;
    /** The number it was read as. */
    readonly read: number;
  };
}

/** A cell of a column of numbers that holds something else. */
export interface OddCell {
  /** Header of the column. */
  readonly column: string;
  /** Line of the file, or row of the sheet, from 1. */
  readonly line: number;
  /** Name of the study. */
  readonly study: string;
  /** What the cell holds. */
  readonly written: string;
}

/** Studies with what was done to get them out of their file. */
export interface StudyReading {
  /** The studies. */
  readonly studies: readonly Study[];
  /** Where the text came from. */
  readonly source: TableSource;
  /** Rows that give no study. */
  readonly leftOut: readonly LeftOutRow[];
  /** Totals rows that `keepTotals` kept. */
  readonly keptTotals: readonly LeftOutRow[];
  /** Where the names came from. */
  readonly names: NameSource;
  /** Columns whose numbers were written in another way than programs write them. */
  readonly reinterpreted: readonly ReinterpretedColumn[];
  /** Cells that were taken as missing. */
  readonly oddCells: readonly OddCell[];
  /** All of it in sentences, what changes results first. */
  readonly notes: readonly FileNote[];
}

/** What a reader of the results has to know of how the file was read, in a sentence. */
export interface FileNote {
  /** Stable name, for programs. */
  readonly code:
    | "totals-left-out"
    | "totals-kept"
    | "remarks-left-out"
    | "odd-cells"
    | "several-cutoffs"
    | "names"
    | "numbers"
    | "source";
  /** Whether it may change results. */
  readonly severity: "warning" | "note";
  /** For people. */
  readonly message: string;
}
