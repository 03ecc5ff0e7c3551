import { Option } from "commander";
import { type Analysis, type AnalyzeOptions, analyze } from "../analysis.js";
import { parseCount, parseProbability } from "./arguments.js";
import { loadStudies, withModerators } from "./input.js";
import type { AddCommand } from "./io.js";
import { printJson } from "./print-json.js";

/** The options of `dta analyze` as commander gives them; those of `analyze` have its names. */
type Flags = Pick<AnalyzeOptions, "model" | "method" | "by" | "prior" | "level" | "minStudies"> & {
  readonly where?: string;
  readonly moderators?: string;
  readonly correction?: "single" | "all" | "none";
  readonly json?: true;
};

/**
 * `dta analyze FILE`: the whole meta-analysis of one file. `--json` prints the `Analysis` as it is, otherwise `toText`
 * makes it readable. Ends with 1 where the fit did not converge.
 */
export function analyzeCommand(toText: (analysis: Analysis) => string): AddCommand {
  return (program, { io, exitWith }) => {
    program
      .command("analyze")
      .description("pool a file of 2×2 tables")
      .argument("<file>", "CSV with the columns study, tp, fp, fn, tn and any covariates; - for standard input")
      .addOption(new Option("--model <model>", "model to fit (default: binomial)").choices(["binomial", "reitsma"]))
      .addOption(
        new Option("--method <method>", "estimation of --model reitsma (default: reml)").choices([
          "reml",
          "ml",
          "mm",
          "fixed",
        ]),
      )
      .addOption(
        new Option("--correction <when>", "which studies get 0.5 in all cells (default: single)").choices([
          "single",
          "all",
          "none",
        ]),
      )
      .option("--where <expression>", `only studies for which it is true, as in 'modality == "CT" and year >= 2020'`)
      .option("--moderators <list>", "covariates or expressions that act on both logits, separated by commas")
      .option("--by <column>", "a covariate whose levels are also pooled apart and compared")
      .option("--prior <probability>", "probability of disease before the test", parseProbability)
      .option("--level <probability>", "confidence level (default: 0.95)", parseProbability)
      .option("--min-studies <count>", "pool no fewer tables than this (default: 4)", parseCount)
      .option("--json", "print the result as JSON")
      .action(async (file: string, { where, moderators, correction, json, ...flags }: Flags) => {
        const studies = await loadStudies(file, io, where === undefined ? {} : { where });
        const moderated = moderators === undefined ? { studies } : await withModerators(studies, moderators);
        const { studies: analysed, ...options } = moderated;
        const analysis = analyze(analysed, {
          ...flags,
          ...options,
          ...(correction === undefined ? {} : { correction: { when: correction } }),
        });
        if (analysis.fit !== null && !analysis.fit.convergence.converged) exitWith(1);
        if (json) printJson(analysis, io.stdout);
        else io.stdout(toText(analysis));
      });
  };
}
