import { given } from "../base/given.js";
import { referenceSensitivityAnalysis } from "../inference/reference/reference-sensitivity-analysis.js";
import { fitLatentClass } from "../models/latent-class/fit-latent-class.js";
import { latentDocument } from "../report/documents/latent-document.js";
import { renderText } from "../report/render/render-text.js";
import { parseAccuracy, parseCount, parseProbability } from "./arguments.js";
import { addFileOptions, type FileFlags, fileName, loadStudies } from "./input.js";
import type { AddCommand } from "./io.js";
import { printJson } from "./print-json.js";
import { REFERENCES } from "./reference-options.js";

interface Flags extends FileFlags {
  readonly referenceSensitivity?: number;
  readonly referenceSpecificity?: number;
  readonly by?: string;
  readonly dependence?: number;
  readonly starts?: number;
  readonly level?: number;
  readonly minStudies?: number;
  readonly json?: true;
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
  addFileOptions(command)
    .option("--reference-sensitivity <probability>", "sensitivity of the reference, taken as known", parseAccuracy)
    .option("--reference-specificity <probability>", "specificity of the reference, taken as known", parseAccuracy)
    .option("--by <column>", "kind of reference; each kind has an accuracy of its own")
    .option("--dependence <share>", "share of the largest covariance of both tests' errors (default: 0)", parseAccuracy)
    .option("--starts <count>", "starts of the search (default: 6)", parseCount)
    .option("--level <probability>", "confidence level (default: 0.95)", parseProbability)
    .option("--min-studies <count>", "pool no fewer tables than this (default: 4)", parseCount)
    .option("--json", "print the fit as JSON")
    .action(async (file: string, flags: Flags) => {
      const { where, sheet, keepTotals, json, referenceSensitivity, referenceSpecificity, ...options } = flags;
      const studies = await loadStudies(file, io, given({ where, sheet, keepTotals }));
      progress.begin(`Fitting ${studies.length} tables`);
      const fit = fitLatentClass(studies, {
        ...options,
        reference: given({ sensitivity: referenceSensitivity, specificity: referenceSpecificity }),
        onProgress: progress.update,
      });
      progress.end();
      if (!fit.convergence.converged) exitWith(1);
      if (json) {
        printJson(fit, io.stdout);
        return;
      }
      const { level, minStudies } = flags;
      const grid = referenceSensitivityAnalysis(studies, { ...REFERENCES, ...given({ level, minStudies }) });
      io.stdout(renderText(latentDocument(fileName(file), fit, grid), look));
    });
};
