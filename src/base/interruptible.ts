/** An `AbortSignal`, or anything like it. */
export interface Signal {
  /** Whether the computation is to stop. */
  readonly aborted: boolean;
  /** What is then thrown; an `Error` where there is none. */
  readonly reason?: unknown;
}

/** The signals of the computations that are running, the outermost first. */
const running: Signal[] = [];

/** Throws the reason of a signal that was aborted. */
export function stopIfAborted(signal: Signal | null | undefined): void {
  if (signal?.aborted === true) throw signal.reason ?? new Error("aborted");
}

/** Throws where one of the computations that are running is to stop; searches look here between their steps. */
export function stopIfInterrupted(): void {
  for (const signal of running) stopIfAborted(signal);
}

/** Runs a computation that `stopIfInterrupted` ends once the signal is aborted. */
export function interruptible<T>(signal: Signal | null | undefined, run: () => T): T {
  if (signal === undefined || signal === null) return run();
  stopIfAborted(signal);
  running.push(signal);
  try {
    return run();
  } finally {
    running.pop();
  }
}
