import { Worker } from "node:worker_threads";
import { WorkerFailure, workerPool } from "../../workers/pool.js";
import type { WorkerPort } from "../../workers/port.js";
import { type Answered, answered, type Question } from "./batch-line.js";

/** Who answers lines. */
export interface Answerer {
  /** Lines that it takes at a time. */
  readonly width: number;
  /** The answer to a line, whose bytes are no longer the caller's. Rejects only once it is closed. */
  readonly answer: (question: Question) => Promise<Answered>;
  readonly close: () => void;
}

function startThread(file: URL): WorkerPort {
  // what a thread writes is nobody's output, and its errors come as such
  const worker = new Worker(file, { stdout: true, stderr: true });
  return {
    post: (message, transfer) => worker.postMessage(message, transfer as ArrayBuffer[]),
    listen: (onMessage, onFailure) => {
      worker.on("message", onMessage);
      worker.on("error", onFailure);
    },
    terminate: () => void worker.terminate(),
  };
}

/** That many threads, each running `file`. A line that ends its thread, by taking all its memory, is an error of that line. */
export function threads(count: number, file: URL): Answerer {
  const pool = workerPool(count, () => startThread(file));
  return {
    width: 4 * count,
    async answer({ bytes, line, input }) {
      // a copy, which a slice of Node's buffers is not: the piece that the line was cut from holds its neighbours
      const own = bytes === null ? null : new Uint8Array(bytes);
      try {
        return (await pool.run("line", { bytes: own, line, input }, own === null ? [] : [own.buffer])) as Answered;
      } catch (error) {
        if (!(error instanceof WorkerFailure) || error.cause === undefined) throw error;
        const message = `its thread ended: ${error.message}`;
        const schema = "dta-meta/batch/1";
        return answered({ schema, input, line, id: null, error: { code: "thread-ended", message, where: null } });
      }
    },
    close: () => pool.close(),
  };
}
