import type { Command } from "commander";
import { InputError } from "../base/errors.js";
import { given } from "../base/given.js";
import { inWordsOf } from "../base/remedies.js";
import { decodeTable } from "../tables/decode-table.js";
import { decodeText } from "../tables/decode-text.js";
import { parseStudies } from "../tables/parse-studies.js";
import { type ReadStudiesFileOptions, readStudiesFile } from "../tables/read-studies-file.js";
import type { FileNote } from "../tables/reading.js";
import type { Study } from "../tables/study.js";
import { isWorkbook } from "../tables/workbook.js";
import type { Io } from "./io.js";
import { COMMAND_REMEDIES } from "./remedies.js";

/** How a FILE is called in messages; `-` is standard input. */
export function fileName(path: string): string {
  return path === "-" ? "standard input" : path;
}

/** What a FILE holds, `-` being standard input. Throws `InputError` where there is none. */
export async function readBytes(path: string, io: Io): Promise<Uint8Array> {
  try {
    return await (path === "-" ? io.readStdin() : io.readFile(path));
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** The text of a FILE, `-` being standard input. Throws `InputError` where there is none. */
export async function readText(path: string, io: Io): Promise<string> {
  const bytes = await readBytes(path, io);
  return inFile(path, () => decodeText(bytes));
}

/** The text of a FILE that holds a table; of a workbook one sheet, as comma-separated text. */
export async function readTableText(path: string, io: Io, sheet?: string): Promise<string> {
  const bytes = await readBytes(path, io);
  return (await inFile(path, () => decodeTable(bytes, given({ sheet })))).text;
}

/** Runs `read`, and says in its errors which FILE they are about. */
export function inFile<T>(path: string, read: () => T): T {
  try {
    const result = read();
    return result instanceof Promise ? (result.catch((error) => rethrow(path, error)) as T) : result;
  } catch (error) {
    return rethrow(path, error);
  }
}

function rethrow(path: string, error: unknown): never {
  if (!(error instanceof InputError)) throw error;
  throw new InputError(error.code, `${fileName(path)}: ${error.message}`, {
    where: `${fileName(path)}, ${error.where ?? ""}`,
    got: error.got,
    ...(error.wanted === undefined ? {} : { wanted: error.wanted }),
  });
}

/** How a FILE of studies is read, as the command line says. */
export interface FileFlags extends ReadStudiesFileOptions {
  /** Only studies for which the expression is true. */
  readonly where?: string;
}

/** Adds the options of every command that reads a FILE of studies. */
export function addFileOptions(command: Command): Command {
  return command
    .option("--where <expression>", `only studies for which it is true, as in 'modality == "CT" and year >= 2020'`)
    .option("--sheet <name>", "sheet of a workbook (default: the first with tp, fp, fn and tn)")
    .option("--keep-totals", "keep rows that add up others, or are called total, as studies");
}

/** The studies of a FILE, and what was done to get them. */
export interface LoadedStudies {
  readonly studies: readonly Study[];
  readonly notes: readonly FileNote[];
}

/** The studies of a FILE: a table in text or in a workbook, or a JSON array of studies. */
export async function readStudyFile(
  path: string,
  io: Io,
  { where, ...options }: FileFlags = {},
): Promise<LoadedStudies> {
  const bytes = await readBytes(path, io);
  const json = isWorkbook(bytes) ? null : await inFile(path, async () => decodeText(bytes));
  const { studies, notes }: LoadedStudies =
    json !== null && /^\s*\[/.test(json) && isJson(json)
      ? {
          studies: inFile(path, () => parseStudies(parseJson(json), given({ keepTotals: options.keepTotals }))),
          notes: [],
        }
      : await inFile(path, () => readStudiesFile(bytes, options));
  return { studies: where === undefined ? studies : await keepWhere(studies, where), notes };
}

/** The studies of a FILE; what may change results in how it was read goes to standard error. */
export async function loadStudies(path: string, io: Io, options: FileFlags = {}): Promise<readonly Study[]> {
  const { studies, notes } = await readStudyFile(path, io, options);
  sayWarnings(notes, io);
  return studies;
}

/** Says on standard error what may change results in how a file was read. */
export function sayWarnings(notes: readonly FileNote[], io: Io): void {
  for (const { severity, message } of notes)
    if (severity === "warning") io.stderr(`warning: ${inWordsOf(COMMAND_REMEDIES, message)}\n`);
}

/** A header may begin with a bracket too; a list of studies that does not parse is JSON with a fault. */
const isJson = (text: string): boolean => /^\s*\[\s*(\{|\]|$)/.test(text);

/** The value that a JSON text holds; a syntax error becomes an `InputError`. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError("bad-json", `this is not valid JSON: ${error instanceof Error ? error.message : error}.`, {
      where: "input",
      wanted: "JSON",
    });
  }
}

async function keepWhere(studies: readonly Study[], where: string): Promise<Study[]> {
  // Expressions bring a parser along; it is loaded only where one is used.
  const { filterStudies } = await import("../expressions.js");
  const kept = filterStudies(studies, where);
  if (kept.length === 0) {
    throw new InputError("no-studies-left", `--where ${where}: true for none of the ${studies.length} studies.`, {
      where: "--where",
      got: where,
      wanted: "a condition that some studies meet",
    });
  }
  return kept;
}

/** The studies with the moderators that a comma-separated list names: covariates as they are, expressions as new covariates. */
export async function withModerators(
  studies: readonly Study[],
  list: string,
): Promise<{ readonly studies: readonly Study[]; readonly moderators: readonly string[] }> {
  const covariates = new Set(studies.flatMap((study) => Object.keys(study.covariates ?? {})));
  const names = list.split(",").map((name) => name.trim());
  if (names.every((name) => covariates.has(name))) return { studies, moderators: [...new Set(names)] };
  const { deriveModerators } = await import("../expressions.js");
  return deriveModerators(studies, list);
}

function unreadable(path: string, error: unknown): InputError {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const reason =
    code === "ENOENT"
      ? "there is no such file"
      : code === "EISDIR"
        ? "it is a directory; name a file in it"
        : code === "EACCES" || code === "EPERM"
          ? "you may not read it"
          : error instanceof Error
            ? error.message
            : String(error);
  return new InputError("unreadable-file", `${fileName(path)}: cannot be read, ${reason}.`, {
    where: fileName(path),
    got: path,
    wanted: "a file, or - for standard input",
  });
}
