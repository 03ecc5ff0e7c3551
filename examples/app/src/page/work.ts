import { type ReportFormat, reportFile } from "../exports/report.js";
import { FieldError } from "../state/form.js";
import type { Choices, Project } from "../state/project.js";
import { assessmentsOf, flowOf } from "../state/quality.js";
import { reportOptions } from "../state/report.js";
import type { State } from "../state/state.js";
import type { Store } from "../state/store.js";
import { analysisTask, drawTask, studyNames } from "../state/task.js";
import type { AnalysisTask, Presentation } from "../tasks/messages.js";
import { start } from "../tasks/run.js";
import { texts } from "../texts.js";
import { beginAt, focusSoon } from "./dom.js";

/** What runs in workers, and what follows the state by itself. */
export interface Work {
  readonly analyse: () => void;
  readonly cancel: () => void;
  readonly checkPaper: (name: string, content: Uint8Array | string) => void;
  readonly report: (format: ReportFormat, done: (file: Blob) => void) => void;
  /** Draws anew, and counts anew, what has changed. */
  readonly follow: (state: State, before: State) => void;
}

/** Fields of the form to which the library's errors belong, by what they say of where they are. */
const FIELD_OF: Readonly<Record<string, keyof Choices>> = {
  by: "by",
  moderators: "moderators",
  test: "test",
  reference: "reference",
  correction: "correction",
  level: "level",
  prior: "prior",
  "--where": "filter",
};

/** Whether two projects ask the same of the same table, but for the studies that are left out. */
const onlyStudiesDiffer = (a: Project | null, b: Project): boolean =>
  a !== null && a.choices === b.choices && a.data.text === b.data.text && a.data.excluded !== b.data.excluded;

export function workOn(store: Store, say: (text: string) => void): Work {
  /** What stops the small tasks that run beside an analysis. */
  const beside = new Map<string, () => void>();
  const instead = (name: string, stop: (() => void) | null): void => {
    beside.get(name)?.();
    if (stop === null) beside.delete(name);
    else beside.set(name, stop);
  };
  const fail = (message: string, field: string | null): void => {
    store.show({ running: null, failure: { message, field }, message: "" });
    focusSoon(field === null ? "#failure" : `#${field}`, "#failure");
  };
  const running = (what: string, stop: () => void): void =>
    store.show({ running: { what, done: 0, total: null, stop }, failure: null, message: what });
  const progress = (what: string, done: number, total: number | null): void => {
    const now = store.state().running;
    // the live region speaks once a step; the bar moves on
    if (now !== null)
      store.show({ running: { ...now, what, done, total }, ...(now.what === what ? {} : { message: what }) });
  };

  function begin(task: AnalysisTask): void {
    const began = performance.now();
    const analysed = store.state().history.now;
    const stop = start(task, {
      progress,
      done(outcome) {
        const seconds = ((performance.now() - began) / 1000).toFixed(1);
        const { outcome: last, analysed: lastOf } = store.state();
        store.show({
          running: null,
          outcome,
          analysed,
          before: last !== null && onlyStudiesDiffer(lastOf, analysed) ? last.headlines : [],
          drawings: outcome.drawings,
          message: texts.progress.done(seconds),
        });
        beginAt("#results");
      },
      failed(message, where) {
        const filtered =
          task.kind !== "cutoffs" &&
          task.filter !== "" &&
          /express|column/.test(message) &&
          !message.includes("moderator");
        fail(message, FIELD_OF[where ?? ""] ?? (filtered && where !== null && !(where in FIELD_OF) ? "filter" : null));
      },
    });
    running(texts.progress.starting, stop);
  }

  return {
    analyse() {
      const state = store.state();
      if (state.running !== null) return;
      const { reading } = state;
      if (reading.problems.length > 0) return fail(texts.form.unusable, null);
      if (reading.studies.length + reading.thresholds.length === 0) return fail(texts.form.noData, null);
      try {
        begin(analysisTask(state));
      } catch (error) {
        if (!(error instanceof FieldError)) throw error;
        fail(error.message, error.field);
      }
    },
    cancel() {
      store.state().running?.stop();
      store.show({ running: null, message: texts.progress.cancelled });
      focusSoon("#run", "#check-run");
    },
    checkPaper(name, content) {
      if (store.state().running !== null) return;
      const stop = start(
        { kind: "audit", name, content },
        {
          progress,
          done(audited) {
            store.show({ running: null, audited, message: "" });
            beginAt("#audited");
          },
          failed: (message) => fail(message, "printed"),
        },
      );
      running(texts.progress.audit, stop);
    },
    report(format, done) {
      const state = store.state();
      const { outcome } = state;
      if (outcome === null) return;
      say(texts.save.writing);
      reportFile(format, outcome, reportOptions(state, outcome)).then(
        (file) => {
          say("");
          done(file);
        },
        (error: unknown) =>
          say(texts.figures.failed(format.toUpperCase(), error instanceof Error ? error.message : String(error))),
      );
    },
    follow(state, before) {
      const { now } = state.history;
      const was = before.history.now;
      const { outcome } = state;
      const redraw =
        now.figures !== was.figures ||
        now.numbers !== was.numbers ||
        (now.figures.points === "pies" && now.quality !== was.quality);
      if (redraw && outcome !== null) {
        const { result, task, more } = outcome;
        const draw = drawTask(now, studyNames(state));
        const done = (shown: Presentation): void => {
          const { outcome: last } = store.state();
          // another analysis may have come in between
          if (last?.result !== result) return;
          store.show({ outcome: { ...last, ...shown }, drawings: shown.drawings, before: [] });
        };
        instead("present", start({ kind: "present", found: { result, task, more }, draw }, { done, failed: say }));
      }
      if (now.quality !== was.quality || state.reading.names !== before.reading.names || now.flow !== was.flow) {
        const quality = assessmentsOf(now.quality, studyNames(state));
        const flow = flowOf(now.flow);
        if (quality.length === 0 && flow === null) {
          instead("quality", null);
          store.show({ qualityDrawings: [], flowDrawing: null });
        } else {
          const done = (drawings: State["drawings"]): void =>
            store.show({
              qualityDrawings: drawings.filter(({ name }) => name !== "prisma"),
              flowDrawing: drawings.find(({ name }) => name === "prisma") ?? null,
            });
          instead("quality", start({ kind: "quality", quality, tool: now.quality.tool, flow }, { done, failed: say }));
        }
      }
      const filter = now.choices.filter.trim();
      if (filter !== was.choices.filter.trim() || (filter !== "" && state.reading !== before.reading)) {
        const says = (text: string, wrong: boolean): void => store.show({ filterSays: { text, wrong } });
        const { studies } = state.reading;
        if (filter === "" || studies.length === 0) {
          instead("filter", null);
          says("", false);
        } else {
          const done = ({ kept, of }: { readonly kept: number; readonly of: number }): void =>
            says(texts.form.keeps(kept, of), false);
          instead("filter", start({ kind: "filter", studies, filter }, { done, failed: (text) => says(text, true) }));
        }
      }
    },
  };
}
