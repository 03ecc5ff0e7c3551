import type { Command } from "commander";
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
import { addOutputOptions } from "./output/write-output.js";
import { baseName, checkReportFile, commandLine, writeReport } from "./report-file.js";
import { addReviewOptions, loadReview, type ReviewFlags, reviewFiles } from "./review-options.js";

type Flags = AnalyzeFlags &
  StyleFlags &
  ReviewFlags & {
    readonly output?: string;
    readonly force?: true;
    readonly title?: string;
    readonly checklist: boolean;
  };

/** What the reader of the report has to know of the file and of what was made of it before the analysis. */
function notes(file: string, { where, moderators }: Flags): string[] {
  const name = file === "-" ? fileName(file) : baseName(file);
  return [
    `Data: ${name}${where === undefined ? "" : `, studies for which ${where}`}.`,
    ...(moderators === undefined ? [] : [`Moderators: ${moderators}.`]),
  ];
}

/**
 * `dta report FILE -o report.html`: the analysis of one file as one HTML page that stands by itself, or as a Word document
 * (`-o report.docx`); HTML on standard output without `-o`. `--quadas` and `--prisma` add the studies' quality and the flow of the
 * review. Ends with 1 where the fit did not converge, which the report says too.
 */
export const reportCommand: AddCommand = (program, { io, progress, exitWith }) => {
  const command = addStyleOptions(
    addAnalyzeOptions(
      program
        .command("report")
        .description("write the analysis of a file of 2×2 tables as one HTML page, or as a Word document"),
    ),
  );
  addReviewOptions(
    addOutputOptions(command, "file to write, ending in .html or .docx; HTML on standard output without it"),
  )
    .option("--title <text>", "heading of the report")
    .option("--no-checklist", "leave the PRISMA-DTA checklist out")
    .action(async (file: string, flags: Flags, own: Command) => {
      const { output, force: _, title, digits, percent, range, quadas, prisma, schema, checklist, ...options } = flags;
      checkReportFile(output);
      const context = { io, progress };
      const review = await loadReview(given({ quadas, schema, prisma }), context);
      const { analysis, notes: reading } = await analyzeFile(file, options, context);
      sayWarnings(reading, io);
      const written = {
        ...review,
        checklist,
        notes: notes(file, flags),
        reading,
        command: commandLine(own, [file, ...(output === undefined ? [] : [output]), ...reviewFiles(flags)]),
        ...given({ title, digits, percent, range }),
      };
      await writeReport(analysis, written, output, io);
      if (analysis.fit !== null && !analysis.fit.convergence.converged) exitWith(1);
    });
};
