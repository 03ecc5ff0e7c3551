import { save } from "../exports/save.js";
import type { App } from "../page/app.js";
import { button, h } from "../page/dom.js";
import { fileButton } from "../page/fields.js";
import type { State } from "../state/state.js";
import type { Audited } from "../tasks/messages.js";
import { texts } from "../texts.js";

const { check: words } = texts;

const PAPERS = ".html,.htm,.xml,.docx,.pdf,.txt,.md,.csv,.json";

function findings({ audit }: Audited): HTMLElement {
  const order = ["error", "warning", "note"];
  const sorted = [...audit.findings].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return h(
    "ul",
    { class: "findings" },
    ...sorted.map(({ severity, where, printed, expected, explanation }) =>
      h(
        "li",
        { class: `finding ${severity}` },
        h("p", {}, h("strong", {}, words.severities[severity]), " ", h("code", {}, where)),
        h("p", {}, explanation),
        h("p", { class: "help" }, words.printedExpected(printed, expected)),
      ),
    ),
  );
}

function outcome(audited: Audited): HTMLElement {
  const { audit, results, name } = audited;
  const { findings: found, checked } = audit;
  return h(
    "section",
    { class: "card", id: "audited", "aria-labelledby": "audited-heading", tabindex: -1 },
    h("h2", { id: "audited-heading" }, name),
    h("p", {}, results === 0 && checked === 0 ? words.nothing : words.found(results, checked)),
    found.length > 0 ? findings(audited) : checked > 0 ? h("p", { class: "note" }, words.clean) : null,
    h(
      "div",
      { class: "row" },
      button(words.save, () => save("checked.html", audited.page, "text/html")),
      button(words.saveJson, () => save("findings.json", `${JSON.stringify(audit)}\n`, "application/json")),
    ),
  );
}

/** Printed results held against themselves. */
export function checkView(state: State, app: App): HTMLElement[] {
  const { printed } = state.history.now;
  const { audited, running, failure } = state;
  return [
    h(
      "section",
      { class: "card", id: "check", "aria-labelledby": "check-heading" },
      h("h2", { id: "check-heading" }, words.heading),
      h("p", { id: "check-help" }, words.help),
      h("label", { for: "printed" }, words.text),
      h("textarea", {
        id: "printed",
        rows: 10,
        "aria-describedby": "check-help",
        value: printed,
        oninput: (event: Event) =>
          app.act({ kind: "printed", text: (event.currentTarget as HTMLTextAreaElement).value }),
      }),
      h(
        "div",
        { class: "row" },
        button(words.run, () => app.checkPaper(words.what, app.state().history.now.printed), {
          class: "primary",
          id: "check-run",
          disabled: running !== null || printed.trim() === "",
        }),
        fileButton("paper", words.file, PAPERS, (file) => {
          void file.arrayBuffer().then((buffer) => app.checkPaper(file.name, new Uint8Array(buffer)));
        }),
        running === null ? null : button(texts.form.cancel, app.cancel, { id: "check-cancel" }),
      ),
      failure?.field === "printed"
        ? h("p", { class: "error", role: "alert", "data-key": "fault" }, failure.message)
        : null,
    ),
    ...(audited === null ? [] : [outcome(audited)]),
  ];
}
