import { Option } from "commander";
import { given } from "../base/given.js";
import type { RoundingMode } from "../reconstruct/read/printed-number.js";
import { readReports } from "../reconstruct/read-reports.js";
import { type ReconstructedStudy, reconstructStudies, type TableChoice } from "../reconstruct/reconstruct-studies.js";
import { reconstructionDocument } from "../report/documents/reconstruction-document.js";
import { renderText } from "../report/render/render-text.js";
import type { CovariateValue } from "../tables/study.js";
import { writeCsv } from "../tables/write-csv.js";
import { parseCount } from "./arguments.js";
import { inFile, readTableText } from "./input.js";
import type { AddCommand } from "./io.js";
import { printJson } from "./print-json.js";

interface Flags {
  readonly json?: true;
  readonly csv?: true;
  readonly rounding: RoundingMode;
  readonly limit?: number;
  readonly choose: TableChoice;
  readonly sheet?: string;
  readonly includeUnderdetermined?: true;
  readonly escapeFormulas?: true;
}

/**
 * `dta reconstruct FILE`: the 2×2 tables that each row's reported numbers allow. `--json` prints one `Reconstruction` a row,
 * with `id`, `report` and covariates beside it, as an array. `--csv` prints one row a study that has a table, ready for
 * `dta analyze`: study, cluster, tp, fp, fn, tn, then `status`, `count`, `choice` (only, central, closest) and the covariates, so
 * that `--where 'status == "unique"'` works there; standard error says which studies were guessed or left out. Reports that leave the
 * cells almost free are left out unless `--include-underdetermined` asks for them.
 */
export const reconstructCommand: AddCommand = (program, { io, look }) => {
  program
    .command("reconstruct")
    .description("find the 2×2 tables behind reported sensitivity, specificity, accuracy and so on")
    .argument(
      "<file>",
      "CSV, XLSX or ODS with one study a row and columns such as n, diseased, sens, spec, acc; - for standard input",
    )
    .option("--sheet <name>", "sheet of a workbook (default: the first)")
    .option("--json", "print everything as JSON, one entry a study")
    .option("--csv", "print tables as CSV for dta analyze")
    .addOption(
      new Option("--rounding <mode>", "how the papers cut their numbers to the printed digits")
        .choices(["nearest", "truncate", "either"])
        .default("nearest"),
    )
    .option("--limit <count>", "tables that --json lists for a study at most (default: 1000)", parseCount)
    .addOption(
      new Option("--choose <table>", "which table --csv gives where not exactly one fits")
        .choices(["unique", "central", "closest"])
        .default("central"),
    )
    .option("--include-underdetermined", "let --csv give a table for reports that leave the cells almost free, too")
    .option("--escape-formulas", "put ' before text in --csv that a spreadsheet would run as a formula")
    .action(async (file: string, { json, csv, rounding, limit, choose, sheet, ...flags }: Flags) => {
      const text = await readTableText(file, io, sheet);
      const reports = inFile(file, () => readReports(text));
      const { includeUnderdetermined = false, escapeFormulas = false } = flags;
      const options = { rounding, choose, includeUnderdetermined, ...given({ limit }) };
      const studies = inFile(file, () => reconstructStudies(reports, options));
      if (json) {
        printJson(
          studies.map(({ reconstruction, table: _, choice: __, ...study }) => ({ ...study, ...reconstruction })),
          io.stdout,
        );
      } else if (csv) {
        io.stdout(toCsv(studies, escapeFormulas));
        for (const line of remarks(studies)) io.stderr(`${line}\n`);
      } else io.stdout(renderText(reconstructionDocument(studies), look));
    });
};

/** Columns of ours; a covariate of the same name gets `reported_` before it. */
const OWN_COLUMNS: readonly string[] = ["study", "cluster", "tp", "fp", "fn", "tn", "status", "count", "choice"];

function toCsv(studies: readonly ReconstructedStudy[], escapeFormulas: boolean): string {
  const withClusters = studies.some(({ cluster }) => cluster !== undefined);
  const covariates = [...new Set(studies.flatMap((study) => Object.keys(study.covariates ?? {})))];
  const header = [
    ...OWN_COLUMNS.filter((name) => name !== "cluster" || withClusters),
    ...covariates.map((name) => (OWN_COLUMNS.includes(name.toLowerCase()) ? `reported_${name}` : name)),
  ];
  const rows = studies.flatMap(({ id, cluster, table, choice, reconstruction: { status, count }, ...study }) => {
    if (table === null) return [];
    const { tp, fp, fn, tn } = table;
    const row: CovariateValue[] = [
      id,
      ...(withClusters ? [cluster ?? null] : []),
      tp,
      fp,
      fn,
      tn,
      status,
      count,
      choice,
    ];
    return [[...row, ...covariates.map((name) => study.covariates?.[name] ?? null)]];
  });
  const written = [header, ...rows];
  return writeCsv(escapeFormulas ? written.map((row) => row.map(escapeFormula)) : written);
}

/** Text that spreadsheets take for a formula, with an apostrophe before it, which makes it text. */
function escapeFormula(value: CovariateValue): CovariateValue {
  return typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

/** What the CSV does not show at first sight: tables that were chosen, studies that are not in it. */
function remarks(studies: readonly ReconstructedStudy[]): string[] {
  const names = (some: readonly ReconstructedStudy[]): string => some.map(({ id }) => id).join(", ");
  const isFree = ({ reconstruction }: ReconstructedStudy): boolean => reconstruction.status === "underdetermined";
  const central = studies.filter((study) => study.choice === "central" && !isFree(study));
  const free = studies.filter((study) => study.choice === "central" && isFree(study));
  const closest = studies.filter(({ choice }) => choice === "closest");
  const out = studies.filter(({ table }) => table === null);
  const lines = [
    central.length > 0 ? `note: several tables fit, the central one was written: ${names(central)}` : null,
    free.length > 0 ? `note: cells almost free, the central table was written: ${names(free)}` : null,
    closest.length > 0 ? `note: no table fits, the closest one was written: ${names(closest)}` : null,
    ...["ambiguous", "inconsistent", "underdetermined"].map((verdict) => {
      const some = out.filter(({ reconstruction }) => reconstruction.status === verdict);
      return some.length > 0 ? `note: left out, ${verdict}: ${names(some)}` : null;
    }),
  ];
  return lines.filter((line) => line !== null);
}
