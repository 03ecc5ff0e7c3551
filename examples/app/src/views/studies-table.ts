import type { Problem } from "../data/problems.js";
import type { App } from "../page/app.js";
import { focusSoon, h } from "../page/dom.js";
import type { State } from "../state/state.js";
import { ROWS_AT_FIRST } from "../state/store.js";
import { texts } from "../texts.js";

const { data: words } = texts;

/** The place of the tick in a row, before its cells. */
const TICK = -1;
const cellId = (row: number, column: number): string => `cell-${row}-${column === TICK ? "tick" : column}`;

/** Moves Tab's place, and the focus with it. */
function go(app: App, row: number, column: number): void {
  const { reading, rowsShown } = app.state();
  const { header, rows } = reading.grid;
  const to = [
    Math.min(Math.max(row, 0), rows.length - 1),
    Math.min(Math.max(column, TICK), header.length - 1),
  ] as const;
  app.show({ cell: to, rowsShown: Math.max(rowsShown, to[0] + 1) });
  // at once where it is there already, so that no key is lost to a quick typist
  const cell = document.getElementById(cellId(...to));
  if (cell === null) {
    focusSoon(`#${cellId(...to)}`);
    return;
  }
  // leaving a cell is what makes its text count, at the edge of the table too
  if (cell === document.activeElement) cell.blur();
  cell.focus();
  if (cell instanceof HTMLInputElement && cell.type === "text") cell.select();
}

/** Arrows move up and down; to the sides where the caret can go no further. */
function moveBy(event: KeyboardEvent, row: number, column: number, app: App): void {
  const input = event.currentTarget as HTMLInputElement;
  const isText = input.type === "text";
  const whole = isText && input.selectionStart === 0 && input.selectionEnd === input.value.length;
  const atStart = !isText || whole || (input.selectionStart === 0 && input.selectionEnd === 0);
  const atEnd = !isText || whole || input.selectionStart === input.value.length;
  const step: Readonly<Record<string, readonly [number, number] | false>> = {
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    Enter: [row + 1, column],
    ArrowLeft: atStart && [row, column - 1],
    ArrowRight: atEnd && [row, column + 1],
  };
  const to = step[event.key];
  if (!to || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  go(app, ...to);
}

/** Columns that hold numbers, but for a header and what is missing. */
function numericColumns({ header, rows }: State["reading"]["grid"]): ReadonlySet<number> {
  const numeric = (column: number): boolean => {
    const cells = rows.slice(0, ROWS_AT_FIRST).flatMap((row) => row[column] || []);
    return cells.length > 0 && cells.filter((cell) => /^[-\d.,\s%]+$/.test(cell)).length > 0.8 * cells.length;
  };
  return new Set(header.flatMap((_, column) => (numeric(column) ? [column] : [])));
}

function rowOf(
  state: State,
  app: App,
  row: number,
  problems: readonly Problem[],
  numeric: ReadonlySet<number>,
): HTMLElement[] {
  const { grid, kinds, names } = state.reading;
  const cells = grid.rows[row]!;
  const kind = kinds[row]!;
  const name = names[row]!;
  const why = `why-${row}`;
  const [tabRow, tabColumn] = state.cell;
  const reach = (column: number): number => (row === tabRow && column === tabColumn ? 0 : -1);
  const excluded = state.history.now.data.excluded.includes(row);
  const keys = (column: number) => (event: KeyboardEvent) => moveBy(event, row, column, app);
  const focused = (column: number) => () => {
    const [r, c] = app.state().cell;
    if (r !== row || c !== column) app.show({ cell: [row, column] });
  };
  const bad = (column: number): boolean =>
    problems.some((problem) =>
      problem.column === null ? column >= cells.length : problem.column === grid.header[column],
    );
  const tickable = kind !== "totals" && kind !== "remark" && kind !== "blank";
  const tick = h("input", {
    type: "checkbox",
    id: cellId(row, TICK),
    checked: !excluded && tickable,
    disabled: !tickable,
    tabindex: reach(TICK),
    "aria-label": words.include(name),
    onkeydown: keys(TICK),
    onfocus: focused(TICK),
    onchange: (event: Event) =>
      app.act({ kind: (event.currentTarget as HTMLInputElement).checked ? "include" : "exclude", rows: [row] }),
  });
  const width = Math.max(cells.length, grid.header.length);
  const fields = Array.from({ length: width }, (_, column) => {
    const wrong = bad(column) && !excluded;
    const value = cells[column] ?? "";
    const input = h("input", {
      type: "text",
      id: cellId(row, column),
      value,
      size: Math.min(Math.max(value.length, 4), 28),
      inputmode: numeric.has(column) ? "decimal" : null,
      class: numeric.has(column) ? "number" : null,
      tabindex: reach(column),
      autocomplete: "off",
      spellcheck: "false",
      "aria-label": words.cell(grid.header[column] || words.unnamed(column + 1), name),
      "aria-invalid": wrong ? "true" : null,
      "aria-describedby": wrong ? why : null,
      onkeydown: keys(column),
      onfocus: focused(column),
      onchange: (event: Event) =>
        app.act({ kind: "cell", row, column, value: (event.currentTarget as HTMLInputElement).value.trim() }),
    });
    return h("td", {}, input);
  });
  const remove = h(
    "button",
    {
      type: "button",
      class: "plain",
      "aria-label": words.removeRow(name),
      title: words.remove,
      onclick: () => {
        app.act({ kind: "remove-row", row });
        focusSoon(`#${cellId(Math.min(row, grid.rows.length - 2), 0)}`, "#add-row");
      },
    },
    "×",
  );
  const said = words.kinds[kind];
  const line = h(
    "tr",
    { class: kind === "unread" && problems.length > 0 ? "bad" : kind, "data-key": `row-${row}` },
    h("td", {}, tick),
    ...fields,
    h("td", { class: "said" }, said === "" ? null : h("span", { class: "badge" }, said), remove),
  );
  if (problems.length === 0 || excluded) return [line];
  const messages = problems.map(({ message }) => h("p", { class: "problem" }, message));
  return [
    line,
    h("tr", { class: "why", "data-key": `why-row-${row}` }, h("td", { colspan: width + 2, id: why }, ...messages)),
  ];
}

/** The rows of the table, each cell to be changed where it stands, each study with a tick. Bad rows are shown however far down. */
export function studiesTable(state: State, app: App): HTMLElement {
  const { grid, problems } = state.reading;
  const byRow = new Map<number, Problem[]>();
  for (const problem of problems) {
    if (problem.row !== null) byRow.set(problem.row, [...(byRow.get(problem.row) ?? []), problem]);
  }
  const numeric = numericColumns(grid);
  const rows = grid.rows.flatMap((_, row) =>
    row < state.rowsShown || byRow.has(row) ? rowOf(state, app, row, byRow.get(row) ?? [], numeric) : [],
  );
  const hidden = grid.rows.length - state.rowsShown;
  return h(
    "div",
    { "data-key": "studies" },
    h(
      "div",
      { class: "scroll sheet", "data-key": "sheet" },
      h(
        "table",
        {},
        h("caption", {}, words.caption, " ", h("span", { class: "keys" }, words.keys)),
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col" }, words.includeHeader),
            ...grid.header.map((name, i) =>
              h("th", { scope: "col", class: numeric.has(i) ? "number" : null }, name || words.unnamed(i + 1)),
            ),
            h("td", {}),
          ),
        ),
        h("tbody", {}, ...rows),
      ),
    ),
    hidden > 0
      ? h(
          "button",
          {
            type: "button",
            "data-key": "more",
            onclick: () => app.show({ rowsShown: state.rowsShown + 5 * ROWS_AT_FIRST }),
          },
          words.more(Math.min(hidden, 5 * ROWS_AT_FIRST)),
        )
      : null,
  );
}

/** Moves the focus to what is wrong in a row. */
export function goToProblem(app: App, { row, column }: Problem): void {
  if (row === null) return;
  const { header, rows } = app.state().reading.grid;
  go(app, row, column === null ? (rows[row]?.length ?? 0) : Math.max(0, header.indexOf(column)));
}
