import { REMEDIES } from "../base/remedies.js";
import type { FileNote, LeftOutRow, StudyReading } from "./reading.js";
import { severalCutoffs } from "./thresholds/several-cutoffs-note.js";

/** Items that a sentence lists; the rest are counted. */
const LISTED = 6;

function listed(items: readonly string[]): string {
  const rest = items.length - LISTED;
  return rest > 0 ? `${items.slice(0, LISTED).join(", ")} and ${rest} more` : items.join(", ");
}

function rowName({ line, name, sumOf }: LeftOutRow): string {
  const sum = sumOf === null ? "" : `, the sum of lines ${sumOf[0]} to ${sumOf[1]}`;
  return `line ${line} (${name === "" ? "without a name" : `"${name}"`}${sum})`;
}

const plural = (n: number, one: string, many: string): string => (n === 1 ? one : many);

/** What was done in reading a file, in sentences, what may change results first. */
export function readingNotes(reading: Omit<StudyReading, "notes">): FileNote[] {
  const { leftOut, keptTotals, names, reinterpreted, oddCells, source } = reading;
  const notes: FileNote[] = [];
  const add = (code: FileNote["code"], severity: FileNote["severity"], message: string): void => {
    notes.push({ code, severity, message });
  };
  const cutoffs = severalCutoffs(reading.studies);
  if (cutoffs !== null) add(cutoffs.code, "warning", cutoffs.message);
  const totals = leftOut.filter(({ reason }) => reason !== "remark");
  if (totals.length > 0) {
    add(
      "totals-left-out",
      "warning",
      `${plural(totals.length, "A totals row was", `${totals.length} totals rows were`)} left out: ${listed(totals.map(rowName))}. Keep ${plural(totals.length, "it as a study", "them as studies")} ${REMEDIES.keepTotals}.`,
    );
  }
  if (keptTotals.length > 0) {
    add(
      "totals-kept",
      "warning",
      `Kept as asked, though ${plural(keptTotals.length, "it looks like a totals row", "they look like totals rows")}: ${listed(keptTotals.map(rowName))}.`,
    );
  }
  for (const column of new Set(oddCells.map((cell) => cell.column))) {
    const cells = oddCells.filter((cell) => cell.column === column);
    add(
      "odd-cells",
      "warning",
      `Column "${column}" holds numbers but for ${listed(cells.map(({ written, study, line }) => `"${written}" (${study}, line ${line})`))}, taken as missing. Write a number there, or a word in every cell if the column holds categories.`,
    );
  }
  const remarks = leftOut.filter(({ reason }) => reason === "remark");
  if (remarks.length > 0) {
    add(
      "remarks-left-out",
      "note",
      `${plural(remarks.length, "A row", `${remarks.length} rows`)} with a single cell ${plural(remarks.length, "was", "were")} taken for ${plural(remarks.length, "a heading or note", "headings or notes")}: ${listed(remarks.map(({ line, name }) => `line ${line} ("${name.slice(0, 60)}")`))}.`,
    );
  }
  if (reinterpreted.length > 0) {
    add(
      "numbers",
      "note",
      `Numbers were read as people write them: ${listed(reinterpreted.map(({ column, habits, cells, example }) => `"${column}" (${habits.join(", ")} in ${plural(cells, "1 cell", `${cells} cells`)}: "${example.written}" is ${example.read})`))}.`,
    );
  }
  if (names.from === "author and year") {
    add("names", "note", `Studies are named by columns "${names.columns[0]}" and "${names.columns[1]}" together.`);
  } else if (names.from === "first text column") {
    add(
      "names",
      "note",
      `No column says that it names the studies; "${names.columns[0]}", the first with distinct texts, was taken.`,
    );
  } else if (names.from === "row numbers") {
    add("names", "note", 'No column names the studies; they are called "Study 1", "Study 2" and so on by their rows.');
  }
  const { encoding, sheet, sheets, titles } = source;
  const parts = [
    sheet === null ? "" : `sheet "${sheet}"${sheets.length > 1 ? ` of ${sheets.length}` : ""}`,
    encoding === null || encoding === "utf-8" ? "" : `text in ${encoding.toUpperCase().replace("WINDOWS", "Windows")}`,
    titles.length === 0
      ? ""
      : `${plural(titles.length, "1 line", `${titles.length} lines`)} above the header passed over`,
  ].filter((part) => part !== "");
  if (parts.length > 0) add("source", "note", `How it was read: ${parts.join(", ")}.`);
  return notes;
}
