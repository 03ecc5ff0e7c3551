import type { CsvTable } from "./csv.js";
import { isCutoffColumn } from "./cutoff-column.js";
import type { Problem } from "./problems.js";

/** How messages call a row: by its number below the header, and its line in the file. */
export function rowName({ lines }: CsvTable, row: number): string {
  return `row ${row + 1} (line ${lines[row]})`;
}

/** Names for the rows of a file without a column for them: "Study 1", "Study 2", … */
export function numberRows(rowCount: number): string[] {
  return Array.from({ length: rowCount }, (_, row) => `Study ${row + 1}`);
}

/** What is wrong with the name of a row, given the rows of the names before it; `null` if it is new. */
export function idFault(
  table: CsvTable,
  column: string,
  ids: readonly string[],
  row: number,
  firstRow: Map<string, number>,
): Problem | null {
  const id = ids[row]!;
  const where = `row ${row + 1}, column "${column}"`;
  if (id === "") {
    return {
      code: "missing-id",
      message: `${rowName(table, row)}, column "${column}": the study has no name; give it one that no other row has.`,
      where,
      got: "",
      wanted: "a name for every study",
    };
  }
  const first = firstRow.get(id);
  if (first === undefined) {
    firstRow.set(id, row);
    return null;
  }
  return {
    code: "duplicate-id",
    message:
      `${rowName(table, row)} and ${rowName(table, first)} are both called "${id}" in column "${column}". ` +
      `Make the names unique (add the year or the test, as in "${id} 2004"); ` +
      'where the rows share patients, say so by giving them the same value in a column "cluster".' +
      (table.columns.some(({ name }) => isCutoffColumn(name))
        ? " Where they are cut-offs of one study, readThresholdStudies and fitThresholds (command: dta thresholds) take them together."
        : ""),
    where,
    got: id,
    wanted: "a name that no other row has",
  };
}
