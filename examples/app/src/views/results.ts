import { save } from "../exports/save.js";
import type { App } from "../page/app.js";
import { beginAt, button, h } from "../page/dom.js";
import type { State } from "../state/state.js";
import type { Outcome, Prose } from "../tasks/messages.js";
import { texts } from "../texts.js";
import { figureOptions } from "./figure-options.js";
import { figure } from "./figures.js";
import { influenceTable } from "./influence.js";

const { results: words } = texts;

/** The headline numbers, each with what it was before studies were left out or taken in again. */
function headlines({ headlines: numbers }: Outcome, before: State["before"]): HTMLElement | null {
  if (numbers.length === 0) return null;
  return h(
    "dl",
    { class: "measures" },
    ...numbers.map(({ name, value, notes }) =>
      h(
        "div",
        {},
        h("dt", {}, name),
        h(
          "dd",
          {},
          h("span", { class: "value" }, value),
          ...notes.map((note) => h("span", { class: "interval" }, note)),
          ...before
            .filter((old) => old.name === name)
            .map((old) => h("span", { class: "interval" }, words.before([old.value, ...old.notes.slice(0, 1)]))),
        ),
      ),
    ),
  );
}

function prose({ title, text }: Prose, app: App): HTMLElement {
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => app.say(words.copied(title)),
      () => save(`${title.toLowerCase()}.txt`, text),
    );
  };
  return h(
    "div",
    { class: "prose", "data-key": `prose-${title}` },
    h("h4", {}, title),
    h("p", { class: "text" }, text),
    button(words.copy, copy, { "aria-label": words.copyText(title) }),
  );
}

/** The library's tables, each in a box that scrolls by itself. */
function tables(html: string): HTMLElement {
  const box = h("div", { class: "tables card" });
  box.innerHTML = html;
  for (const table of box.querySelectorAll("table")) {
    const label = table.caption?.textContent || words.table;
    const scroll = h("div", { class: "scroll", role: "group", "aria-label": label, tabindex: 0 });
    table.replaceWith(scroll);
    scroll.append(table);
  }
  // a corner without a text heads nothing
  for (const corner of box.querySelectorAll("th")) {
    if (corner.textContent === "") corner.replaceWith(h("td", {}));
  }
  // the library's headings stand below the page's
  for (const heading of box.querySelectorAll("h2")) {
    heading.replaceWith(h("h4", {}, heading.textContent ?? ""));
  }
  return box;
}

/** Links to the parts of the results, which are long. */
function contents({ result, prose: proses }: Outcome): HTMLElement {
  const refits = result.kind === "one" && result.analysis.leaveOneOut !== null;
  const parts = [
    ["figures", words.figures],
    ...(refits ? [["influence", words.influence]] : []),
    ["tables", words.tables],
    ...(proses.length === 0 ? [] : [["for-paper", words.forPaper]]),
  ] as const;
  const jump = (id: string) => (event: Event) => {
    // the address holds the project, not the place on the page
    event.preventDefault();
    beginAt(`#part-${id}`);
  };
  return h(
    "ul",
    { class: "contents" },
    ...parts.map(([id, text]) => h("li", {}, h("a", { href: `#part-${id}`, onclick: jump(id!) }, text!))),
  );
}

/** Everything that came of the last analysis. */
export function resultsSection(state: State, app: App): HTMLElement | null {
  const { outcome, analysed, running, history } = state;
  if (outcome === null || analysed === null) return null;
  const { data, choices } = history.now;
  const stale = analysed.data !== data || analysed.choices !== choices;
  const { warnings, prose: proses } = outcome;
  const parts: (HTMLElement | null)[] = [
    h("h2", { id: "results-heading" }, words.heading),
    stale && running === null ? h("p", { class: "stale", role: "note", "data-key": "stale" }, words.stale) : null,
    ...warnings.map((message, i) => h("p", { class: "warning", role: "note", "data-key": `warning-${i}` }, message)),
    headlines(outcome, state.before),
    contents(outcome),
    h("h3", { id: "part-figures" }, words.figures),
    outcome.result.kind === "one" ? figureOptions(state, app) : null,
    h("div", { class: "figures", "data-key": "figures" }, ...state.drawings.map((drawing) => figure(drawing, app))),
    ...(outcome.result.kind === "one" ? influenceTable(state, outcome.result.analysis, app) : []),
    h("h3", { id: "part-tables" }, words.tables),
    tables(outcome.tables),
    ...(proses.length === 0
      ? []
      : [h("h3", { id: "part-for-paper" }, words.forPaper), ...proses.map((each) => prose(each, app))]),
  ];
  return h(
    "section",
    {
      id: "results",
      "aria-labelledby": "results-heading",
      tabindex: -1,
      "aria-busy": running === null ? null : "true",
    },
    ...parts.filter((part) => part !== null),
  );
}
