import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What is done before an early end, and what is said of it. */
type InterruptTask = () => string | null;

/** What is done when the process is told to end, the latest first. */
const tasks: InterruptTask[] = [];

function end(signal: (typeof SIGNALS)[number]): void {
  const said = [`interrupted by ${signal}`];
  for (const task of tasks.splice(0).reverse()) {
    try {
      const says = task();
      if (says !== null) said.push(says);
    } catch {
      // the others still have to be done
    }
  }
  process.stderr.write(`error: ${said.join("; ")}.\n`);
  process.exit(128 + constants.signals[signal]);
}

/**
 * From now on, when the process is interrupted, `task` is done before it ends with one line and 128 + the signal's number; the
 * function that is returned takes that back. While there is no task, signals do what they do to any process: they end it at once,
 * even in the middle of a computation, during which no handler would be called.
 */
export function onInterrupt(task: InterruptTask): () => void {
  if (tasks.length === 0) for (const signal of SIGNALS) process.on(signal, end);
  tasks.push(task);
  return () => {
    const at = tasks.indexOf(task);
    if (at >= 0) tasks.splice(at, 1);
    if (tasks.length === 0) for (const signal of SIGNALS) process.off(signal, end);
  };
}
