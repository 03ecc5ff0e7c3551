import type { CellObject, WorkBook, WorkSheet } from "@e965/xlsx";
import { checkBytes } from "../base/checks.js";
import { closestName } from "../base/closest-name.js";
import { throwProblem } from "./problems.js";
import { writeCsv } from "./write-csv.js";

/** One sheet of a workbook as comma-separated text; its lines are the sheet's rows. */
export interface Sheet {
  readonly name: string;
  readonly csv: string;
}

type Library = typeof import("@e965/xlsx");

/** Whether the bytes are those of a zip archive (XLSX, ODS) or of an old Excel workbook. */
export function isWorkbook(bytes: Uint8Array): boolean {
  checkBytes("bytes", bytes);
  const begins = (...signature: readonly number[]): boolean => signature.every((byte, i) => bytes[i] === byte);
  return begins(0x50, 0x4b, 0x03, 0x04) || begins(0xd0, 0xcf, 0x11, 0xe0);
}

async function library(): Promise<Library> {
  try {
    return await import("@e965/xlsx");
  } catch {
    throwProblem({
      code: "missing-library",
      message:
        'reading workbooks needs the optional package "@e965/xlsx": npm install @e965/xlsx; or save the sheet as CSV.',
      where: "input",
      wanted: "the package @e965/xlsx",
    });
  }
}

/** The sheets of a workbook that have anything in them. Throws `InputError` where the bytes are none. */
export async function readWorkbook(bytes: Uint8Array): Promise<Sheet[]> {
  const xlsx = await library();
  const book = open(xlsx, bytes);
  const sheets = book.SheetNames.flatMap((name): Sheet[] => {
    const csv = sheetText(xlsx, book.Sheets[name]);
    return csv.trim() === "" ? [] : [{ name, csv }];
  });
  if (sheets.length === 0) {
    throwProblem({
      code: "empty-input",
      message:
        "the workbook is empty; it needs a sheet with the columns tp, fp, fn, tn and one row for each 2×2 table.",
      where: "workbook",
      wanted: "a sheet with a header and at least one row",
    });
  }
  return sheets;
}

function open(xlsx: Library, bytes: Uint8Array): WorkBook {
  let book: WorkBook | null = null;
  try {
    book = xlsx.read(bytes, { type: "array", cellText: true, cellNF: true });
  } catch {
    book = null;
  }
  // other zip archives open as workbooks of one sheet of noise
  const isBook = book !== null && book.SheetNames.length > 0 && !isPlainZip(book);
  if (isBook) return book!;
  throwProblem({
    code: "binary-input",
    message: "this is no workbook that can be read (XLSX, XLS or ODS); save the sheet as CSV UTF-8.",
    where: "input",
    wanted: "a workbook, or comma-, semicolon- or tab-separated text",
  });
}

const isPlainZip = ({ Sheets, SheetNames }: WorkBook): boolean =>
  SheetNames.every((name) => Sheets[name]?.["!ref"] === undefined) && SheetNames.length === 1;

function sheetText({ utils }: Library, sheet: WorkSheet | undefined): string {
  const area = sheet?.["!ref"];
  if (sheet === undefined || area === undefined) return "";
  const { e } = utils.decode_range(area);
  const rows = Array.from({ length: e.r + 1 }, (_, r) => {
    const cells = Array.from({ length: e.c + 1 }, (_, c) =>
      cellText(sheet[utils.encode_cell({ r, c })] as CellObject | undefined),
    );
    return cells.every((cell) => cell === "") ? [] : cells;
  });
  while (rows.at(-1)?.length === 0) rows.pop();
  return writeCsv(rows);
}

/** A number format that shows dates or times; quoted text, colours and conditions don't count. */
const isDate = (format: unknown): boolean =>
  typeof format === "string" && /[dmyhs]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, "").replace(/general/gi, ""));

/**
 * What a cell holds, as text that reads back as the same value: numbers in full, not as they are displayed; dates and errors as
 * displayed. A number with three decimals gets a fourth, so that nobody takes its point for one of thousands.
 */
function cellText(cell: CellObject | undefined): string {
  if (cell === undefined || cell.v === undefined || cell.v === null) return "";
  if (cell.t === "b") return String(cell.v);
  if (cell.t === "n" && typeof cell.v === "number" && !isDate(cell.z)) {
    const text = String(cell.v);
    return /\.\d{3}$/.test(text) ? `${text}0` : text;
  }
  const text = cell.t === "s" ? String(cell.v) : String(cell.w ?? cell.v);
  return text.replace(/\r\n?/g, "\n");
}

/** The sheet of this name. Throws `InputError` that lists the sheets where there is none. */
export function sheetCalled(sheets: readonly Sheet[], name: string): Sheet {
  const found =
    sheets.find((sheet) => sheet.name === name) ??
    sheets.find(({ name: other }) => other.trim().toLowerCase() === name.trim().toLowerCase());
  if (found !== undefined) return found;
  const names = sheets.map((sheet) => sheet.name);
  const near = closestName(name, names);
  throwProblem({
    code: "unknown-sheet",
    message: `there is no sheet "${name}" with anything in it;${near === null ? "" : ` did you mean "${near}"?`} There are ${names.map((known) => `"${known}"`).join(", ")}.`,
    where: "sheet",
    got: name,
    wanted: names.join(" | "),
  });
}
