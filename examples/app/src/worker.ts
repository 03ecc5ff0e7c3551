import { compute } from "./compute.js";
import type { Message, Task } from "./messages.js";

const say = (message: Message): void => self.postMessage(message);

self.addEventListener("message", ({ data }: MessageEvent<Task>) => {
  try {
    const outcome = compute(data, (what, done, total) => say({ kind: "progress", what, done, total }));
    say({ kind: "done", outcome });
  } catch (error) {
    say({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
});
