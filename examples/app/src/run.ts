import type { Message, Outcome, Task } from "./messages.js";

/** The worker's program, put here by the build. */
declare const WORKER_SOURCE: string;

/** Who listens to a running analysis. */
export interface Listener {
  readonly progress: (what: string, done: number, total: number | null) => void;
  readonly done: (outcome: Outcome) => void;
  readonly failed: (message: string) => void;
}

/** Starts the analysis in a worker of its own, and gives what stops it at once. */
export function start(task: Task, listener: Listener): () => void {
  // A blob, because browsers don't let a page that was opened from a file load a worker from one.
  const url = URL.createObjectURL(new Blob([WORKER_SOURCE], { type: "text/javascript" }));
  const worker = new Worker(url);
  const stop = (): void => {
    worker.terminate();
    URL.revokeObjectURL(url);
  };
  worker.addEventListener("message", ({ data }: MessageEvent<Message>) => {
    if (data.kind === "progress") {
      listener.progress(data.what, data.done, data.total);
      return;
    }
    stop();
    if (data.kind === "done") listener.done(data.outcome);
    else listener.failed(data.message);
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    stop();
    listener.failed(event.message);
  });
  worker.postMessage(task);
  return stop;
}
