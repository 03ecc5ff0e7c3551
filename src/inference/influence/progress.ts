/** What a long computation takes beside its own options. */
export interface LongRun {
  /** Called after every step with the steps done and their total. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** An `AbortSignal`, or anything like it: once `aborted`, the computation throws its `reason`. Looked at before every step. */
  readonly signal?:
    | {
        /** Whether the computation is to stop. */
        readonly aborted: boolean;
        /** What is then thrown. */
        readonly reason?: unknown;
      }
    | undefined;
}

/** Throws the signal's reason if it was aborted. */
export function stopIfAborted(signal: LongRun["signal"]): void {
  if (signal?.aborted === true) throw signal.reason ?? new Error("aborted");
}
