import { closestName } from "../base/closest-name.js";
import { InputError } from "../base/errors.js";
import type { CsvTable } from "./csv.js";

/** Names of rows of which several may be of one study, each of another test, and the studies that they are of. */
export interface RowsOfTests {
  readonly ids: readonly string[];
  readonly clusters: readonly string[];
}

/**
 * Rows that bear one study's name and are of several tests: each gets its test's name behind the study's, numbered where a
 * study has several rows of one test, and the study's name as its cluster. `null` where every name is its row's
 * own already. Throws InputError (`missing-test`) where there is no such column.
 */
export function rowsOfTests({ columns }: CsvTable, names: readonly string[], test: string): RowsOfTests | null {
  const cells = columns.find(({ name }) => name === test)?.cells;
  if (cells === undefined) {
    const known = columns.map(({ name }) => name);
    const closest = closestName(test, known);
    throw new InputError(
      "missing-test",
      `there is no column "${test}" to say which test a row is of; the columns are ${known.map((name) => `"${name}"`).join(", ")}.` +
        (closest === null ? "" : ` Did you mean "${closest}"?`),
      { where: "testColumn", got: test, wanted: known.join(" | ") },
    );
  }
  if (new Set(names).size === names.length) return null;
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
