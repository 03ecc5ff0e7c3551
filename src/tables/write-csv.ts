import type { CovariateValue } from "./study.js";

/** Rows of cells as the text of a CSV file: commas, quotes where a cell needs them, a line end after every row. */
export function writeCsv(rows: readonly (readonly CovariateValue[])[]): string {
  return rows.map((row) => `${row.map(writeCell).join(",")}\n`).join("");
}

function writeCell(value: CovariateValue): string {
  if (value === null) return "";
  const text = String(value);
  return /[",\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
