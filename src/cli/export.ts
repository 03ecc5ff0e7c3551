import { InputError } from "../base/errors.js";
import { revmanParameters } from "../report/documents/analysis/revman.js";
import type { Study } from "../tables/study.js";
import { writeCsv } from "../tables/write-csv.js";
import { type AnalyzeFlags, addAnalyzeOptions, analyzeFile, given } from "./analyze-options.js";
import { loadStudies, sayWarnings } from "./input.js";
import type { AddCommand } from "./io.js";

type Flags = AnalyzeFlags & { readonly revman?: true; readonly csv?: true };

/** The studies as one clean table: names, clusters where there are some, counts, covariates. */
function studiesCsv(studies: readonly Study[]): string {
  const clusters = studies.some(({ cluster }) => cluster !== undefined);
  const covariates = [...new Set(studies.flatMap((study) => Object.keys(study.covariates ?? {})))];
  const header = ["study", ...(clusters ? ["cluster"] : []), "tp", "fp", "fn", "tn", ...covariates];
  const rows = studies.map(({ id, cluster, tp, fp, fn, tn, covariates: values }) => [
    id,
    ...(clusters ? [cluster ?? null] : []),
    ...[tp, fp, fn, tn],
    ...covariates.map((name) => values?.[name] ?? null),
  ]);
  return writeCsv([header, ...rows]);
}

/**
 * `dta export FILE --revman`: the parameters of the bivariate model for RevMan, name and value with a tab between them, as
 * spreadsheets and forms take them from the clipboard, in full precision. `--csv`: the studies as they were read, as one
 * clean table. Ends with 1 where the fit did not converge.
 */
export const exportCommand: AddCommand = (program, { io, progress, exitWith }) => {
  addAnalyzeOptions(
    program.command("export").description("write what other programs take: RevMan's parameters, a clean table"),
  )
    .option("--revman", "the bivariate model's parameters for RevMan, tab-separated")
    .option("--csv", "the studies as they were read, as a clean CSV")
    .action(async (file: string, { revman, csv, ...flags }: Flags) => {
      if ((revman === true) === (csv === true)) {
        throw new InputError("bad-option", "say what to export: --revman or --csv.", { wanted: "--revman | --csv" });
      }
      if (csv) {
        const { where, sheet, keepTotals } = flags;
        io.stdout(studiesCsv(await loadStudies(file, io, given({ where, sheet, keepTotals }))));
        return;
      }
      const { analysis, notes } = await analyzeFile(file, flags, { io, progress });
      sayWarnings(notes, io);
      const parameters = revmanParameters(analysis);
      if (parameters === null) {
        throw new InputError(
          "no-fit",
          `RevMan's parameters need one summary point. ${analysis.narrative ?? "A model with moderators has one for each of their values: choose studies by --where."}`,
          { wanted: "a fit without moderators" },
        );
      }
      io.stdout(parameters.map(({ name, value }) => `${name}\t${value ?? ""}\n`).join(""));
      if (analysis.fit !== null && !analysis.fit.convergence.converged) exitWith(1);
    });
};
