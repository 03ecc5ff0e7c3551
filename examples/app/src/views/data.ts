import { inWordsOf } from "dta-meta/report";
import { FIELDS, type Field } from "../data/reading.js";
import type { App } from "../page/app.js";
import { button, focusSoon, h } from "../page/dom.js";
import { fileButton, select, tick } from "../page/fields.js";
import type { State } from "../state/state.js";
import { texts } from "../texts.js";
import { goToProblem, studiesTable } from "./studies-table.js";

const { data: words } = texts;

const ACCEPTED = ".csv,.tsv,.txt,.xlsx,.xls,.ods,.json,text/csv,text/plain,application/json";

function opening(state: State, app: App): HTMLElement {
  const { data } = state.history.now;
  const empty = data.text.trim() === "";
  return h(
    "section",
    {
      class: "card",
      id: "open",
      "aria-labelledby": "open-heading",
      ondragenter: drag,
      ondragover: drag,
      ondragleave: (event: DragEvent) => (event.currentTarget as HTMLElement).classList.remove("dropping"),
      ondrop: (event: DragEvent) => {
        event.preventDefault();
        (event.currentTarget as HTMLElement).classList.remove("dropping");
        const [dropped] = event.dataTransfer?.files ?? [];
        if (dropped !== undefined) void app.openFile(dropped);
      },
    },
    h("h2", { id: "open-heading" }, words.open),
    h("p", { id: "data-help" }, words.help),
    h(
      "div",
      { class: "row" },
      fileButton("file", words.file, ACCEPTED, (file) => void app.openFile(file)),
      button(words.example, app.loadExample),
      empty
        ? button(
            words.blank,
            () => {
              app.act({ kind: "add-row" });
              focusSoon("#cell-0-0");
            },
            { "data-key": "blank" },
          )
        : button(words.clear, () => app.act({ kind: "clear" }), { "data-key": "clear" }),
    ),
    sheetChoice(state, app),
    state.fileProblem === "" ? null : h("p", { class: "error", role: "alert" }, state.fileProblem),
    h(
      "details",
      { "data-key": "as-text", open: empty },
      h("summary", {}, words.asText),
      h("label", { for: "csv" }, words.text),
      h("textarea", {
        id: "csv",
        rows: 8,
        spellcheck: "false",
        autocomplete: "off",
        "aria-describedby": "csv-help",
        value: data.text,
        oninput: (event: Event) => app.act({ kind: "type", text: (event.currentTarget as HTMLTextAreaElement).value }),
      }),
      h("p", { class: "help", id: "csv-help" }, words.textHelp),
    ),
  );
}

/** Which sheet of the workbook is taken, as long as its table is the one on the page. */
function sheetChoice({ workbook, history }: State, app: App): HTMLElement | null {
  if (workbook === null || history.now.data.source !== workbook.file.name) return null;
  const { file, sheets, sheet } = workbook;
  return h(
    "div",
    { class: "fields", "data-key": "sheet-box" },
    select(
      { id: "sheet", label: words.whichSheet, help: words.sheetHelp },
      sheet,
      sheets.map((name) => [name, name] as const),
      (name) => void app.openFile(file, name),
    ),
  );
}

function drag(event: DragEvent): void {
  event.preventDefault();
  (event.currentTarget as HTMLElement).classList.add("dropping");
}

/** What was understood, or what stands in the way. */
function understood(state: State, app: App): (HTMLElement | null)[] {
  const { reading, history } = state;
  const { problems, studies, thresholds, kinds, notes } = reading;
  const { source, note } = history.now.data;
  const from = [source === "" ? "" : words.source(source), note].filter((part) => part !== "").join(" ");
  if (problems.length > 0) {
    const rows = [...new Set(problems.flatMap(({ row }) => (row === null ? [] : [row])))];
    const general = problems.filter(({ row }) => row === null);
    return [
      h(
        "div",
        { class: "error", "data-key": "problems" },
        h("p", {}, rows.length === 0 ? words.unreadable : words.badRows(rows.length)),
        ...general.map(({ message }) => h("p", {}, message)),
        h(
          "div",
          { class: "row" },
          ...rows
            .slice(0, 8)
            .map((row) =>
              button(words.goTo(row + 1), () => goToProblem(app, problems.find((problem) => problem.row === row)!)),
            ),
        ),
      ),
    ];
  }
  const out = kinds.filter((kind) => kind === "excluded").length;
  const cutoffs = kinds.filter((kind) => kind === "study").length;
  const count =
    history.now.choices.question === "cutoffs"
      ? words.rowsOfCutoffs(thresholds.length, cutoffs)
      : words.read(studies.length, out);
  return [
    h("p", { "data-key": "count" }, `${count}${from === "" ? "" : ` ${from}`}`),
    ...notes.map(({ severity, message, code }) =>
      h(
        "p",
        severity === "warning"
          ? { class: "warning", role: "note", "data-key": `note-${code}` }
          : { class: "note", "data-key": `note-${code}` },
        inWordsOf(texts.remedies, message),
      ),
    ),
  ];
}

function columns(state: State, app: App): HTMLElement {
  const { reading, history } = state;
  const header = [...new Set(reading.grid.header.filter((name) => name !== ""))];
  const missing = reading.problems.some(({ row, message }) => row === null && message.includes("no column for"));
  const cutoffs = history.now.choices.question === "cutoffs";
  const fields = FIELDS.filter((field) => cutoffs || field !== "cutoff");
  const named = history.now.data.columns;
  return h(
    "details",
    { "data-key": "columns", open: missing || Object.keys(named).length > 0 },
    h("summary", {}, words.columns),
    h("p", {}, words.columnsHelp),
    h(
      "div",
      { class: "fields" },
      ...fields.map((field: Field) =>
        select(
          { id: `column-${field}`, label: words.fields[field] },
          named[field] ?? "",
          [["", words.byName], ...header.map((name) => [name, name] as const)],
          (column) => app.act({ kind: "name-column", field, column }),
        ),
      ),
    ),
  );
}

function newColumn(app: App): HTMLElement {
  const add = (): void => {
    const input = document.querySelector<HTMLInputElement>("#new-column");
    const name = input?.value.trim() ?? "";
    if (input === null || name === "") {
      input?.focus();
      return;
    }
    input.value = "";
    const { length } = app.state().reading.grid.header;
    app.act({ kind: "add-column", name });
    focusSoon(`#cell-0-${length}`);
  };
  return h(
    "span",
    { class: "pair", "data-key": "new-column" },
    h("label", { for: "new-column", class: "hidden" }, words.columnName),
    h("input", {
      id: "new-column",
      type: "text",
      placeholder: words.columnName,
      autocomplete: "off",
      onkeydown: (event: KeyboardEvent) => {
        if (event.key === "Enter") add();
      },
    }),
    button(words.addColumn, add),
  );
}

/** The table: opened, pasted, looked through, mended. */
export function dataView(state: State, app: App): HTMLElement[] {
  const { reading, history } = state;
  if (reading.grid.header.length === 0) return [opening(state, app)];
  const totals = reading.kinds.includes("totals") || history.now.data.keepTotals;
  return [
    opening(state, app),
    h(
      "section",
      { class: "card", id: "studies", "aria-labelledby": "studies-heading" },
      h("h2", { id: "studies-heading" }, words.studies),
      h("div", { id: "understood" }, ...understood(state, app).filter((part) => part !== null)),
      totals
        ? tick("keep-totals", words.keepTotals, history.now.data.keepTotals, (keep) =>
            app.act({ kind: "keep-totals", keep }),
          )
        : null,
      studiesTable(state, app),
      h(
        "div",
        { class: "row" },
        button(
          words.addRow,
          () => {
            app.act({ kind: "add-row" });
            const { length } = app.state().reading.grid.rows;
            app.show({ rowsShown: Math.max(app.state().rowsShown, length) });
            focusSoon(`#cell-${length - 1}-0`);
          },
          { id: "add-row" },
        ),
        newColumn(app),
      ),
      columns(state, app),
      h(
        "div",
        { class: "row" },
        button(words.next, () => app.go("analysis"), { class: "primary" }),
      ),
    ),
  ];
}
