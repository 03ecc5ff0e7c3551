import { InputError } from "../base/errors.js";
import { decodeText } from "../tables/decode-text.js";
import { parseStudies } from "../tables/parse-studies.js";
import { readStudies } from "../tables/read-studies.js";
import type { Study } from "../tables/study.js";
import type { Io } from "./io.js";

/** How a FILE is called in messages; `-` is standard input. */
export function fileName(path: string): string {
  return path === "-" ? "standard input" : path;
}

/** The text of a FILE, `-` being standard input. Throws `InputError` where there is none. */
export async function readText(path: string, io: Io): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = path === "-" ? await io.readStdin() : await io.readFile(path);
  } catch (error) {
    throw unreadable(path, error);
  }
  return inFile(path, () => decodeText(bytes));
}

/** Runs `read`, and says in its errors which FILE they are about. */
export function inFile<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.code, `${fileName(path)}: ${error.message}`, {
      where: `${fileName(path)}, ${error.where ?? ""}`,
      got: error.got,
      ...(error.wanted === undefined ? {} : { wanted: error.wanted }),
    });
  }
}

/** The studies of a FILE: a CSV, or a JSON array of studies. With `where`, those for which the expression is true. */
export async function loadStudies(path: string, io: Io, options: { readonly where?: string } = {}): Promise<Study[]> {
  const text = await readText(path, io);
  const studies = inFile(path, () => (/^\s*\[/.test(text) ? parseStudies(parseJson(text)) : readStudies(text)));
  return options.where === undefined ? studies : keepWhere(studies, options.where);
}

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
