import { once } from "node:events";
import { readFile, realpath } from "node:fs/promises";
import type { Command } from "commander";
import type { Answerer } from "./batch/answerer.js";
import type { Journal } from "./batch/journal.js";
import { writeAtomically } from "./output/atomic-file.js";
import { checkOutput, type OutputRules } from "./output/check-output.js";
import { ReaderGone } from "./output/reader-gone.js";
import type { ProgressLine } from "./progress-line.js";
import { type Terminal, terminalOf } from "./terminal.js";
import type { TextLook } from "./text-look.js";

/** What a command touches of the world outside; tests put their own in its place. */
export interface Io {
  readonly readFile: (path: string) => Promise<Uint8Array>;
  readonly readStdin: () => Promise<Uint8Array>;
  /** A path with its links followed; rejects where there is no such file. */
  readonly realPath?: (path: string) => Promise<string>;
  /** Standard input piece by piece, for what is too long to hold. */
  readonly stdinPieces: () => AsyncIterable<Uint8Array>;
  /** Writes a file whole or not at all. A command's own `io` fills in the rules. */
  readonly writeFile: (path: string, content: string | Uint8Array, rules?: OutputRules) => Promise<void>;
  /** Rejects where a file may not be written. */
  readonly checkOutput?: (path: string, rules: OutputRules) => Promise<void>;
  /** Opens a file of answers, to begin it or to go on in it. */
  readonly openJournal?: (path: string, resume: boolean) => Promise<Journal>;
  /** Threads that answer lines; without it this thread does. */
  readonly answerer?: (workers: number) => Promise<Answerer>;
  readonly stdout: (text: string) => void;
  /** Writes to standard output, and is done once its reader can take more; rejects with `ReaderGone` where there is none. */
  readonly writeStdout: (text: string | Uint8Array) => Promise<void>;
  readonly stderr: (text: string) => void;
  /** What standard output and standard error are connected to. */
  readonly terminal: { readonly stdout: Terminal; readonly stderr: Terminal };
}

/** What a command is given beside its arguments. */
export interface CommandContext {
  readonly io: Io;
  /** How text on standard output looks: its width, and whether it is in colours. */
  readonly look: TextLook;
  /** A line on standard error that says how far long work is; it shows on a terminal only. */
  readonly progress: ProgressLine;
  /** Ends with this exit code once the command is done, the highest that is asked for: 1 where a check failed or a fit did not converge, 2 where one of several files can't be used. */
  readonly exitWith: (code: 0 | 1 | 2) => void;
}

/** Adds one command to the program; every command's file exports one. */
export type AddCommand = (program: Command, context: CommandContext) => void;

/** The files and streams of the running process. */
export const processIo: Io = {
  readFile: (path) => readFile(path),
  realPath: (path) => realpath(path),
  async writeFile(path, content, rules = { replace: false, inputs: [] }) {
    await checkOutput(path, rules);
    await writeAtomically(path, content, rules.replace);
  },
  checkOutput,
  async readStdin() {
    const chunks: Uint8Array[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
    return Buffer.concat(chunks);
  },
  stdinPieces: () => process.stdin as AsyncIterable<Uint8Array>,
  stdout: (text) => {
    process.stdout.write(text);
  },
  async writeStdout(text) {
    if (process.stdout.destroyed) throw new ReaderGone();
    if (process.stdout.write(text)) return;
    await once(process.stdout, "drain").catch((error: NodeJS.ErrnoException) => {
      throw error.code === "EPIPE" ? new ReaderGone() : error;
    });
  },
  stderr: (text) => {
    process.stderr.write(text);
  },
  terminal: { stdout: terminalOf(process.stdout, process.env), stderr: terminalOf(process.stderr, process.env) },
};
