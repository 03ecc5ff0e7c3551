import { analysisDocument } from "../report/documents/analysis-document.js";
import { renderText } from "../report/render/render-text.js";
import {
  type AnalyzeFlags,
  addAnalyzeOptions,
  addStyleOptions,
  analyzeFile,
  type StyleFlags,
  styleOf,
} from "./analyze-options.js";
import { sayWarnings } from "./input.js";
import type { AddCommand } from "./io.js";
import { printJson } from "./print-json.js";
import { COMMAND_REMEDIES } from "./remedies.js";

type Flags = AnalyzeFlags & StyleFlags & { readonly json?: true; readonly studies?: true };

/** Lines of a terminal that everybody has. */
const FIRST_SCREEN = 24;
/** Up to so many studies their table is printed unasked. */
const MOST_STUDIES = 50;

/**
 * `dta analyze FILE`: the whole meta-analysis of one file. `--json` prints the `Analysis` as it is, otherwise it becomes text.
 * Ends with 1 where the fit did not converge.
 */
export const analyzeCommand: AddCommand = (program, { io, look, progress, exitWith }) => {
  addStyleOptions(addAnalyzeOptions(program.command("analyze").description("pool a file of 2×2 tables")))
    .option("--studies", `the table of single studies, however many there are (default: up to ${MOST_STUDIES})`)
    .option("--json", "print the result as JSON")
    .action(async (file: string, { json, studies, digits, percent, range, ...flags }: Flags) => {
      const { analysis, notes } = await analyzeFile(file, flags, { io, progress });
      // a person at a terminal reads them in the text
      if (json || !io.terminal.stdout.interactive) sayWarnings(notes, io);
      if (analysis.fit !== null && !analysis.fit.convergence.converged) exitWith(1);
      const options = {
        ...styleOf({ digits, percent, range }),
        reading: notes,
        lines: FIRST_SCREEN,
        remedies: COMMAND_REMEDIES,
        studies: studies === true || analysis.k <= MOST_STUDIES,
      };
      if (json) printJson(analysis, io.stdout);
      else io.stdout(renderText(analysisDocument(analysis, options), look));
    });
};
