import { stopIfAborted } from "../base/interruptible.js";
import type { LongRun } from "../inference/influence/progress.js";
import { poolOf, type Workers } from "./start-workers.js";
import type { Part, TaskInput, TaskName, TaskOutput } from "./tasks.js";

/** So many parts for each thread, so that none waits long for the last. */
const PARTS_EACH = 8;

type Listening = { addEventListener?: (name: "abort", listener: () => void, options: { once: true }) => void };

/** Rejects once the signal is aborted, if it can tell. */
const aborted = (signal: NonNullable<LongRun["signal"]>): Promise<never> =>
  new Promise((_, reject) => {
    const stop = (): void => {
      try {
        stopIfAborted(signal);
      } catch (reason) {
        reject(reason);
      }
    };
    (signal as Listening).addEventListener?.("abort", stop, { once: true });
  });

/** A whole of `total` steps, done by threads in parts and put together in order. */
export async function inParts<N extends TaskName>(
  workers: Workers,
  task: N,
  input: Omit<TaskInput<N>, "part">,
  total: number,
  { onProgress, signal }: LongRun,
): Promise<TaskOutput<N>> {
  const pool = poolOf(workers);
  const size = Math.max(1, Math.ceil(total / (PARTS_EACH * pool.size)));
  const parts: Part[] = [];
  for (let from = 0; from < total; from += size) parts.push({ from, count: Math.min(size, total - from) });
  let done = 0;
  let next = 0;
  const outputs: unknown[][] = [];
  const goOn = async (): Promise<void> => {
    while (next < parts.length) {
      stopIfAborted(signal);
      const i = next++;
      const part = parts[i]!;
      outputs[i] = (await pool.run(task, { ...input, part })) as unknown[];
      done += part.count;
      onProgress?.(done, total);
    }
  };
  const work = Promise.all(Array.from({ length: pool.size }, goOn)).catch((error: unknown) => {
    next = parts.length;
    throw error;
  });
  await (signal === undefined || signal === null
    ? work
    : Promise.race([work, stopAt(aborted(signal), () => (next = parts.length))]));
  return outputs.flat() as TaskOutput<N>;
}

/** Runs `stop` where a promise rejects. */
const stopAt = (promise: Promise<never>, stop: () => void): Promise<never> =>
  promise.catch((error: unknown) => {
    stop();
    throw error;
  });
