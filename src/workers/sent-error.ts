import { DtaError, InputError, InsufficientStudiesError } from "../base/errors.js";
import { given } from "../base/given.js";
import type { SentError } from "./port.js";

const KINDS = { InputError, InsufficientStudiesError, DtaError } as const;

/** An error as plain data, which every kind of worker can hand over. */
export function sendError(error: unknown): SentError {
  if (!(error instanceof DtaError)) {
    return { kind: "Error", message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  const { code, message, where, wanted } = error;
  const kind =
    error instanceof InsufficientStudiesError
      ? "InsufficientStudiesError"
      : error instanceof InputError
        ? "InputError"
        : "DtaError";
  return {
    kind,
    code,
    message,
    ...given({ where, wanted }),
    ...(error instanceof InsufficientStudiesError ? { k: error.k, needed: error.needed } : {}),
  };
}

/** The error again, of the class that it was of; without what was got, which may be anything. */
export function reviveError({ kind, message, code, where, wanted, ...counts }: SentError): Error {
  if (kind === "Error" || code === undefined) return new Error(message);
  const detail = { ...given({ where, wanted }) };
  const error = new DtaError(code, message, detail);
  return Object.assign(Object.setPrototypeOf(error, KINDS[kind].prototype), { name: kind, ...counts });
}
