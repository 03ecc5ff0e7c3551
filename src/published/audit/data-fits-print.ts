import { InputError } from "../../base/errors.js";
import { readPrintedCell } from "../../tables/printed-cell.js";
import type { Study } from "../../tables/study.js";
import { parsePrintedNumber } from "../printed-number.js";
import { range } from "../range.js";
import { publishedStudies, selectStudies } from "../reproduce/select-studies.js";
import type { PublishedReport, PublishedStudy } from "../schema.js";
import type { AuditedReport, AuditedResult } from "./audited-report.js";
import { type AuditRule, apart, combine, type Finding, NOT_CHECKED, outcome, type RuleOutcome, short } from "./rule.js";

const ID = "data-fit-the-print";

/** The tables that the file holds; `null` where it holds none, or none that can be read. */
function tablesOf(report: PublishedReport): readonly Study[] | null {
  if (report.data?.csv === undefined && report.data?.studies === undefined) return null;
  try {
    return publishedStudies(report);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** The rows of a result: those that its values by column select, or all of a file with one result. */
function rowsOf(
  { results }: AuditedReport,
  one: AuditedResult,
  index: number,
  tables: readonly Study[],
): readonly Study[] | null {
  const { where } = one.result;
  if (where === undefined) return results.length === 1 ? tables : null;
  if (typeof where === "string") return null;
  try {
    return selectStudies(tables, one.result, index, undefined);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

function checkCounts(one: AuditedResult, rows: readonly Study[]): RuleOutcome {
  const people = rows.reduce((sum, { tp, fp, fn, tn }) => sum + tp + fp + fn + tn, 0);
  const compare = (
    field: "k" | "participants",
    actual: number,
    severity: Finding["severity"],
    what: string,
  ): RuleOutcome => {
    const printed = one.result[field];
    if (printed === undefined) return NOT_CHECKED;
    return outcome(printed !== actual, () => ({
      rule: ID,
      severity,
      where: `${one.where}.${field}`,
      printed: String(printed),
      expected: String(actual),
      explanation: `${one.name}: ${printed} ${what} are printed, but the tables that belong to it have ${actual}.`,
    }));
  };
  return combine([
    compare("k", rows.length, "error", "tables"),
    compare("participants", people, "warning", "participants"),
  ]);
}

const MEASURES: Readonly<Record<string, (study: Study) => number>> = {
  sensitivity: ({ tp, fn }) => tp / (tp + fn),
  specificity: ({ tn, fp }) => tn / (tn + fp),
  ppv: ({ tp, fp }) => tp / (tp + fp),
  npv: ({ tn, fn }) => tn / (tn + fn),
  accuracy: ({ tp, fp, fn, tn }) => (tp + tn) / (tp + fp + fn + tn),
  n: ({ tp, fp, fn, tn }) => tp + fp + fn + tn,
  diseased: ({ tp, fn }) => tp + fn,
  nonDiseased: ({ fp, tn }) => fp + tn,
};

/** What is printed of a study against its table. */
function checkStudy(printed: PublishedStudy, study: Study): RuleOutcome {
  return combine(
    Object.entries(MEASURES).map(([name, of]) => {
      const text = printed[name as keyof PublishedStudy];
      const actual = of(study);
      if (text === undefined || typeof text === "object" || !Number.isFinite(actual)) return NOT_CHECKED;
      const number = parsePrintedNumber(typeof text === "string" ? (readPrintedCell(text)?.value ?? text) : text);
      // numbers may have been cut off instead of rounded
      const possible = range(number.lower, number.upper + number.unit / 2);
      const inPercent = range(possible.lower / 100, possible.upper / 100);
      const point = range(actual, actual);
      const wrong = apart(point, possible) && (name === "n" || number.percent || apart(point, inPercent));
      return outcome(wrong, () => ({
        rule: ID,
        severity: "error",
        where: `studies[${printed.id}].${name}`,
        printed: number.text,
        expected: short(actual),
        explanation: `${printed.id}: ${name} is printed as ${number.text}, but its table (tp ${study.tp}, fp ${study.fp}, fn ${study.fn}, tn ${study.tn}) gives ${short(actual)}.`,
      }));
    }),
  );
}

function check(report: AuditedReport): RuleOutcome {
  const tables = tablesOf(report.report);
  if (tables === null) return NOT_CHECKED;
  const once = new Map<string, Study | null>();
  for (const study of tables) once.set(study.id, once.has(study.id) ? null : study);
  return combine([
    ...report.results.map((one, i) => {
      const rows = rowsOf(report, one, i, tables);
      return rows === null ? NOT_CHECKED : checkCounts(one, rows);
    }),
    ...(report.report.studies ?? []).map((printed) => {
      const study = printed.id === undefined ? null : once.get(printed.id);
      return study == null ? NOT_CHECKED : checkStudy(printed, study);
    }),
  ]);
}

/** The tables that are attached have the numbers that are printed. */
export const dataFitsPrint: AuditRule = {
  id: ID,
  severity: "error",
  title:
    "The attached tables have as many rows and participants as are printed, and the accuracies printed of each study.",
  explanation:
    "Where a file brings its 2×2 tables along, what is printed of them can be counted. Participants are a warning: papers count those with several tables in different ways.",
  formula: "k = rows; participants = Σ(tp + fp + fn + tn); sensitivity = tp/(tp + fn)",
  check,
};
