import { type Command, Option } from "commander";
import { InputError } from "../base/errors.js";
import { given } from "../base/given.js";
import type { PrismaInput, QualityAssessment, QualitySchema } from "../figures.js";
import type { CommandContext } from "./io.js";
import { SCHEMAS, schemaNamed } from "./plot/flags.js";
import { LOADERS } from "./plot/sources.js";

/** What a report is told of the review itself, as the command line has it. */
export interface ReviewFlags {
  readonly quadas?: string;
  readonly schema?: string;
  readonly prisma?: string;
}

/** Adds the options that name the quality of the studies and the flow of the review. */
export function addReviewOptions(command: Command): Command {
  return command
    .option("--quadas <file>", "judgements of the studies' quality, CSV, XLSX or JSON, as for dta plot quadas")
    .addOption(new Option("--schema <tool>", "of --quadas (default: quadas-2)").choices(Object.keys(SCHEMAS)))
    .option("--prisma <file>", "numbers of the flow of the review, JSON, as for dta plot prisma");
}

/** Quality and flow for a report, from the files that are named. Throws `InputError` where one can't be used. */
export async function loadReview(
  { quadas, schema, prisma }: ReviewFlags,
  context: Pick<CommandContext, "io" | "progress">,
): Promise<{ quality?: readonly QualityAssessment[]; schema?: QualitySchema; prisma?: PrismaInput }> {
  const tool = schemaNamed(schema);
  const load = { analysis: {}, schema: tool, own: {} };
  return {
    ...(quadas === undefined ? {} : { quality: await LOADERS.quality(quadas, load, context), schema: tool }),
    ...(prisma === undefined ? {} : { prisma: await LOADERS.prisma(prisma, load, context) }),
  };
}

/** The flags, where the report is written that they belong to. Throws `InputError` (`misplaced-option`) where none is. */
export function reviewOfReport(
  { quadas, schema, prisma }: { readonly [K in keyof ReviewFlags]: ReviewFlags[K] | undefined },
  output: string | undefined,
): ReviewFlags {
  const flags = given({ quadas, schema, prisma });
  const [first] = Object.keys(flags);
  if (output !== undefined || first === undefined) return flags;
  throw new InputError(
    "misplaced-option",
    `--${first} belongs to the report that --output names, and none is written.`,
    {
      where: `--${first}`,
      wanted: "--output report.html, or without it",
    },
  );
}

/** The files that the flags name, which a report's command line gives by their own names. */
export const reviewFiles = ({ quadas, prisma }: ReviewFlags): string[] =>
  [quadas, prisma].filter((path) => path !== undefined);
