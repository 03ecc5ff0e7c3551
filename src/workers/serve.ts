import type { TaskReply, TaskRequest } from "./port.js";
import { sendError } from "./sent-error.js";

/** What a thread can do, by name. */
export type Tasks = Readonly<Record<string, (input: never) => unknown>>;

/** The side of a worker that talks to who started it. */
export interface ServingPort {
  readonly post: (message: TaskReply, transfer?: readonly ArrayBuffer[]) => void;
  readonly listen: (onMessage: (message: unknown) => void) => void;
}

/** The buffers of an answer that is bytes, or holds some: they are moved, not copied. */
function movable(value: unknown): ArrayBuffer[] {
  const parts = typeof value === "object" && value !== null ? [value, ...Object.values(value)] : [];
  return parts.flatMap((part) => (part instanceof Uint8Array ? [part.buffer as ArrayBuffer] : []));
}

/** Answers every request that comes in, one after the other. */
export function serve(tasks: Tasks, port: ServingPort): void {
  port.listen(async (message) => {
    const { task, input } = message as TaskRequest;
    try {
      const work = Object.hasOwn(tasks, task) ? tasks[task]! : null;
      if (work === null) throw new Error(`there is no task "${task}"; there are ${Object.keys(tasks).join(", ")}`);
      const value = await work(input as never);
      port.post({ value }, movable(value));
    } catch (error) {
      port.post({ error: sendError(error) });
    }
  });
}
