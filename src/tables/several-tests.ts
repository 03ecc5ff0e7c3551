import type { CsvTable } from "./csv.js";

/** Names of rows of which several may be of one study, each of another test, and the studies that they are of. */
export interface RowsOfTests {
  readonly ids: readonly string[];
  readonly clusters: readonly string[];
}

/**
 * Rows that bear one study's name and are of several tests: each gets its test's name behind the study's, numbered where a
 * study has several rows of one test, and the study's name as its cluster. `null` where there is no such column, or every
 * name is its row's own already.
 */
export function rowsOfTests({ columns }: CsvTable, names: readonly string[], test: string): RowsOfTests | null {
  const cells = columns.find(({ name }) => name === test)?.cells;
  if (cells === undefined || new Set(names).size === names.length) return null;
  const seen = new Map<string, number>();
  const ids = names.map((name, row) => {
    if (name === "") return name;
    const id = `${name}, ${cells[row]!.trim()}`;
    const before = seen.get(id) ?? 0;
    seen.set(id, before + 1);
    return before === 0 ? id : `${id} #${before}`;
  });
  return { ids, clusters: names };
}
