/** A thread as this layer sees it, whatever kind of worker it is. */
export interface WorkerPort {
  /** Hands a message over; the buffers move with it. */
  readonly post: (message: unknown, transfer?: readonly ArrayBuffer[]) => void;
  /** Names who is told of its messages, and of its end where that wasn't asked for. Called once. */
  readonly listen: (onMessage: (message: unknown) => void, onFailure: (error: Error) => void) => void;
  /** Ends it, in the middle of its work if need be. */
  readonly terminate: () => void;
}

/** What a thread is asked for. */
export interface TaskRequest {
  readonly task: string;
  readonly input: unknown;
}

/** An error on its way from one thread to another. */
export interface SentError {
  readonly kind: "InputError" | "InsufficientStudiesError" | "DtaError" | "Error";
  readonly message: string;
  readonly code?: string;
  readonly where?: string;
  readonly wanted?: string;
  readonly k?: number;
  readonly needed?: number;
}

/** What it answers. */
export type TaskReply = { readonly value: unknown } | { readonly error: SentError };
