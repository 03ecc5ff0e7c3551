import { analysisDocument } from "../report/documents/analysis-document.js";
import { renderText } from "../report/render/render-text.js";
import { type AnalyzeFlags, addAnalyzeOptions, analyzeFile } from "./analyze-options.js";
import { sayWarnings } from "./input.js";
import type { AddCommand } from "./io.js";
import { printJson } from "./print-json.js";

type Flags = AnalyzeFlags & { readonly json?: true };

/**
 * `dta analyze FILE`: the whole meta-analysis of one file. `--json` prints the `Analysis` as it is, otherwise it becomes text.
 * Ends with 1 where the fit did not converge.
 */
export const analyzeCommand: AddCommand = (program, { io, look, progress, exitWith }) => {
  addAnalyzeOptions(program.command("analyze").description("pool a file of 2×2 tables"))
    .option("--json", "print the result as JSON")
    .action(async (file: string, { json, ...flags }: Flags) => {
      const { analysis, notes } = await analyzeFile(file, flags, { io, progress });
      sayWarnings(notes, io);
      if (analysis.fit !== null && !analysis.fit.convergence.converged) exitWith(1);
      if (json) printJson(analysis, io.stdout);
      else io.stdout(renderText(analysisDocument(analysis), look));
    });
};
