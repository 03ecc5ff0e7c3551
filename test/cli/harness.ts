import { readFile } from "node:fs/promises";
import type { AddCommand, Io } from "../../src/cli/io.js";
import { run } from "../../src/cli/run.js";
import type { Terminal } from "../../src/cli/terminal.js";

export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Inputs {
  /** Files by path; others are read from disk. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly stdin?: string | Uint8Array;
  /** What standard output and standard error are connected to; no terminals by default. */
  readonly terminal?: Terminal;
  /** Takes the files that are written, by path. */
  readonly written?: Record<string, Uint8Array>;
}

const NO_TERMINAL: Terminal = { interactive: false, colors: false, columns: null };

const bytes = (content: string | Uint8Array): Uint8Array =>
  typeof content === "string" ? new TextEncoder().encode(content) : content;

/** Runs a `dta` command in this process, and gives what it printed and its exit code. */
export async function runCommand(
  commands: readonly AddCommand[],
  argv: readonly string[],
  { files = {}, stdin = "", terminal = NO_TERMINAL, written = {} }: Inputs = {},
): Promise<Outcome> {
  const printed = { stdout: "", stderr: "" };
  const io: Io = {
    readFile: async (path) => {
      const content = files[path];
      return content === undefined ? readFile(path) : bytes(content);
    },
    writeFile: async (path, content) => {
      if (path.startsWith("/nowhere/")) throw new Error(`ENOENT: no such file or directory, open '${path}'`);
      written[path] = bytes(content);
    },
    readStdin: async () => bytes(stdin),
    async *stdinPieces() {
      yield bytes(stdin);
    },
    openJournal: async (path) => {
      written[path] = bytes("");
      return {
        answered: new Map(),
        failed: 0,
        append: (more) => {
          written[path] = Buffer.concat([written[path]!, more]);
        },
        cut: () => {},
        close: async () => {},
      };
    },
    stdout: (text) => {
      printed.stdout += text;
    },
    writeStdout: async (text) => {
      printed.stdout += typeof text === "string" ? text : new TextDecoder().decode(text);
    },
    stderr: (text) => {
      printed.stderr += text;
    },
    terminal: { stdout: terminal, stderr: terminal },
  };
  return { exitCode: await run(argv, io, commands), ...printed };
}
