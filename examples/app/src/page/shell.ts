import { type State, VIEWS, type View } from "../state/state.js";
import { texts } from "../texts.js";
import { checkView } from "../views/check.js";
import { dataView } from "../views/data.js";
import { flowView } from "../views/flow.js";
import { optionsForm } from "../views/options.js";
import { qualityView } from "../views/quality.js";
import { resultsSection } from "../views/results.js";
import { saveView } from "../views/save.js";
import type { App } from "./app.js";
import { button, focusSoon, h } from "./dom.js";

function analysisView(state: State, app: App): HTMLElement[] {
  const results = resultsSection(state, app);
  return [optionsForm(state, app), ...(results === null ? [] : [results])];
}

const DRAWN: Readonly<Record<View, (state: State, app: App) => HTMLElement[]>> = {
  data: dataView,
  analysis: analysisView,
  quality: qualityView,
  flow: flowView,
  check: checkView,
  save: saveView,
};

/** The tabs: arrows move between them, as the ARIA pattern has it. */
function tabs({ view }: State, app: App): HTMLElement {
  const keys = (event: KeyboardEvent): void => {
    const at = VIEWS.indexOf(view);
    const to: Readonly<Record<string, number>> = {
      ArrowRight: (at + 1) % VIEWS.length,
      ArrowLeft: (at - 1 + VIEWS.length) % VIEWS.length,
      Home: 0,
      End: VIEWS.length - 1,
    };
    const next = to[event.key];
    if (next === undefined) return;
    event.preventDefault();
    app.show({ view: VIEWS[next]!, message: "" });
    focusSoon(`#tab-${VIEWS[next]}`);
  };
  return h(
    "div",
    { class: "tabs", role: "tablist", "aria-label": texts.sections },
    ...VIEWS.map((each) =>
      h(
        "button",
        {
          type: "button",
          role: "tab",
          id: `tab-${each}`,
          "aria-selected": String(each === view),
          "aria-controls": "panel",
          tabindex: each === view ? 0 : -1,
          onclick: () => app.show({ view: each, message: "" }),
          onkeydown: keys,
        },
        texts.views[each],
      ),
    ),
  );
}

/** The whole page as a function of the state. */
export function page(state: State, app: App): HTMLElement[] {
  const { past, future } = state.history;
  return [
    h("a", { class: "skip", href: "#panel", "data-key": "skip" }, texts.skip),
    h(
      "header",
      { class: "top", "data-key": "top" },
      h("h1", {}, texts.title),
      h("p", {}, texts.tagline),
      h("p", { class: "print-title" }, state.history.now.title),
    ),
    h(
      "nav",
      { class: "bar", "aria-label": texts.sections, "data-key": "bar" },
      h(
        "div",
        { class: "bar-inner" },
        tabs(state, app),
        h(
          "div",
          { class: "history" },
          button(texts.undo, app.undo, { id: "undo", class: "small", disabled: past.length === 0 }),
          button(texts.redo, app.redo, { id: "redo", class: "small", disabled: future.length === 0 }),
        ),
      ),
    ),
    h(
      "main",
      { "data-key": "main" },
      h("p", { id: "status", role: "status" }, state.message),
      h(
        "div",
        { id: "panel", role: "tabpanel", "aria-labelledby": `tab-${state.view}`, tabindex: -1 },
        h("div", { "data-key": `view-${state.view}` }, ...DRAWN[state.view](state, app)),
      ),
    ),
    h("footer", { "data-key": "footer" }, texts.footer),
  ];
}
