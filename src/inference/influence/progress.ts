import type { Signal } from "../../base/interruptible.js";

/** What a long computation takes beside its own options. */
export interface LongRun {
  /** Called after every step with the steps done and their total. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** An `AbortSignal`, or anything like it: once `aborted`, the computation throws its `reason`. Looked at before every step. */
  readonly signal?: Signal | undefined;
}
