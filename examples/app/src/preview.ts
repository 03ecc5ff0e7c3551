import type { Study } from "dta-meta";
import { h } from "./dom.js";
import type { Grid, Problem } from "./table.js";

/** Rows beyond which a table is cut. */
const MOST_ROWS = 300;

const scroll = (label: string, table: HTMLTableElement): HTMLElement =>
  h("div", { class: "scroll", role: "group", "aria-label": label, tabindex: 0 }, table);

const headers = (names: readonly string[], numbers = 0): HTMLElement =>
  h(
    "thead",
    {},
    h(
      "tr",
      {},
      ...names.map((name, i) => h("th", { scope: "col", class: i > 0 && i <= numbers ? "number" : null }, name)),
    ),
  );

/** The studies as they were understood. */
export function studiesTable(studies: readonly Study[]): HTMLElement {
  const covariates = [...new Set(studies.flatMap((study) => Object.keys(study.covariates ?? {})))];
  const rows = studies
    .slice(0, MOST_ROWS)
    .map((study) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, study.id),
        ...[study.tp, study.fp, study.fn, study.tn].map((count) => h("td", { class: "number" }, String(count))),
        ...covariates.map((name) => h("td", {}, String(study.covariates?.[name] ?? ""))),
      ),
    );
  const cut = studies.length > MOST_ROWS ? `, the first ${MOST_ROWS} of ${studies.length}` : "";
  return scroll(
    "Studies",
    h(
      "table",
      {},
      h("caption", {}, `As read${cut}`),
      headers(["Study", "TP", "FP", "FN", "TN", ...covariates], 4),
      h("tbody", {}, ...rows),
    ),
  );
}

/**
 * The rows as they were given, with what is wrong below each bad one; a bad cell can be mended where it stands.
 * `mend` is told the row (from 1), the column (from 0) and the new value.
 */
export function problemTable(
  grid: Grid,
  problems: readonly Problem[],
  mend: (row: number, column: number, value: string) => void,
): HTMLElement {
  const bad = new Set(problems.flatMap(({ row }) => (row === null ? [] : [row])));
  const rows = grid.rows.flatMap((cells, i) => {
    const row = i + 1;
    if (i >= MOST_ROWS && !bad.has(row)) return [];
    const own = problems.filter((problem) => problem.row === row);
    const why = `why-${row}`;
    const cell = (text: string, column: number): HTMLElement => {
      const name = grid.header[column] ?? `column ${column + 1}`;
      const missing = column >= cells.length && own.some((problem) => problem.column === null);
      if (!missing && !own.some((problem) => problem.column === name)) {
        return column === 0 ? h("th", { scope: "row" }, text) : h("td", {}, text);
      }
      const input = h("input", {
        value: text,
        "aria-label": `Row ${row}, ${name}`,
        "aria-invalid": "true",
        "aria-describedby": why,
        "data-cell": `${row}-${column}`,
      });
      input.addEventListener("change", () => mend(row, column, input.value));
      return h("td", {}, input);
    };
    const width = Math.max(cells.length, grid.header.length);
    const line = h(
      "tr",
      { class: own.length > 0 ? "bad" : null },
      ...Array.from({ length: width }, (_, column) => cell(cells[column] ?? "", column)),
    );
    if (own.length === 0) return [line];
    const messages = own.map(({ message }) => h("p", { class: "problem" }, message));
    return [line, h("tr", { class: "why" }, h("td", { colspan: width, id: why }, ...messages))];
  });
  return scroll(
    "Rows as given",
    h("table", {}, h("caption", {}, "As given"), headers(grid.header), h("tbody", {}, ...rows)),
  );
}
