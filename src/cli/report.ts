import { type Command, Option } from "commander";
import type { PrismaInput, QualityAssessment, QualitySchema } from "../figures.js";
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
import { SCHEMAS, schemaNamed } from "./plot/flags.js";
import { LOADERS } from "./plot/sources.js";
import { baseName, checkReportFile, commandLine, writeReport } from "./report-file.js";

type Flags = AnalyzeFlags &
  StyleFlags & {
    readonly output?: string;
    readonly force?: true;
    readonly title?: string;
    readonly quadas?: string;
    readonly schema?: string;
    readonly prisma?: string;
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
  addOutputOptions(command, "file to write, ending in .html or .docx; HTML on standard output without it")
    .option("--title <text>", "heading of the report")
    .option("--quadas <file>", "judgements of the studies' quality, CSV, XLSX or JSON, as for dta plot quadas")
    .addOption(new Option("--schema <tool>", "of --quadas (default: quadas-2)").choices(Object.keys(SCHEMAS)))
    .option("--prisma <file>", "numbers of the flow of the review, JSON, as for dta plot prisma")
    .option("--no-checklist", "leave the PRISMA-DTA checklist out")
    .action(async (file: string, flags: Flags, own: Command) => {
      const { output, force: _, title, digits, percent, range, quadas, prisma, schema, checklist, ...options } = flags;
      checkReportFile(output);
      const tool = schemaNamed(schema);
      const load = { analysis: {}, schema: tool, own: {} };
      const context = { io, progress };
      const review: { quality?: readonly QualityAssessment[]; schema?: QualitySchema; prisma?: PrismaInput } = {
        ...(quadas === undefined ? {} : { quality: await LOADERS.quality(quadas, load, context), schema: tool }),
        ...(prisma === undefined ? {} : { prisma: await LOADERS.prisma(prisma, load, context) }),
      };
      const { analysis, notes: reading } = await analyzeFile(file, options, context);
      sayWarnings(reading, io);
      const written = {
        ...review,
        checklist,
        notes: notes(file, flags),
        reading,
        command: commandLine(own, [file, ...[output, quadas, prisma].filter((path) => path !== undefined)]),
        ...given({ title, digits, percent, range }),
      };
      await writeReport(analysis, written, output, io);
      if (analysis.fit !== null && !analysis.fit.convergence.converged) exitWith(1);
    });
};
