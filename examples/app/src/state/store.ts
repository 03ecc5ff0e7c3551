import { readData } from "../data/reading.js";
import type { Action } from "./actions.js";
import { act, beginning, type History, redo, undo } from "./history.js";
import { EMPTY_PROJECT, type Project } from "./project.js";
import type { State } from "./state.js";

export const ROWS_AT_FIRST = 100;

const readingOf = ({ data, choices }: Project): State["reading"] =>
  readData(data, { question: choices.question, testColumn: choices.test });

/** What the page is before anything was done. */
export const initialState: State = {
  history: beginning(EMPTY_PROJECT),
  reading: readingOf(EMPTY_PROJECT),
  view: "data",
  running: null,
  failure: null,
  outcome: null,
  analysed: null,
  before: [],
  drawings: [],
  qualityDrawings: [],
  flowDrawing: null,
  audited: null,
  message: "",
  fileProblem: "",
  workbook: null,
  link: "",
  rowsShown: ROWS_AT_FIRST,
  cell: [0, -1],
  filterSays: { text: "", wrong: false },
};

/** The state with another history: what hangs on the project follows it. */
function withHistory(state: State, history: History): State {
  if (history.now === state.history.now) return { ...state, history };
  const { data, choices } = history.now;
  const before = state.history.now;
  const same =
    data === before.data && choices.question === before.choices.question && choices.test === before.choices.test;
  return { ...state, history, reading: same ? state.reading : readingOf(history.now), failure: null };
}

/** The one place where the state is kept; listeners hear of each change, several at once where they come together. */
export interface Store {
  readonly state: () => State;
  readonly act: (action: Action) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Changes what can't be undone: the view, what runs, what came of it. */
  readonly show: (changes: Partial<State>) => void;
}

export function createStore(changed: (state: State, before: State) => void): Store {
  let state = initialState;
  let drawn = state;
  let asked = false;
  const set = (next: State): void => {
    state = next;
    if (asked) return;
    asked = true;
    queueMicrotask(() => {
      asked = false;
      const before = drawn;
      drawn = state;
      changed(state, before);
    });
  };
  return {
    state: () => state,
    act: (action) => set(withHistory(state, act(state.history, action))),
    undo: () => set(withHistory(state, undo(state.history))),
    redo: () => set(withHistory(state, redo(state.history))),
    show: (changes) => set({ ...state, ...changes }),
  };
}
