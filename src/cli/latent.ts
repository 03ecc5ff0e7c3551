import type { Command } from "commander";
import { given } from "../base/given.js";
import { referenceSensitivityAnalysis } from "../inference/reference/reference-sensitivity-analysis.js";
import { fitLatentClass } from "../models/latent-class/fit-latent-class.js";
import { latentDocument } from "../report/documents/latent-document.js";
import { renderText } from "../report/render/render-text.js";
import { spokenDocument } from "../report/render/spoken.js";
import { addStyleOptions, type StyleFlags, styleOf } from "./analyze-options.js";
import { parseAccuracy, parseCount, parseProbability } from "./arguments.js";
import { addFileOptions, type FileFlags, fileName, loadStudies } from "./input.js";
import type { AddCommand } from "./io.js";
import { addOutputOptions } from "./output/write-output.js";
import { printJson } from "./print-json.js";
import { REFERENCES } from "./reference-options.js";
import { COMMAND_REMEDIES } from "./remedies.js";
import { baseName, checkReportFile, commandLine, writeReport } from "./report-file.js";
import { addReviewOptions, loadReview, type ReviewFlags, reviewFiles, reviewOfReport } from "./review-options.js";

interface Flags extends FileFlags, StyleFlags, ReviewFlags {
  readonly referenceSensitivity?: number;
  readonly referenceSpecificity?: number;
  readonly by?: string;
  readonly dependence?: number;
  readonly starts?: number;
  readonly level?: number;
  readonly minStudies?: number;
  readonly json?: true;
  readonly output?: string;
  readonly force?: true;
  readonly title?: string;
}

/**
 * `dta latent FILE`: accuracy against the truth where the reference standard errs, by a latent-class model with the reference's
 * accuracy estimated or fixed; the perfect-reference analysis and a grid of known references beside it. `--json` prints the
 * `LatentClassFit`. Ends with 1 where the fit did not converge.
 */
export const latentCommand: AddCommand = (program, { io, look, progress, exitWith }) => {
  const command = program
    .command("latent")
    .description("pool tables against an imperfect reference standard by a latent-class model")
    .argument("<file>", "CSV, XLSX or ODS with the columns study, tp, fp, fn, tn; - for standard input");
  addReviewOptions(
    addOutputOptions(addStyleOptions(addFileOptions(command)), "report to write, ending in .html or .docx"),
  )
    .option("--reference-sensitivity <probability>", "sensitivity of the reference, taken as known", parseAccuracy)
    .option("--reference-specificity <probability>", "specificity of the reference, taken as known", parseAccuracy)
    .option("--by <column>", "kind of reference; each kind has an accuracy of its own")
    .option("--dependence <share>", "share of the largest covariance of both tests' errors (default: 0)", parseAccuracy)
    .option("--starts <count>", "starts of the search (default: 6)", parseCount)
    .option("--level <probability>", "confidence level (default: 0.95)", parseProbability)
    .option("--min-studies <count>", "pool no fewer tables than this (default: 4)", parseCount)
    .option("--title <text>", "heading of the report that --output names")
    .option("--json", "print the fit as JSON")
    .action(async (file: string, flags: Flags, own: Command) => {
      const {
        output,
        force: _,
        title,
        where,
        sheet,
        keepTotals,
        json,
        referenceSensitivity,
        referenceSpecificity,
        digits: _d,
        percent: _p,
        range: _r,
        quadas,
        schema,
        prisma,
        ...options
      } = flags;
      const style = styleOf(flags);
      checkReportFile(output);
      const review = reviewOfReport({ quadas, schema, prisma }, output);
      const studies = await loadStudies(file, io, given({ where, sheet, keepTotals }));
      progress.begin(`Fitting ${studies.length} tables`);
      const reference = given({ sensitivity: referenceSensitivity, specificity: referenceSpecificity });
      const fit = fitLatentClass(studies, { ...options, reference, onProgress: progress.update });
      progress.end();
      if (!fit.convergence.converged) exitWith(1);
      const { level, minStudies } = flags;
      const grid = referenceSensitivityAnalysis(studies, { ...REFERENCES, ...given({ level, minStudies }) });
      if (output !== undefined) {
        const report = {
          ...given({ title }),
          ...style,
          ...(await loadReview(review, { io, progress })),
          notes: [`Data: ${file === "-" ? fileName(file) : baseName(file)}.`],
          references: grid,
          made: { studies, options: { ...options, reference } },
          command: commandLine(own, [file, output, ...reviewFiles(review)]),
        };
        await writeReport(fit, report, output, io);
      }
      if (json) return printJson(fit, io.stdout);
      if (output !== undefined) return;
      io.stdout(renderText(spokenDocument(latentDocument(fileName(file), fit, grid, style), COMMAND_REMEDIES), look));
    });
};
