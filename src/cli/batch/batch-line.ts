import type { Analysis } from "../../analysis/analyze.js";
import type { ByteLine } from "./read-lines.js";

/** No line may be longer than this; a million studies take about half of it. */
export const LONGEST_LINE = 128 * 2 ** 20;

/** The name of a meta-analysis, as its line gives it. */
export type TaskId = string | number | null;

/** What is wrong with a line. */
export interface BatchError {
  readonly code: string;
  readonly message: string;
  /** The place in the line, such as `studies[3].tp`; `null` where it is no single one. */
  readonly where: string | null;
}

/** What one line of input gives: an analysis, or what is wrong with the line. */
export type BatchLine = {
  /** Changes when the shape of a line does. */
  readonly schema: "dta-meta/batch/1";
  /** Fingerprint of the line of input, by which `--resume` knows it again. */
  readonly input: string;
  /** Line of the input, from 1. */
  readonly line: number;
  /** As given; `null` without one. */
  readonly id: TaskId;
} & ({ readonly analysis: Analysis } | { readonly error: BatchError });

/** A line of input, where it stands, and how it is known again. */
export interface Question {
  readonly bytes: ByteLine;
  readonly line: number;
  readonly input: string;
}

/** An answer as a line of output, its end included. */
export interface Answered {
  readonly bytes: Uint8Array;
  readonly failed: boolean;
}

/** An answer as a line of JSON. */
export const answered = (answer: BatchLine): Answered => ({
  bytes: new TextEncoder().encode(`${JSON.stringify(answer)}\n`),
  failed: "error" in answer,
});
