import { readFile, writeFile } from "node:fs/promises";
import type { Command } from "commander";

/** What a command touches of the world outside; tests put their own in its place. */
export interface Io {
  readonly readFile: (path: string) => Promise<Uint8Array>;
  readonly readStdin: () => Promise<Uint8Array>;
  readonly writeFile: (path: string, content: string | Uint8Array) => Promise<void>;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

/** What a command is given beside its arguments. */
export interface CommandContext {
  readonly io: Io;
  /** Ends with this exit code once the command is done: 1 where a check failed or a fit did not converge. */
  readonly exitWith: (code: 0 | 1) => void;
}

/** Adds one command to the program; every command's file exports one. */
export type AddCommand = (program: Command, context: CommandContext) => void;

/** The files and streams of the running process. */
export const processIo: Io = {
  readFile: (path) => readFile(path),
  writeFile: (path, content) => writeFile(path, content),
  async readStdin() {
    const chunks: Uint8Array[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
    return Buffer.concat(chunks);
  },
  stdout: (text) => {
    process.stdout.write(text);
  },
  stderr: (text) => {
    process.stderr.write(text);
  },
};
