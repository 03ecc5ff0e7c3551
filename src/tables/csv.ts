import Papa from "papaparse";
import { assignColumns } from "./column-names.js";
import { csvText, rejectEmpty } from "./csv-text.js";
import { findHeader, type IsHeader, lineBreaks } from "./find-header.js";
import { collectProblems, type Problem, throwProblem } from "./problems.js";

/** No table of studies has so many columns: what has is another kind of file, or broken. */
const MOST_COLUMNS = 16_384;

/** One column of a text table: its header as written, its position (from 1), and its cells, trimmed. */
export interface CsvColumn {
  readonly name: string;
  readonly position: number;
  readonly cells: readonly string[];
}

/** A line of a file that is no row of its table: a heading within it, a note below it. */
export interface CsvRemark {
  readonly line: number;
  readonly text: string;
}

/** A delimited text as columns of text. Rows that are blank from end to end are left out. */
export interface CsvTable {
  readonly delimiter: string;
  readonly columns: readonly CsvColumn[];
  readonly rowCount: number;
  /** Line of the file on which each row begins (the header is usually line 1), for messages. */
  readonly lines: readonly number[];
  /** What stands above the header. */
  readonly titles: readonly string[];
  /** Rows of a wide table that hold one cell alone, and are no studies. */
  readonly remarks: readonly CsvRemark[];
  /** Rows, from 0, that stand below a blank row or a remark. */
  readonly begins: ReadonlySet<number>;
}

const DELIMITER_NAMES: Readonly<Record<string, string>> = { ",": "comma", ";": "semicolon", "\t": "tab" };
/** In a table with at least so many columns a row with a single cell is a heading or a note. */
const WIDE = 4;

const isCountHeader: IsHeader = (cells) => {
  const { missing } = assignColumns(cells);
  return missing.length === 0;
};

/** How a text is read. */
export interface CsvOptions {
  /** Whether a row is the header; default one that names all four counts. */
  readonly isHeader?: IsHeader;
  /** Whether rows with a single cell are headings and notes; default no. */
  readonly remarks?: boolean;
}

/** Whether some row of the text names all four counts. */
export function hasCountHeader(text: string): boolean {
  return findHeader(text, isCountHeader).found;
}

/**
 * Reads comma-, semicolon- or tab-separated text with a header: byte order mark, any line ends, quoted fields with
 * doubled quotes and line breaks inside, Excel's `sep=;` line, titles above the header, blank rows, headings and notes that
 * fill one cell alone, trailing empty columns. Cells are trimmed and stay text. The header is the first row that `isHeader`
 * takes (the four counts by name), else the first one.
 *
 * Throws `InputError` on a binary or empty input, on a header without rows, on quotes that don't close, on a row with
 * fewer or more cells than the header, and on a column that has cells but no name. A first column without a name is
 * allowed, since R's `write.csv` writes its row names so.
 */
export function readCsv(
  input: string,
  { isHeader = isCountHeader, remarks: withRemarks = false }: CsvOptions = {},
): CsvTable {
  const text = csvText(input);
  const { delimiter, rest, line: firstLine, titles } = findHeader(text, isHeader);
  const header: string[] = [];
  let headerLine = 0;
  let columns: string[][] = [];
  const lines: number[] = [];
  const remarks: CsvRemark[] = [];
  const begins = new Set<number>();
  const problems = collectProblems();

  const acceptRow = (cells: string[], at: number): void => {
    let filled = 0;
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i]!.trim();
      cells[i] = cell;
      if (cell !== "") filled++;
    }
    if (filled === 0) {
      begins.add(lines.length);
      return;
    }
    if (headerLine === 0) {
      headerLine = at;
      while (cells.length > 0 && cells[cells.length - 1] === "") cells.pop();
      if (cells.length > MOST_COLUMNS) rejectColumns(cells.length, at);
      header.push(...cells.map((name) => name.replace(/\s+/g, " ")));
      columns = header.map(() => []);
      return;
    }
    if (withRemarks && filled === 1 && header.length > WIDE) {
      remarks.push({ line: at, text: cells.find((cell) => cell !== "")! });
      begins.add(lines.length);
      return;
    }
    if (cells.length !== header.length && !isPadded(cells, header.length)) {
      problems.add(raggedRow(lines.length + 1, at, cells, header, delimiter));
    }
    for (let i = 0; i < header.length; i++) columns[i]!.push(cells[i] ?? "");
    lines.push(at);
  };

  const hasQuotes = rest.includes('"');
  let line = firstLine;
  // `step` hands over one row at a time, so that rows and columns are never held together.
  Papa.parse<string[]>(rest, {
    delimiter,
    newline: "\n",
    step: ({ data, errors }) => {
      if (errors.some(({ type }) => type === "Quotes")) rejectQuotes(line);
      const at = line;
      line += 1 + (hasQuotes ? lineBreaks(data) : 0);
      acceptRow(data, at);
    },
  });
  if (headerLine === 0) rejectEmpty();
  if (lines.length === 0) rejectNoRows(header, headerLine);
  problems.throwIfAny();
  const empty = columns.map((cells) => cells.every((cell) => cell === ""));
  rejectUnnamed(header, empty, headerLine);
  // a sheet that begins in its second column has an empty first one
  const dropped = (i: number): boolean => header[i] === "" && (i > 0 || (empty[i]! && header.length > WIDE));
  return {
    delimiter,
    columns: header.flatMap((name, i) => (dropped(i) ? [] : [{ name, position: i + 1, cells: columns[i]! }])),
    rowCount: lines.length,
    lines,
    titles,
    remarks,
    begins,
  };
}

function rejectColumns(count: number, line: number): never {
  throwProblem({
    code: "too-many-columns",
    message: `line ${line}: the header has ${count} columns, at most ${MOST_COLUMNS} are read. Check the delimiter and what follows the last column.`,
    where: `line ${line}`,
    got: count,
    wanted: `at most ${MOST_COLUMNS} columns`,
  });
}

/** Whether a row is longer than the header by empty cells alone, as spreadsheets write them. */
function isPadded(cells: readonly string[], width: number): boolean {
  return cells.length > width && cells.slice(width).every((cell) => cell === "");
}

function raggedRow(
  row: number,
  line: number,
  cells: readonly string[],
  header: readonly string[],
  delimiter: string,
): Problem {
  const name = DELIMITER_NAMES[delimiter] ?? `"${delimiter}"`;
  return {
    code: "ragged-row",
    message:
      `row ${row} (line ${line}) has ${cells.length} cells where the header has ${header.length} (${header.join(", ")}); ` +
      `it begins with "${cells.slice(0, 3).join(delimiter)}". Write one cell for each column, an empty one where a value is missing, ` +
      `and put quotes around text that contains a ${name}.`,
    where: `row ${row} (line ${line})`,
    got: cells.length,
    wanted: `${header.length} cells`,
  };
}

function rejectQuotes(line: number): never {
  throwProblem({
    code: "bad-quotes",
    message: `a quoted field of the row that begins on line ${line} does not close properly. Close it right before the delimiter or the line end, and write a quote inside quotes twice ("").`,
    where: `line ${line}`,
    wanted: "every opening quote closed",
  });
}

function rejectNoRows(header: readonly string[], line: number): never {
  throwProblem({
    code: "no-rows",
    message: `the file has only a header (${header.join(", ")}) and no studies; add one row for each 2×2 table.`,
    where: `line ${line}`,
    got: header,
    wanted: "at least one row below the header",
  });
}

function rejectUnnamed(header: readonly string[], empty: readonly boolean[], line: number): void {
  const unnamed = header.findIndex((name, i) => name === "" && i > 0 && !empty[i]);
  if (unnamed < 0) return;
  throwProblem({
    code: "unnamed-column",
    message: `column ${unnamed + 1} has values but no name; give it one in the header, or remove it.`,
    where: `line ${line}, column ${unnamed + 1}`,
    got: "",
    wanted: "a name for every column",
  });
}
