import Papa from "papaparse";
import { collectProblems, type Problem, throwProblem } from "./problems.js";

/** One column of a text table: its header as written, its position (from 1), and its cells, trimmed. */
export interface CsvColumn {
  readonly name: string;
  readonly position: number;
  readonly cells: readonly string[];
}

/** A delimited text as columns of text. Rows that are blank from end to end are left out. */
export interface CsvTable {
  readonly delimiter: string;
  readonly columns: readonly CsvColumn[];
  readonly rowCount: number;
  /** Line of the file on which each row begins (the header is usually line 1), for messages. */
  readonly lines: readonly number[];
}

const DELIMITERS = [",", ";", "\t"] as const;
const DELIMITER_NAMES: Readonly<Record<string, string>> = { ",": "comma", ";": "semicolon", "\t": "tab" };
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Reads comma-, semicolon- or tab-separated text with a header: byte order mark, any line ends, quoted fields with
 * doubled quotes and line breaks inside, Excel's `sep=;` line, blank rows, trailing empty columns.
 * Cells are trimmed and stay text.
 *
 * Throws `InputError` on a binary or empty input, on a header without rows, on quotes that don't close, on a row with
 * fewer or more cells than the header, and on a column that has cells but no name. A first column without a name is
 * allowed, since R's `write.csv` writes its row names so.
 */
export function readCsv(input: string): CsvTable {
  const text = prepare(input);
  const { delimiter, start } = findDelimiter(text);
  const header: string[] = [];
  let headerLine = 0;
  let columns: string[][] = [];
  const lines: number[] = [];
  const problems = collectProblems();

  const acceptRow = (cells: string[], at: number): void => {
    let blank = true;
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i]!.trim();
      cells[i] = cell;
      if (cell !== "") blank = false;
    }
    if (blank) return;
    if (headerLine === 0) {
      headerLine = at;
      while (cells.length > 0 && cells[cells.length - 1] === "") cells.pop();
      header.push(...cells);
      columns = header.map(() => []);
      return;
    }
    if (cells.length !== header.length && !isPadded(cells, header.length)) {
      problems.add(raggedRow(lines.length + 1, at, cells, header, delimiter));
    }
    for (let i = 0; i < header.length; i++) columns[i]!.push(cells[i] ?? "");
    lines.push(at);
  };

  const hasQuotes = text.includes('"');
  let line = start.line;
  // `step` hands over one row at a time, so that rows and columns are never held together.
  Papa.parse<string[]>(start.rest, {
    delimiter,
    newline: "\n",
    step: ({ data, errors }) => {
      if (errors.some(({ type }) => type === "Quotes")) rejectQuotes(line);
      const at = line;
      line += 1 + (hasQuotes ? countLineBreaks(data) : 0);
      acceptRow(data, at);
    },
  });
  if (headerLine === 0) rejectEmpty();
  if (lines.length === 0) {
    throwProblem({
      code: "no-rows",
      message: `the file has only a header (${header.join(", ")}) and no studies; add one row for each 2×2 table.`,
      where: `line ${headerLine}`,
      got: header,
      wanted: "at least one row below the header",
    });
  }
  problems.throwIfAny();
  header.forEach((name, i) => {
    if (name === "" && i > 0 && columns[i]!.some((cell) => cell !== "")) {
      throwProblem({
        code: "unnamed-column",
        message: `column ${i + 1} has values but no name; give it one in the header, or remove it.`,
        where: `line ${headerLine}, column ${i + 1}`,
        got: "",
        wanted: "a name for every column",
      });
    }
  });
  return {
    delimiter,
    columns: header.flatMap((name, i) => (name === "" && i > 0 ? [] : [{ name, position: i + 1, cells: columns[i]! }])),
    rowCount: lines.length,
    lines,
  };
}

/** Whether the text is a JSON object or array; a header may begin with a bracket too. */
function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Removes the byte order mark, makes every line end `\n`, and refuses what is not text, or is JSON. */
function prepare(input: string): string {
  if (typeof input !== "string") {
    throwProblem({
      code: "bad-input",
      message: `expected the text of a CSV file, got ${input === null ? "null" : typeof input}.`,
      where: "input",
      got: input,
      wanted: "a string",
    });
  }
  for (let i = 0; i < input.length; i++) {
    const code = input.charCodeAt(i);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12 && code !== 11) {
      throwProblem({
        code: "binary-input",
        message: `this is not a text file: character ${i + 1} is the control character ${code}. Save the table as CSV (from a spreadsheet: "Save as… CSV UTF-8").`,
        where: `character ${i + 1}`,
        got: code,
        wanted: "comma-, semicolon- or tab-separated text",
      });
    }
  }
  const text = input.startsWith(BYTE_ORDER_MARK) ? input.slice(1) : input;
  if (isJson(text)) {
    throwProblem({
      code: "json-input",
      message:
        "this is JSON, not CSV. Save the table as CSV with a header; in a program, parseStudies(JSON.parse(text)) takes rows.",
      where: "line 1",
      got: text.trimStart()[0],
      wanted: "comma-, semicolon- or tab-separated text",
    });
  }
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

interface Start {
  readonly rest: string;
  readonly line: number;
}

/** The delimiter that occurs most often, outside quotes, in the first line that isn't blank; or what Excel's `sep=` line says. */
function findDelimiter(text: string): { readonly delimiter: string; readonly start: Start } {
  const separator = /^\s*"?sep=(.)"?[ \t]*\n/i.exec(text);
  if (separator !== null) {
    const skipped = separator[0];
    const line = 1 + (skipped.match(/\n/g)?.length ?? 0);
    return { delimiter: separator[1]!, start: { rest: text.slice(skipped.length), line } };
  }
  const begin = text.search(/\S/);
  if (begin < 0) rejectEmpty();
  const counts = new Map<string, number>(DELIMITERS.map((delimiter) => [delimiter, 0]));
  let quoted = false;
  for (let i = begin; i < text.length; i++) {
    const character = text[i]!;
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === "\n") break;
    else if (!quoted && counts.has(character)) counts.set(character, counts.get(character)! + 1);
  }
  const delimiter = [...DELIMITERS].sort((x, y) => counts.get(y)! - counts.get(x)!)[0]!;
  return { delimiter, start: { rest: text, line: 1 } };
}

function countLineBreaks(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) for (let i = cell.indexOf("\n"); i >= 0; i = cell.indexOf("\n", i + 1)) count += 1;
  return count;
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

function rejectEmpty(): never {
  throwProblem({
    code: "empty-input",
    message: "the file is empty; it needs a header with the columns tp, fp, fn, tn and one row for each 2×2 table.",
    where: "line 1",
    got: "",
    wanted: "a header and at least one row",
  });
}
