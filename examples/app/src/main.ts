import { save } from "./exports/save.js";
import type { App } from "./page/app.js";
import { byId, focusSoon, patch } from "./page/dom.js";
import { openFile, openFlow, openJudgements, readJudgements } from "./page/open.js";
import { page } from "./page/shell.js";
import { workOn } from "./page/work.js";
import { projectOfFragment } from "./state/keep.js";
import { createStore } from "./state/store.js";
import { texts } from "./texts.js";

/** Chu, Guo & Zhou 2010, Med Decis Making 30:499: cultures of catheter segments; put here by the build. */
declare const EXAMPLE: string;
/** Whether the page has a service worker beside it; put here by the build. */
declare const OFFLINE: boolean;

const root = byId("app");
const store = createStore((state, before) => {
  patch(root, page(state, app));
  work.follow(state, before);
});
const say = (message: string): void => store.show({ message });
const work = workOn(store, say);

const step = (kind: "undo" | "redo"): void => {
  const { past, future } = store.state().history;
  const action = kind === "undo" ? past.at(-1)?.action : future[0]?.action;
  if (action === undefined) {
    say(texts.nothingToUndo);
    return;
  }
  store[kind]();
  const what = texts.actions[action.kind];
  say(kind === "undo" ? texts.undone(what) : texts.redone(what));
};

const app: App = {
  ...store,
  undo: () => step("undo"),
  redo: () => step("redo"),
  say,
  go(view) {
    store.show({ view });
    focusSoon("#panel h2[tabindex]", "#panel");
    window.scrollTo({ top: 0 });
  },
  analyse: work.analyse,
  cancel: work.cancel,
  openFile: (file, sheet) => openFile(file, store, say, sheet),
  openJudgements: (file) => openJudgements(file, store, say),
  readJudgements: (text) => readJudgements(text, store, say),
  openFlow: (file) => openFlow(file, store, say),
  checkPaper: work.checkPaper,
  loadExample: () => store.act({ kind: "load", text: EXAMPLE, source: texts.data.exampleName, note: "" }),
  saveReport: (format) => work.report(format, (file) => save(`report.${format}`, file)),
  print() {
    store.show({ view: "analysis" });
    setTimeout(() => window.print());
  },
};

/** Ctrl+Z and Ctrl+Y where no text is being written; there they are the field's own. */
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  const kind = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : null;
  const { activeElement } = document;
  const writing =
    activeElement instanceof HTMLTextAreaElement ||
    (activeElement instanceof HTMLInputElement &&
      activeElement.type === "text" &&
      activeElement.value !== activeElement.defaultValue);
  if (kind === null || writing) return;
  event.preventDefault();
  step(kind);
});

async function openLink(): Promise<void> {
  const project = await projectOfFragment(location.hash);
  if (project === null) return;
  store.act({ kind: "open", project });
  say(texts.data.linkOpened);
}

document.documentElement.lang = texts.language;
document.title = `dta-meta: ${texts.title.toLowerCase()}`;
window.addEventListener("hashchange", () => void openLink());
patch(root, page(store.state(), app));
void openLink();
if (OFFLINE && "serviceWorker" in navigator) void navigator.serviceWorker.register("sw.js");
