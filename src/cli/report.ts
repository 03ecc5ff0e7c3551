import { reportHtml } from "../report.js";
import {
  type AnalyzeFlags,
  addAnalyzeOptions,
  addStyleOptions,
  analyzeFile,
  given,
  type StyleFlags,
} from "./analyze-options.js";
import { fileName, sayWarnings } from "./input.js";
import type { AddCommand } from "./io.js";
import { addOutputOptions, writeOutput } from "./output/write-output.js";

type Flags = AnalyzeFlags & StyleFlags & { readonly output?: string; readonly force?: true; readonly title?: string };

/** What the reader of the report has to know of the file and of what was made of it before the analysis. */
function notes(file: string, { where, moderators }: Flags): string[] {
  const name = file.split(/[\\/]/).at(-1) ?? file;
  return [
    `Data: ${file === "-" ? fileName(file) : name}${where === undefined ? "" : `, studies for which ${where}`}.`,
    ...(moderators === undefined ? [] : [`Moderators: ${moderators}.`]),
  ];
}

/**
 * `dta report FILE -o report.html`: the analysis of one file as one HTML page that stands by itself; without `-o` it goes to
 * standard output. Ends with 1 where the fit did not converge, which the page says too.
 */
export const reportCommand: AddCommand = (program, { io, progress, exitWith }) => {
  const command = addStyleOptions(
    addAnalyzeOptions(
      program.command("report").description("write the analysis of a file of 2×2 tables as one HTML page"),
    ),
  );
  addOutputOptions(command, "HTML file to write; standard output without it")
    .option("--title <text>", "heading of the report")
    .action(async (file: string, flags: Flags) => {
      const { output, force: _, title, digits, percent, ...options } = flags;
      const { analysis, notes: reading } = await analyzeFile(file, options, { io, progress });
      sayWarnings(reading, io);
      const html = reportHtml(analysis, { notes: notes(file, flags), reading, ...given({ title, digits, percent }) });
      await writeOutput(output, html, io);
      if (analysis.fit !== null && !analysis.fit.convergence.converged) exitWith(1);
    });
};
