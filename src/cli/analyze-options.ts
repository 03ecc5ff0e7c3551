import { type Command, Option } from "commander";
import { type Analysis, type AnalyzeOptions, analyze } from "../analysis/analyze.js";
import { MEAN_INTERVALS, type MeanInterval } from "../inference/point/mean-interval.js";
import { priorNames } from "../models/bayes/named-priors.js";
import { modelOptions } from "../models/fit.js";
import { estimators } from "../models/normal/estimators.js";
import { NUMBER_RANGES, type NumberStyle } from "../report/render/numbers.js";
import type { FileNote } from "../tables/reading.js";
import { type Priors, parseCount, parseDigits, parsePrior, parseProbability } from "./arguments.js";
import { addFileOptions, type FileFlags, fileName, readStudyFile, withModerators } from "./input.js";
import type { CommandContext } from "./io.js";

/** The options of a whole analysis as commander gives them; those of `analyze` have its names. */
export type AnalyzeFlags = Pick<
  AnalyzeOptions,
  | "as"
  | "model"
  | "method"
  | "by"
  | "level"
  | "interval"
  | "prediction"
  | "minStudies"
  | "leaveOneOut"
  | "draws"
  | "seed"
> &
  FileFlags & {
    readonly prior?: Priors;
    readonly moderators?: string;
    readonly correction?: "single" | "all" | "none";
  };

/** An analysis, and what was done to read its file. */
export interface FileAnalysis {
  readonly analysis: Analysis;
  readonly notes: readonly FileNote[];
}

/** Adds the FILE and the options of a whole analysis to a command that makes one. */
export function addAnalyzeOptions(
  command: Command,
  file = "CSV, XLSX or ODS with the columns study, tp, fp, fn, tn and any covariates; - for standard input",
): Command {
  command.argument("<file>", file);
  return addFileOptions(command)
    .addOption(
      new Option("--as <program>", "what this program prints, its habits included").choices([
        "midas",
        "metandi",
        "metadta",
        "mada",
        "meta-disc",
      ]),
    )
    .addOption(new Option("--model <model>", "model to fit (default: binomial)").choices(modelOptions))
    .addOption(new Option("--method <method>", "estimation of --model reitsma (default: reml)").choices(estimators))
    .addOption(
      new Option("--correction <when>", "which studies get 0.5 in all cells (default: single)").choices([
        "single",
        "all",
        "none",
      ]),
    )
    .option("--moderators <list>", "covariates or expressions that act on both logits, separated by commas")
    .option("--by <column>", "a covariate whose levels are also pooled apart and compared")
    .option(
      "--prior <value>",
      `probability of disease before the test, 0.2 or 20%; or the prior of --model bayes (${priorNames.join(", ")}); may be given for each`,
      parsePrior,
    )
    .option("--draws <count>", "draws of --model bayes (default: 20000)", parseCount)
    .option("--seed <number>", "seed of --model bayes (default: 1)", parseCount)
    .option("--level <probability>", "confidence level (default: 0.95)", parseProbability)
    .addOption(intervalOption(MEAN_INTERVALS))
    .addOption(
      new Option(
        "--prediction <psi>",
        "covariance between studies behind prediction: the estimate, or one penalised off its edges, for few studies (default: estimated)",
      ).choices(["estimated", "penalized"]),
    )
    .option("--min-studies <count>", "pool no fewer tables than this (default: 4)", parseCount);
}

/** The analysis of a FILE that the options ask for. Throws `InputError` where file or options can't be used. */
export async function analyzeFile(
  file: string,
  { where, sheet, keepTotals, moderators, correction, prior, ...options }: AnalyzeFlags,
  { io, progress }: Pick<CommandContext, "io" | "progress">,
): Promise<FileAnalysis> {
  progress.begin(`Reading ${fileName(file)}`);
  const { studies: loaded, notes } = await readStudyFile(file, io, given({ where, sheet, keepTotals }));
  const { studies, ...moderated } =
    moderators === undefined ? { studies: loaded } : await withModerators(loaded, moderators);
  progress.begin(`Analysing ${studies.length} tables`);
  const analysis = analyze(studies, {
    ...options,
    ...prior,
    ...moderated,
    ...(correction === undefined ? {} : { correction: { when: correction } }),
    onProgress: progress.update,
  });
  progress.end();
  return { analysis, notes };
}

/** How numbers are written, as the command line says. */
export type StyleFlags = NumberStyle;

/** How the intervals of means are made, of the kinds that a command has. */
export function intervalOption(kinds: readonly MeanInterval[]): Option {
  const profile = kinds.includes("profile") ? ", by profile likelihood" : "";
  return new Option(
    "--interval <kind>",
    `intervals of the means: by z as programs print them, by t for few studies${profile} (default: z)`,
  ).choices(kinds);
}

/** Adds the options of commands that write numbers for people. */
export function addStyleOptions(command: Command): Command {
  return command
    .option("--digits <count>", "digits behind the point of proportions (default: 2; of percentages 0)", parseDigits)
    .option("--percent", "proportions as percentages")
    .addOption(
      new Option("--range <mark>", "between two limits: the word to, or a dash (default: to)").choices(NUMBER_RANGES),
    );
}

/** The style that the flags ask for. */
export const styleOf = ({
  digits,
  percent,
  range,
}: { readonly [K in keyof StyleFlags]: StyleFlags[K] | undefined }): NumberStyle => given({ digits, percent, range });

/** The flags that were given. */
export function given<T extends object>(flags: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined)) as never;
}
