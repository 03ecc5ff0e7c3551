import { type Action, reduce, strokeOf } from "./actions.js";
import type { Project } from "./project.js";

/** A project with what it was before, and what was undone. */
export interface History {
  readonly past: readonly Step[];
  readonly now: Project;
  readonly future: readonly Step[];
}

/** A change: the project on its other side, and the action between. */
interface Step {
  readonly project: Project;
  readonly action: Action;
}

const MOST_STEPS = 200;

export const beginning = (now: Project): History => ({ past: [], now, future: [] });

/** The history with one action more; what was undone before is gone. */
export function act(history: History, action: Action): History {
  const now = reduce(history.now, action);
  if (JSON.stringify(now) === JSON.stringify(history.now)) return history;
  const last = history.past.at(-1);
  const stroke = strokeOf(action);
  const past =
    last !== undefined && stroke !== null && strokeOf(last.action) === stroke
      ? history.past
      : [...history.past, { project: history.now, action }].slice(-MOST_STEPS);
  return { past, now, future: [] };
}

/** One step back. */
export function undo({ past, now, future }: History): History {
  const last = past.at(-1);
  if (last === undefined) return { past, now, future };
  return { past: past.slice(0, -1), now: last.project, future: [{ project: now, action: last.action }, ...future] };
}

/** One step forth again. */
export function redo({ past, now, future }: History): History {
  const [next, ...rest] = future;
  if (next === undefined) return { past, now, future };
  return { past: [...past, { project: now, action: next.action }], now: next.project, future: rest };
}
