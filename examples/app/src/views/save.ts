import { commandOf } from "../code/command.js";
import { csvOf, cutoffTable, tableOf } from "../code/data-text.js";
import { rOf } from "../code/r.js";
import { stataOf } from "../code/stata.js";
import { typescriptOf } from "../code/typescript.js";
import { save } from "../exports/save.js";
import type { App } from "../page/app.js";
import { button, focusSoon, h } from "../page/dom.js";
import { labelled } from "../page/fields.js";
import { FieldError } from "../state/form.js";
import { fragmentOf, projectText } from "../state/keep.js";
import type { State } from "../state/state.js";
import { analysisTask } from "../state/task.js";
import type { AnalysisTask } from "../tasks/messages.js";
import { texts } from "../texts.js";

const { save: words } = texts;

/** Characters beyond which some programs cut a link. */
const LONG_LINK = 8000;

function reportCard(state: State, app: App): HTMLElement {
  const { outcome, history } = state;
  const title = labelled(
    { id: "title", label: words.title },
    h("input", {
      id: "title",
      type: "text",
      autocomplete: "off",
      value: history.now.title,
      oninput: (event: Event) => app.act({ kind: "entitle", title: (event.currentTarget as HTMLInputElement).value }),
    }),
  );
  const parts =
    outcome === null
      ? [h("p", { class: "note", "data-key": "needs" }, words.needsAnalysis)]
      : [
          h(
            "div",
            { class: "row", "data-key": "report" },
            button(words.html, () => app.saveReport("html")),
            button(words.docx, () => app.saveReport("docx")),
            button(words.print, app.print, { "aria-describedby": "print-help" }),
            button(words.json, () =>
              save("analysis.json", `${JSON.stringify(outcome.result.analysis)}\n`, "application/json"),
            ),
            button(words.figures, () => {
              for (const { name, svg } of state.drawings) save(`${name}.svg`, svg, "image/svg+xml");
            }),
          ),
          h("p", { class: "help", id: "print-help" }, words.printHelp),
        ];
  return h(
    "section",
    { class: "card", "aria-labelledby": "report-heading" },
    h("h2", { id: "report-heading" }, words.report),
    h("div", { class: "fields" }, title),
    ...parts,
  );
}

function projectCard(state: State, app: App): HTMLElement {
  const { now } = state.history;
  const { studies, thresholds } = state.reading;
  const link = async (): Promise<void> => {
    const url = new URL(location.href);
    url.hash = await fragmentOf(now);
    app.show({ link: url.href });
    try {
      await navigator.clipboard.writeText(url.href);
      app.say(words.linkCopied);
    } catch {
      focusSoon("#link");
    }
  };
  const table = thresholds.length > 0 ? cutoffTable(thresholds) : tableOf(studies);
  return h(
    "section",
    { class: "card", "aria-labelledby": "project-heading" },
    h("h2", { id: "project-heading" }, words.project),
    h("p", {}, words.projectHelp),
    h(
      "div",
      { class: "row" },
      button(words.projectFile, () => save("project.json", projectText(now), "application/json")),
      button(words.link, () => void link()),
      button(words.tableCsv, () => save("studies.csv", `${csvOf(table.header, table.rows)}\n`, "text/csv")),
    ),
    h("p", { class: "help" }, words.linkHelp),
    state.link === ""
      ? null
      : h(
          "div",
          { "data-key": "link-box" },
          labelled(
            { id: "link", label: words.linkText },
            h("input", { id: "link", type: "text", readonly: true, value: state.link }),
          ),
          state.link.length > LONG_LINK ? h("p", { class: "help" }, words.linkLong(state.link.length)) : null,
        ),
  );
}

/** The task of the state, where there is one to do. */
function taskOf(state: State): AnalysisTask | null {
  try {
    return state.reading.studies.length + state.reading.thresholds.length === 0 ? null : analysisTask(state);
  } catch (error) {
    if (error instanceof FieldError) return null;
    throw error;
  }
}

function codeCard(task: AnalysisTask, app: App): HTMLElement {
  const codes = { typescript: typescriptOf(task), command: commandOf(task), r: rOf(task), stata: stataOf(task) };
  const blocks = (Object.entries(codes) as [keyof typeof codes, string | null][]).map(([name, code]) => {
    const title = words.codeNames[name];
    const copy = (): void => {
      navigator.clipboard.writeText(code ?? "").then(
        () => app.say(texts.results.copied(title)),
        () => save(`analysis-${name}.txt`, code ?? ""),
      );
    };
    return h(
      "details",
      { "data-key": `code-${name}` },
      h("summary", {}, title),
      code === null
        ? h("p", { class: "note" }, words.noCode)
        : h("pre", { tabindex: 0, role: "group", "aria-label": title }, h("code", { id: `code-${name}` }, code)),
      code === null ? null : button(texts.results.copy, copy, { "aria-label": words.copyCode(title) }),
    );
  });
  return h(
    "section",
    { class: "card", "aria-labelledby": "code-heading", "data-key": "code" },
    h("h2", { id: "code-heading" }, words.code),
    h("p", {}, words.codeHelp),
    ...blocks,
  );
}

/** Report, figures, results, project, link and code. */
export function saveView(state: State, app: App): HTMLElement[] {
  const task = taskOf(state);
  return [reportCard(state, app), projectCard(state, app), ...(task === null ? [] : [codeCard(task, app)])];
}
