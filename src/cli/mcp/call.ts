import { dirname, isAbsolute, relative, resolve } from "node:path";
import type { AddCommand, Io } from "../io.js";
import { run } from "../run.js";
import type { Tool } from "./tools.js";

/** What a tool answers: what has to be said first, the text that people read, and the data. */
export interface Answer {
  readonly content: { readonly type: "text"; readonly text: string }[];
  readonly structuredContent?: Record<string, unknown>;
  readonly isError?: true;
}

interface Printed {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const NO_TERMINAL = { interactive: false, colors: false, columns: null } as const;

const beneath = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way !== "" && !way.startsWith("..") && !isAbsolute(way);
};

/** Files and streams of one call: it reads what the client named, and what lies beneath the folder of a named JSON file. */
function callIo(io: Io, input: Readonly<Record<string, unknown>>, printed: { stdout: string; stderr: string }): Io {
  const named = Object.values(input)
    .flat()
    .filter((value) => typeof value === "string")
    .map((path) => resolve(path));
  const folders = named.filter((path) => /\.json$/i.test(path)).map((path) => dirname(path));
  const text = new TextEncoder().encode(typeof input.text === "string" ? input.text : "");
  return {
    readFile: (path) => {
      const wanted = resolve(path);
      if (named.includes(wanted) || folders.some((folder) => beneath(folder, wanted))) return io.readFile(path);
      throw new Error("it was not named by the client");
    },
    writeFile: io.writeFile,
    ...(io.checkOutput === undefined ? {} : { checkOutput: io.checkOutput }),
    readStdin: async () => text,
    async *stdinPieces() {
      yield text;
    },
    stdout: (more) => {
      printed.stdout += more;
    },
    writeStdout: async (more) => {
      printed.stdout += typeof more === "string" ? more : new TextDecoder().decode(more);
    },
    stderr: (more) => {
      printed.stderr += more;
    },
    terminal: { stdout: NO_TERMINAL, stderr: NO_TERMINAL },
  };
}

async function runOnce(
  argv: readonly string[],
  input: Readonly<Record<string, unknown>>,
  io: Io,
  commands: readonly AddCommand[],
): Promise<Printed> {
  const printed = { stdout: "", stderr: "" };
  const exitCode = await run(argv, callIo(io, input, printed), commands);
  return { exitCode, ...printed };
}

/** Every warning in a result, whatever it is a result of, each once. */
function warningsIn(data: unknown): string[] {
  const found = new Set<string>();
  const visit = (value: unknown, key: string): void => {
    if (Array.isArray(value)) {
      for (const one of value) visit(one, key);
    } else if (typeof value === "object" && value !== null) {
      if (key === "warnings" && "message" in value) found.add(String(value.message));
      else for (const [name, one] of Object.entries(value)) visit(one, name);
    } else if (key === "warnings" && typeof value === "string") found.add(value);
  };
  visit(data, "");
  return [...found];
}

/** JSON as printed: one value, or one a line. */
function parsed(stdout: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(stdout);
    return Array.isArray(value) ? { results: value } : (value as Record<string, unknown>);
  } catch {
    const lines = stdout.trim().split("\n");
    try {
      return { results: lines.map((line) => JSON.parse(line) as unknown) };
    } catch {
      return undefined;
    }
  }
}

/** Runs a tool's command twice at most, for its data and for its text; warnings stand before all else. */
export async function callTool(
  tool: Tool,
  input: Readonly<Record<string, unknown>>,
  io: Io,
  commands: readonly AddCommand[],
): Promise<Answer> {
  const argv = tool.argv(input);
  const text = await runOnce(argv, input, io, commands);
  if (text.exitCode === 2) return { content: [{ type: "text", text: text.stderr.trim() }], isError: true };
  const json = tool.json ? await runOnce([argv[0]!, "--json", ...argv.slice(1)], input, io, commands) : null;
  const data = json === null ? undefined : parsed(json.stdout);
  const first = [
    ...(text.exitCode === 1
      ? ["A check failed or a fit did not converge: see below before you use any of the numbers."]
      : []),
    ...warningsIn(data),
    ...(text.stderr.trim() === "" ? [] : [text.stderr.trim()]),
  ];
  const content = [
    ...(first.length === 0
      ? []
      : [`Say this with any of the numbers:\n${first.map((line) => `- ${line}`).join("\n")}`]),
    text.stdout,
  ];
  return {
    content: content.filter((part) => part !== "").map((part) => ({ type: "text", text: part })),
    ...(data === undefined ? {} : { structuredContent: data }),
  };
}
