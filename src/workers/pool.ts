import type { TaskReply, TaskRequest, WorkerPort } from "./port.js";
import { reviveError } from "./sent-error.js";

/** Threads that take tasks one at a time, in the order in which they are asked. */
export interface WorkerPool {
  /** Threads at most. */
  readonly size: number;
  /**
   * What a thread answers to a task; buffers in `transfer` move with it. Rejects with the task's own error, or with a
   * `WorkerFailure` where its thread ended; another thread takes that one's place.
   */
  readonly run: (task: string, input: unknown, transfer?: readonly ArrayBuffer[]) => Promise<unknown>;
  /** Ends all threads; what was asked and isn't answered rejects with `reason`. */
  readonly close: (reason?: unknown) => void;
}

/** A thread ended in the middle of a task, for want of memory for one. */
export class WorkerFailure extends Error {
  /** Name of the class. */
  override readonly name = "WorkerFailure";
}

interface Job {
  readonly request: TaskRequest;
  readonly transfer: readonly ArrayBuffer[] | undefined;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** A pool of up to `size` threads, each started when there is work for it. */
export function workerPool(size: number, start: () => WorkerPort): WorkerPool {
  const idle: WorkerPort[] = [];
  const busy = new Map<WorkerPort, Job>();
  const waiting: Job[] = [];
  let closed: { readonly reason: unknown } | null = null;

  const next = (): void => {
    while (waiting.length > 0) {
      const port = idle.pop() ?? (busy.size < size ? open() : null);
      if (port === null) return;
      const job = waiting.shift()!;
      busy.set(port, job);
      port.post(job.request, job.transfer);
    }
  };
  const settle = (port: WorkerPort): Job | undefined => {
    const job = busy.get(port);
    busy.delete(port);
    return job;
  };
  const open = (): WorkerPort => {
    const port = start();
    port.listen(
      (message) => {
        const reply = message as TaskReply;
        const job = settle(port);
        idle.push(port);
        if ("error" in reply) job?.reject(reviveError(reply.error));
        else job?.resolve(reply.value);
        next();
      },
      (error) => {
        const at = idle.indexOf(port);
        if (at >= 0) idle.splice(at, 1);
        settle(port)?.reject(Object.assign(new WorkerFailure(error.message), { cause: error }));
        next();
      },
    );
    return port;
  };
  return {
    size,
    run: (task, input, transfer) =>
      new Promise((resolve, reject) => {
        if (closed !== null) return reject(closed.reason);
        waiting.push({ request: { task, input }, transfer, resolve, reject });
        next();
      }),
    close(reason = new WorkerFailure("the workers were closed")) {
      if (closed !== null) return;
      closed = { reason };
      const jobs = [...busy.values(), ...waiting.splice(0)];
      for (const port of [...idle.splice(0), ...busy.keys()]) port.terminate();
      busy.clear();
      for (const job of jobs) job.reject(reason);
    },
  };
}
