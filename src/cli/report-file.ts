import type { Command } from "commander";
import { InputError } from "../base/errors.js";
import { type Reportable, type ReportDocxOptions, reportDocx, reportHtml } from "../report.js";
import type { Io } from "./io.js";
import { toFile, writeOutput } from "./output/write-output.js";
import { toPng } from "./plot/picture-file.js";
import { COMMAND_REMEDIES } from "./remedies.js";

/** Formats of a report, by the ending of its file's name. */
const FORMATS = {
  html: async (result: Reportable, options: ReportDocxOptions) => reportHtml(result, options),
  htm: async (result: Reportable, options: ReportDocxOptions) => reportHtml(result, options),
  docx: (result: Reportable, options: ReportDocxOptions) => reportDocx(result, { ...options, toPng }),
};
type Ending = keyof typeof FORMATS;

/** The way to write a report that a file's name asks for; standard output gets HTML. Throws `InputError` for another ending. */
function formatOf(path: string | undefined): (typeof FORMATS)[Ending] {
  if (!toFile(path)) return FORMATS.html;
  const ending = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  if (Object.hasOwn(FORMATS, ending)) return FORMATS[ending as Ending];
  throw new InputError("bad-report-format", `${path}: a report's name must end in .html or .docx.`, {
    where: "--output",
    got: path,
    wanted: "a name that ends in .html or .docx",
  });
}

/** Refuses a file that no report can be written to, before the work begins. */
export const checkReportFile = (path: string | undefined): void => void formatOf(path);

/** Writes the report of a result to a FILE, as HTML or DOCX by its name, or as HTML to standard output. */
export async function writeReport(
  result: Reportable,
  options: ReportDocxOptions,
  path: string | undefined,
  io: Io,
): Promise<void> {
  await writeOutput(path, await formatOf(path)(result, { remedies: COMMAND_REMEDIES, ...options }), io);
}

/** A file's own name, without the folders that it lies in. */
export const baseName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

const quoted = (argument: string): string =>
  /^[\w.,:=/%+-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;

/** The command line that was given, files by their own names. */
export function commandLine(command: Command, files: readonly string[]): string {
  let root = command;
  while (root.parent !== null) root = root.parent;
  const { rawArgs = [] } = root as { readonly rawArgs?: readonly string[] };
  return ["dta", ...rawArgs.map((argument) => quoted(files.includes(argument) ? baseName(argument) : argument))].join(
    " ",
  );
}
