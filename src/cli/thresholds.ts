import { type Command, Option } from "commander";
import { InputError } from "../base/errors.js";
import { analyzeThresholds } from "../inference/thresholds/analyze-thresholds.js";
import type { MixedModel } from "../models/thresholds/linear/mixed-models.js";
import { fitLinearThresholds } from "../programs/diagmeta/fit-linear-thresholds.js";
import { linearThresholdsDocument, thresholdsDocument } from "../report/documents/thresholds-document.js";
import { renderMarkdown } from "../report/render/render-markdown.js";
import { renderText } from "../report/render/render-text.js";
import { spokenDocument } from "../report/render/spoken.js";
import { addStyleOptions, given, intervalOption, type StyleFlags, styleOf } from "./analyze-options.js";
import { addAll } from "./compare-options.js";
import { fileName, inFile } from "./input.js";
import type { AddCommand } from "./io.js";
import { addOutputOptions } from "./output/write-output.js";
import { printJson } from "./print-json.js";
import { COMMAND_REMEDIES } from "./remedies.js";
import { baseName, checkReportFile, commandLine, writeReport } from "./report-file.js";
import { addReviewOptions, loadReview, type ReviewFlags, reviewFiles, reviewOfReport } from "./review-options.js";
import { loadThresholdStudies, type ThresholdFlags, thresholdOptions } from "./threshold-options.js";

interface Flags extends ThresholdFlags, StyleFlags, ReviewFlags {
  readonly at?: readonly number[];
  readonly prevalence?: number;
  readonly cost?: number;
  readonly weight?: number;
  readonly level?: number;
  readonly interval?: "z" | "t";
  readonly as?: "diagmeta";
  readonly model?: MixedModel;
  readonly equalVariances?: true;
  readonly sheet?: string;
  readonly json?: true;
  readonly markdown?: true;
  readonly output?: string;
  readonly force?: true;
  readonly title?: string;
}

const noReport = (): InputError =>
  new InputError("misplaced-option", "--output writes the report of the exact model; --as diagmeta has none.", {
    where: "--output",
    wanted: "--output without --as",
  });

/** Numbers separated by commas; what is no number becomes NaN, which the functions refuse by name. */
const numbers = (text: string): number[] =>
  text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));

/**
 * `dta thresholds FILE`: accuracy at every cut-off from studies that report several. `--json` prints the `ThresholdAnalysis`, with
 * `--as diagmeta` the `LinearThresholdFit`.
 */
export const thresholdsCommand: AddCommand = (program, { io, look, progress, exitWith }) => {
  const command = program
    .command("thresholds")
    .description("accuracy at every cut-off, from studies that report several")
    .argument("<file>", "CSV, XLSX or ODS with the columns study, cutoff, tp, fp, fn, tn; - for standard input");
  addReviewOptions(
    addOutputOptions(addStyleOptions(addAll(command, thresholdOptions())), "report to write, ending in .html or .docx"),
  )
    .option("--at <cutoffs>", "cut-offs at which accuracy is wanted, as in 20,25,50", numbers)
    .option("--prevalence <p>", "probability of disease, for predictive values", Number)
    .option("--cost <ratio>", "cost of a false negative over that of a false positive; needs --prevalence", Number)
    .option("--weight <w>", "weight of sensitivity in the optimal cut-off (default: 0.5)", Number)
    .option("--level <level>", "confidence level (default: 0.95)", Number)
    .addOption(intervalOption(["z", "t"]))
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
    .option("--title <text>", "heading of the report that --output names")
    .option("--json", "print the results as JSON")
    .option("--markdown", "print the report as Markdown")
    .action(async (file: string, flags: Flags, own: Command) => {
      const {
        output,
        force: _,
        title,
        sheet,
        json,
        markdown,
        as,
        model,
        equalVariances,
        at,
        widths,
        scale,
        distribution,
        digits: _d,
        percent: _p,
        range: _r,
        quadas,
        schema,
        prisma,
        ...rest
      } = flags;
      const style = styleOf(flags);
      checkReportFile(output);
      const review = reviewOfReport({ quadas, schema, prisma }, output);
      const name = fileName(file);
      const sheetOption = given({ sheet });
      const print = (document: Parameters<typeof renderText>[0]): void => {
        const spoken = spokenDocument(document, COMMAND_REMEDIES);
        io.stdout(markdown ? renderMarkdown(spoken) : renderText(spoken, look));
      };
      if (as === "diagmeta") {
        if (output !== undefined) throw noReport();
        const studies = await loadThresholdStudies(file, io, { ...sheetOption, contradictions: "keep" });
        const { direction, weight, level } = rest;
        const fit = inFile(file, () =>
          fitLinearThresholds(studies, {
            log: scale === "log",
            ...(distribution === undefined ? {} : { distribution: distribution as "logistic" | "normal" }),
            ...given({ model, equalVariances, direction, weight, level }),
          }),
        );
        if (!fit.convergence.converged) exitWith(1);
        return json ? printJson(fit, io.stdout) : print(linearThresholdsDocument(name, fit, style));
      }
      const studies = await loadThresholdStudies(file, io, sheetOption);
      const options = { ...rest, ...given({ scale, distribution, scales: widths, cutoffs: at }) };
      const analysis = inFile(file, () => analyzeThresholds(studies, options));
      if (!analysis.convergence.converged) exitWith(1);
      if (output !== undefined) {
        const report = {
          ...given({ title }),
          ...style,
          ...(await loadReview(review, { io, progress })),
          notes: [`Data: ${file === "-" ? name : baseName(file)}.`],
          made: { studies, options },
          command: commandLine(own, [file, output, ...reviewFiles(review)]),
        };
        await writeReport(analysis, report, output, io);
      }
      if (json) return printJson(analysis, io.stdout);
      if (output !== undefined) return;
      print(thresholdsDocument(name, analysis, flags.prevalence ?? null, style));
    });
};
