import { type Command, InvalidArgumentError, Option } from "commander";
import { given } from "../base/given.js";
import { planReview } from "../inference/simulation/plan-review.js";
import { type SimulationParameters, simulateStudies, simulationOf } from "../inference/simulation/simulate-studies.js";
import { fitModel } from "../models/models.js";
import { planDocument } from "../report/documents/plan-document.js";
import { renderText } from "../report/render/render-text.js";
import { writeCsv } from "../tables/write-csv.js";
import { parseCount, parseCountWithin, parseProbability } from "./arguments.js";
import { loadStudies } from "./input.js";
import type { AddCommand, CommandContext } from "./io.js";
import { addOutputOptions, writeOutput } from "./output/write-output.js";
import { printJson } from "./print-json.js";

interface Flags {
  readonly like?: string;
  readonly studies?: number;
  readonly sensitivity?: number;
  readonly specificity?: number;
  readonly varSensitivity?: number;
  readonly varSpecificity?: number;
  readonly correlation?: number;
  readonly participants?: readonly [number, number];
  readonly prevalence?: readonly [number, number];
  readonly seed: number;
  readonly plan?: true;
  readonly width?: number;
  readonly sensitivityWidth?: number;
  readonly specificityWidth?: number;
  readonly sensitivityAbove?: number;
  readonly specificityAbove?: number;
  readonly assurance?: number;
  readonly most?: number;
  readonly replicates?: number;
  readonly model?: "reitsma" | "binomial";
  readonly interval?: "z" | "t";
  readonly level?: number;
  readonly json?: true;
  readonly output?: string;
}

/** Without a fit to be like: a test of middling accuracy, studies that differ as they often do. */
const USUAL: SimulationParameters = {
  studies: 20,
  sensitivity: 0.85,
  specificity: 0.85,
  varSensitivity: 0.5,
  varSpecificity: 0.5,
};

function parseNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) throw new InvalidArgumentError("It must be a number.");
  return value;
}

/** `50` or `50-300`, as the least and the most. */
const parseRange =
  (parse: (text: string) => number) =>
  (text: string): readonly [number, number] => {
    const ends = text.split("-").map(parse);
    if (ends.length > 2) throw new InvalidArgumentError("It must be a number, or two with a dash between them.");
    return [ends[0]!, ends.at(-1)!];
  };

async function parametersOf(flags: Flags, { io }: CommandContext): Promise<SimulationParameters> {
  const { studies, sensitivity, specificity, varSensitivity, varSpecificity, correlation } = flags;
  const { participants, prevalence, like, model = "binomial" } = flags;
  const base = like === undefined ? USUAL : simulationOf(fitModel(model, await loadStudies(like, io), {}));
  const own = {
    studies,
    sensitivity,
    specificity,
    varSensitivity,
    varSpecificity,
    correlation,
    participants,
    prevalence,
  };
  // sizes that are asked for take the place of those of the file
  const { margins, ...rest } = base;
  const sizes = participants === undefined && prevalence === undefined && margins !== undefined ? { margins } : {};
  return { ...rest, ...sizes, ...given(own) };
}

function plan(parameters: SimulationParameters, flags: Flags, { io, look, progress, exitWith }: CommandContext): void {
  const { width, sensitivityWidth = width, specificityWidth = width, sensitivityAbove, specificityAbove } = flags;
  const { assurance, most, replicates, seed, model, interval, level, json } = flags;
  const { studies: _, ...truth } = parameters;
  progress.begin("Simulating reviews");
  const made = planReview(truth, {
    sensitivity: given({ width: sensitivityWidth, above: sensitivityAbove }),
    specificity: given({ width: specificityWidth, above: specificityAbove }),
    seed,
    ...given({ assurance, most, replicates, model, interval, level }),
    ...(flags.studies === undefined ? {} : { studies: [flags.studies] }),
    onProgress: progress.update,
  });
  progress.end();
  if (made.needed === null) exitWith(1);
  if (json) printJson(made, io.stdout);
  else io.stdout(renderText(planDocument(made), look));
}

function addParameters(command: Command): Command {
  return command
    .option("--like <file>", "a file of 2×2 tables whose accuracy, heterogeneity and sizes are taken over")
    .option("--studies <count>", "number of studies (default: 20, or those of --like)", parseCountWithin(1, 100_000))
    .option("--sensitivity <probability>", "in the middle of the studies (default: 0.85)", parseProbability)
    .option("--specificity <probability>", "in the middle of the studies (default: 0.85)", parseProbability)
    .option("--var-sensitivity <variance>", "of logit sensitivity between studies (default: 0.5)", parseNumber)
    .option("--var-specificity <variance>", "of logit specificity between studies (default: 0.5)", parseNumber)
    .option("--correlation <number>", "of the logits between studies (default: 0)", parseNumber)
    .option("--participants <range>", "people in a study, as 200 or 50-300 (default: 50-300)", parseRange(parseCount))
    .option(
      "--prevalence <range>",
      "share with the condition, 0.2 or 0.1-0.4 (default: 0.3)",
      parseRange(parseProbability),
    )
    .option("--seed <number>", "seed of the random numbers (default: 1)", parseCount, 1);
}

/**
 * `dta simulate > studies.csv`: studies drawn from the bivariate model, as a CSV. `--plan`: how many studies a review needs until
 * its intervals are as narrow, or lie as high, as is asked for; `--json` prints the `ReviewPlan`. Ends with 1 where no number
 * of studies is enough.
 */
export const simulateCommand: AddCommand = (program, context) => {
  const command = addParameters(
    program.command("simulate").description("draw studies from a model, or find how many a planned review needs"),
  )
    .option("--plan", "find how many studies are needed to meet the targets")
    .option("--width <width>", "target: both intervals no wider than this", parseProbability)
    .option("--sensitivity-width <width>", "target: the interval of sensitivity no wider", parseProbability)
    .option("--specificity-width <width>", "target: the interval of specificity no wider", parseProbability)
    .option("--sensitivity-above <probability>", "target: the interval of sensitivity wholly above", parseProbability)
    .option("--specificity-above <probability>", "target: the interval of specificity wholly above", parseProbability)
    .option("--assurance <share>", "share of reviews that have to meet the targets (default: 0.8)", parseProbability)
    .option("--most <count>", "the most studies to look at (default: 200)", parseCount)
    .option("--replicates <count>", "simulated reviews for each number of studies (default: 400)", parseCount)
    .addOption(new Option("--model <model>", "model that analyses them").choices(["reitsma", "binomial"]))
    .addOption(new Option("--interval <method>", "intervals of the means (default: t)").choices(["z", "t"]))
    .option("--level <probability>", "confidence level (default: 0.95)", parseProbability)
    .option("--json", "print the plan as JSON");
  addOutputOptions(command, "CSV file to write; standard output without it").action(async (flags: Flags) => {
    const parameters = await parametersOf(flags, context);
    if (flags.plan) return plan(parameters, flags, context);
    const rows = simulateStudies(parameters, flags.seed).map(({ id, tp, fp, fn, tn }) => [id, tp, fp, fn, tn]);
    await writeOutput(flags.output, writeCsv([["study", "tp", "fp", "fn", "tn"], ...rows]), context.io);
  });
};
