import type { Analysis } from "dta-meta";
import type { App } from "../page/app.js";
import { button, h } from "../page/dom.js";
import { scroll } from "../page/fields.js";
import type { State } from "../state/state.js";
import { texts } from "../texts.js";

const { results: words } = texts;

const fixed = (value: number | null | undefined, digits: number): string =>
  value === null || value === undefined ? "–" : value.toFixed(digits);
const percent = (value: number | null | undefined): string =>
  value === null || value === undefined ? "–" : `${(100 * value).toFixed(0)}%`;

/** What each study does to the result, with a button that leaves it out; and those that were left out, with one that takes them in. */
export function influenceTable(state: State, analysis: Analysis, app: App): HTMLElement[] {
  const { names, kinds } = state.reading;
  const { leaveOneOut, studies } = analysis;
  const change = (kind: "exclude" | "include", row: number): void => {
    app.act({ kind, rows: [row] });
    app.analyse();
  };
  const out = kinds.flatMap((kind, row) => (kind === "excluded" ? [row] : []));
  const again =
    out.length === 0
      ? null
      : h(
          "p",
          { class: "row", "data-key": "left-out" },
          h("span", {}, words.leftOut),
          ...out.map((row) =>
            button(names[row]!, () => change("include", row), { "aria-label": words.includeAgain(names[row]!) }),
          ),
        );
  if (leaveOneOut === null || studies.length === 0) return again === null ? [] : [again];
  const without = new Map(leaveOneOut.map((row) => [row.omitted, row.summary]));
  const columns = words.influenceColumns;
  const rows = studies.map(({ id, weight, influence }) => {
    const row = names.findIndex((name, i) => name === id && kinds[i] === "study");
    const summary = without.get(id);
    const number = (text: string): HTMLElement => h("td", { class: "number" }, text);
    return h(
      "tr",
      { "data-key": `influence-${id}` },
      h("th", { scope: "row" }, id),
      h(
        "td",
        {},
        row < 0
          ? null
          : button(words.exclude, () => change("exclude", row), {
              class: "small",
              "aria-label": words.excludeStudy(id),
              disabled: state.running !== null,
            }),
      ),
      number(percent(weight?.sensitivity)),
      number(percent(weight?.specificity)),
      number(fixed(influence?.cooksDistance, 2)),
      number(fixed(summary?.sensitivity.estimate, 3)),
      number(fixed(summary?.specificity.estimate, 3)),
    );
  });
  const head = Object.entries(columns).map(([key, name]) =>
    h("th", { scope: "col", class: key === "study" || key === "action" ? null : "number" }, name),
  );
  const parts = [
    h("h3", { id: "part-influence" }, words.influence),
    h("p", { class: "help", "data-key": "influence-help" }, words.influenceHelp),
    again,
    h(
      "div",
      { class: "card", "data-key": "influence-table" },
      scroll(words.influence, h("table", {}, h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...rows))),
    ),
  ];
  return parts.filter((part) => part !== null);
}
