import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { DtaError, InputError } from "../base/errors.js";
import { parsePublished } from "../published/parse-published.js";
import type { PublishedReport } from "../published/schema.js";
import type { UnusableFile } from "../report/audit/audited-file.js";
import { fileName, inFile, parseJson, readText } from "./input.js";
import type { CommandContext, Io } from "./io.js";
import { errorWord } from "./text-look.js";

/** The published results of a FILE, checked; `-` is standard input. Throws `InputError` that names file, field and what it should hold. */
export async function readPublished(path: string, io: Io): Promise<PublishedReport> {
  const text = await readText(path, io);
  return inFile(path, () => parsePublished(parseJson(text)));
}

/** The same, with the tables of `data.file`, which lies beneath the folder of the FILE, read in. */
export async function readReproducible(path: string, io: Io): Promise<PublishedReport> {
  return withData(await readPublished(path, io), path, io);
}

/** A report with the tables of its `data.file` read in. */
export async function withData(report: PublishedReport, path: string, io: Io): Promise<PublishedReport> {
  const file = report.data?.file;
  if (file === undefined) return report;
  const csv = await readText(await dataPath(path, file, io), io);
  return { ...report, data: { csv } };
}

const isBeneath = (folder: string, file: string): boolean => {
  const way = relative(folder, file);
  return way !== "" && !way.startsWith("..") && !isAbsolute(way);
};

/**
 * Where a data file lies that a published file names. Such files come from strangers: what they name must lie beneath their own
 * folder, links followed, or it is not read, so that no file of the reader's shows in a message or a report.
 */
async function dataPath(path: string, file: string, io: Io): Promise<string> {
  const folder = resolve(path === "-" ? "." : dirname(path));
  const inside = !isAbsolute(file) && !/^[a-z]:|\0/i.test(file) && isBeneath(folder, resolve(folder, file));
  const real = inside && io.realPath !== undefined ? await realPaths(folder, resolve(folder, file), io.realPath) : null;
  if (inside && (real === null || isBeneath(real.folder, real.file)))
    return path === "-" ? file : join(dirname(path), file);
  throw new InputError(
    "data-outside-folder",
    `${fileName(path)}: data.file "${file}" lies outside the folder of the file that names it, and is not read.`,
    { where: `${fileName(path)}, data.file`, got: file, wanted: "a file beneath the folder of this one" },
  );
}

/** Both with their links followed; `null` where one of them isn't there, which reading it will tell. */
async function realPaths(
  folder: string,
  file: string,
  real: NonNullable<Io["realPath"]>,
): Promise<{ readonly folder: string; readonly file: string } | null> {
  try {
    return { folder: await real(folder), file: await real(file) };
  } catch {
    return null;
  }
}

/** Runs `use` on each FILE by itself: one that can't be used is told of on standard error, and the others are done all the same. */
export async function eachFile<T>(
  files: readonly string[],
  { io, exitWith }: Pick<CommandContext, "io" | "exitWith">,
  use: (file: string) => Promise<T>,
): Promise<(T | UnusableFile)[]> {
  const outcomes: (T | UnusableFile)[] = [];
  for (const file of files) {
    try {
      outcomes.push(await use(file));
    } catch (error) {
      if (!(error instanceof DtaError)) throw error;
      io.stderr(`${errorWord(io.terminal.stderr)} ${error.message}\n`);
      exitWith(2);
      outcomes.push({ file: fileName(file), error: { code: error.code, message: error.message } });
    }
  }
  return outcomes;
}
