import { Option } from "commander";
import { analyzeThresholds } from "../inference/thresholds/analyze-thresholds.js";
import type { MixedModel } from "../models/thresholds/linear/mixed-models.js";
import { fitLinearThresholds } from "../programs/diagmeta/fit-linear-thresholds.js";
import { linearThresholdsDocument, thresholdsDocument } from "../report/documents/thresholds-document.js";
import { renderMarkdown } from "../report/render/render-markdown.js";
import { renderText } from "../report/render/render-text.js";
import { parseThresholdStudies, readThresholdStudies } from "../tables/thresholds/read-threshold-studies.js";
import type { ThresholdStudy } from "../tables/thresholds/threshold-study.js";
import { fileName, inFile, parseJson, readTableText } from "./input.js";
import type { AddCommand, Io } from "./io.js";
import { printJson } from "./print-json.js";

interface Flags {
  readonly scale?: "log" | "identity" | "box-cox";
  readonly distribution?: "logistic" | "normal" | "weibull";
  readonly widths?: "common" | "random";
  readonly direction?: "greater" | "less";
  readonly at?: readonly number[];
  readonly prevalence?: number;
  readonly cost?: number;
  readonly weight?: number;
  readonly level?: number;
  readonly as?: "diagmeta";
  readonly model?: MixedModel;
  readonly equalVariances?: true;
  readonly sheet?: string;
  readonly json?: true;
  readonly markdown?: true;
}

/** Numbers separated by commas; what is no number becomes NaN, which the functions refuse by name. */
const numbers = (text: string): number[] =>
  text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));

/** The studies of a FILE with several cut-offs each. */
export async function loadThresholdStudies(
  path: string,
  io: Io,
  options: { readonly sheet?: string; readonly contradictions?: "refuse" | "keep" } = {},
): Promise<ThresholdStudy[]> {
  const { sheet, ...grouping } = options;
  const text = await readTableText(path, io, sheet);
  return inFile(path, () =>
    /^\s*\[/.test(text) ? parseThresholdStudies(parseJson(text), grouping) : readThresholdStudies(text, grouping),
  );
}

/**
 * `dta thresholds FILE`: accuracy at every cut-off from studies that report several. `--json` prints the `ThresholdAnalysis`, with
 * `--as diagmeta` the `LinearThresholdFit`.
 */
export const thresholdsCommand: AddCommand = (program, { io, look, exitWith }) => {
  program
    .command("thresholds")
    .description("accuracy at every cut-off, from studies that report several")
    .argument("<file>", "CSV, XLSX or ODS with the columns study, cutoff, tp, fp, fn, tn; - for standard input")
    .addOption(
      new Option("--scale <scale>", "scale of the cut-offs (default: log)").choices(["log", "identity", "box-cox"]),
    )
    .addOption(
      new Option("--distribution <name>", "distribution of the marker (default: logistic)").choices([
        "logistic",
        "normal",
        "weibull",
      ]),
    )
    .addOption(
      new Option("--widths <which>", "widths of the distributions (default: random where studies allow it)").choices([
        "common",
        "random",
      ]),
    )
    .addOption(
      new Option("--direction <side>", "which values are positive (default: greater)").choices(["greater", "less"]),
    )
    .option("--at <cutoffs>", "cut-offs at which accuracy is wanted, as in 20,25,50", numbers)
    .option("--prevalence <p>", "probability of disease, for predictive values", Number)
    .option("--cost <ratio>", "cost of a false negative over that of a false positive; needs --prevalence", Number)
    .option("--weight <w>", "weight of sensitivity in the optimal cut-off (default: 0.5)", Number)
    .option("--level <level>", "confidence level (default: 0.95)", Number)
    .addOption(new Option("--as <program>", "what that program prints, its habits included").choices(["diagmeta"]))
    .addOption(
      new Option("--model <name>", "diagmeta's mixed model (default: CICS)").choices([
        "CI",
        "DI",
        "CS",
        "DS",
        "CICS",
        "DICS",
        "CIDS",
        "DIDS",
      ]),
    )
    .option("--equal-variances", "diagmeta's model with one slope")
    .option("--sheet <name>", "sheet of a workbook")
    .option("--json", "print the results as JSON")
    .option("--markdown", "print the report as Markdown")
    .action(async (file: string, flags: Flags) => {
      const { sheet, json, markdown, as, model, equalVariances, at, widths, scale, distribution, ...rest } = flags;
      const name = fileName(file);
      const sheetOption = sheet === undefined ? {} : { sheet };
      const print = (document: Parameters<typeof renderText>[0]): void =>
        io.stdout(markdown ? renderMarkdown(document) : renderText(document, look));
      if (as === "diagmeta") {
        const studies = await loadThresholdStudies(file, io, { ...sheetOption, contradictions: "keep" });
        const { direction, weight, level } = rest;
        const fit = inFile(file, () =>
          fitLinearThresholds(studies, {
            log: scale === "log",
            ...(distribution === undefined ? {} : { distribution: distribution as "logistic" | "normal" }),
            ...(model === undefined ? {} : { model }),
            ...(equalVariances === undefined ? {} : { equalVariances }),
            ...(direction === undefined ? {} : { direction }),
            ...(weight === undefined ? {} : { weight }),
            ...(level === undefined ? {} : { level }),
          }),
        );
        if (!fit.convergence.converged) exitWith(1);
        return json ? printJson(fit, io.stdout) : print(linearThresholdsDocument(name, fit));
      }
      const studies = await loadThresholdStudies(file, io, sheetOption);
      const analysis = inFile(file, () =>
        analyzeThresholds(studies, {
          ...rest,
          ...(scale === undefined ? {} : { scale }),
          ...(distribution === undefined ? {} : { distribution }),
          ...(widths === undefined ? {} : { scales: widths }),
          ...(at === undefined ? {} : { cutoffs: at }),
        }),
      );
      if (!analysis.convergence.converged) exitWith(1);
      if (json) return printJson(analysis, io.stdout);
      print(thresholdsDocument(name, analysis, flags.prevalence ?? null));
    });
};
