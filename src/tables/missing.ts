/** How a missing value is written: nothing, a dash, R's NA, and what people, spreadsheets, SAS and Stata leave. In lower case. */
const MISSING: ReadonlySet<string> = new Set([
  "",
  ".",
  "-",
  "–",
  "—",
  "−",
  "na",
  "n/a",
  "n.a.",
  "#n/a",
  "nan",
  "null",
  "nr",
  "n/r",
  "n.r.",
  "not reported",
  "not available",
  "k.a.",
]);

/** Whether the cell stands for a missing value. */
export function isMissing(cell: string): boolean {
  return cell === "" || (cell.length <= 13 && MISSING.has(cell.toLowerCase()));
}
