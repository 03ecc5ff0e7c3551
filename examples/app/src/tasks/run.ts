import type { Answers, Message, Task } from "./messages.js";

/** The worker's program as text, put here by the build of the one file; `null` where it is a file beside the page. */
declare const WORKER_SOURCE: string | null;

/** Who listens to work that runs. */
export interface Listener<K extends Task["kind"]> {
  readonly progress?: (what: string, done: number, total: number | null) => void;
  readonly done: (answer: Answers[K]) => void;
  readonly failed: (message: string, where: string | null) => void;
}

function newWorker(): { readonly worker: Worker; readonly url: string | null } {
  if (WORKER_SOURCE === null) return { worker: new Worker("worker.js", { type: "module" }), url: null };
  // A blob, because browsers don't let a page that was opened from a file load a worker from one.
  const url = URL.createObjectURL(new Blob([WORKER_SOURCE], { type: "text/javascript" }));
  return { worker: new Worker(url), url };
}

/** Starts a task in a worker of its own, and gives what stops it at once. */
export function start<K extends Task["kind"]>(task: Task & { readonly kind: K }, listener: Listener<K>): () => void {
  const { worker, url } = newWorker();
  const stop = (): void => {
    worker.terminate();
    if (url !== null) URL.revokeObjectURL(url);
  };
  worker.addEventListener("message", ({ data }: MessageEvent<Message>) => {
    if (data.kind === "progress") {
      listener.progress?.(data.what, data.done, data.total);
      return;
    }
    stop();
    if (data.kind === "done") listener.done(data.answer as Answers[K]);
    else listener.failed(data.message, data.where);
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    stop();
    listener.failed(event.message, null);
  });
  worker.postMessage(task);
  return stop;
}
