import { save } from "../exports/save.js";
import type { App } from "../page/app.js";
import { button, h } from "../page/dom.js";
import { fileButton, labelled, textField } from "../page/fields.js";
import { FLOW_LISTS, type FLOW_NUMBERS, flowCsv, flowFaults } from "../state/quality.js";
import type { State } from "../state/state.js";
import { texts } from "../texts.js";
import { figure } from "./figures.js";

const { flow: words } = texts;
const LISTS: readonly string[] = FLOW_LISTS;

/** The boxes in the order of the diagram. */
const ORDER = [
  "identified",
  "removed",
  "screened",
  "excluded",
  "sought",
  "notRetrieved",
  "assessed",
  "excludedReports",
  "includedStudies",
  "includedReports",
] as const satisfies readonly ((typeof FLOW_NUMBERS)[number] | (typeof FLOW_LISTS)[number])[];

/** The numbers of the PRISMA flow diagram, and the diagram. */
export function flowView(state: State, app: App): HTMLElement[] {
  const { flow } = state.history.now;
  const faults = new Set(flowFaults(flow));
  const fields = ORDER.map((name) => {
    const field = { id: `flow-${name}`, label: words.fields[name], wrong: faults.has(name) ? words.wrong : null };
    const value = flow[name] ?? "";
    const change = (text: string): void => app.act({ kind: "flow", changes: { [name]: text } });
    if (!LISTS.includes(name)) return textField(field, value, change, { numeric: true });
    return labelled(
      field,
      h("textarea", {
        id: field.id,
        rows: 3,
        value,
        onchange: (event: Event) => change((event.currentTarget as HTMLTextAreaElement).value),
      }),
    );
  });
  return [
    h(
      "section",
      { class: "card", id: "flow", "aria-labelledby": "flow-heading" },
      h("h2", { id: "flow-heading" }, words.heading),
      h("p", {}, words.help),
      h("div", { class: "fields" }, ...fields),
      h(
        "div",
        { class: "row" },
        fileButton("flow-file", words.file, ".csv,.tsv,.txt,.xlsx,.ods,.json", (file) => void app.openFlow(file)),
        Object.keys(flow).length === 0
          ? null
          : button(words.save, () => save("flow.csv", flowCsv(flow), "text/csv"), { "data-key": "save-flow" }),
      ),
      h("p", { class: "help" }, words.fileHelp),
      state.failure?.field === "flow"
        ? h("p", { class: "error", role: "alert", "data-key": "fault" }, state.failure.message)
        : null,
    ),
    state.flowDrawing === null
      ? h("p", { class: "note", "data-key": "incomplete" }, words.incomplete)
      : figure(state.flowDrawing, app),
  ];
}
