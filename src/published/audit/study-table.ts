import { InputError } from "../../base/errors.js";
import type { AccuracyReport } from "../../reconstruct/accuracy-report.js";
import { reconstruct } from "../../reconstruct/reconstruct.js";
import { PRINTED_NUMBER, parsePrintedNumber } from "../printed-number.js";
import type { PublishedStudy } from "../schema.js";
import { type AuditRule, combine, type Finding, NOT_CHECKED, outcome, type RuleOutcome } from "./rule.js";

const ID = "study-fits-a-table";

/** The numbers of a row without its name and without what is not given. */
function reportOf({ id: _, ...rest }: PublishedStudy): AccuracyReport {
  return JSON.parse(JSON.stringify(rest)) as AccuracyReport;
}

/** What is wrong with a row; `null` where some table has all its numbers. Numbers may have been rounded or cut off. */
function faultOf(study: PublishedStudy): { readonly expected: string; readonly why: string } | null {
  try {
    const { status, closest, conflicts } = reconstruct(reportOf(study), { limit: 1, rounding: "either" });
    if (status !== "inconsistent") return null;
    const nearest = closest === null ? "" : `tp ${closest.tp}, fp ${closest.fp}, fn ${closest.fn}, tn ${closest.tn}`;
    return { expected: nearest === "" ? "numbers of one 2×2 table" : `closest: ${nearest}`, why: conflicts.join(" ") };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { expected: error.wanted ?? "numbers of one 2×2 table", why: error.message };
  }
}

/** What some table has whatever is printed: a proportion of each margin, and nothing that ties it to a size or to the other. */
const FREE = new Set(["sensitivity", "specificity"]);
const isFree = (study: PublishedStudy): boolean =>
  Object.entries(reportOf(study)).every(([field, value]) => {
    const number = FREE.has(field) && typeof value !== "object" && PRINTED_NUMBER.test(String(value));
    return number && parsePrintedNumber(value).value >= 0 && parsePrintedNumber(value).value <= 1;
  });

function check(study: PublishedStudy, index: number): RuleOutcome {
  if (isFree(study)) return NOT_CHECKED;
  const fault = faultOf(study);
  const name = study.id ?? `study ${index + 1}`;
  const printed = Object.entries(reportOf(study)).map(
    ([field, value]) => `${field} ${typeof value === "object" ? `${value.lower} to ${value.upper}` : value}`,
  );
  return outcome(
    fault !== null,
    (): Finding => ({
      rule: ID,
      severity: "error",
      where: `studies[${study.id ?? index}]`,
      printed: printed.join(", "),
      expected: fault!.expected,
      explanation: `${name}: no 2×2 table has all these numbers, rounded or cut off. ${fault!.why}`,
    }),
  );
}

/** The numbers printed of a study are those of some table. */
export const studyTable: AuditRule = {
  id: ID,
  severity: "error",
  title: "The numbers printed of a study fit a 2×2 table.",
  explanation:
    "Sensitivity, specificity, predictive values, ratios and sizes of one study come from four whole numbers. All tables are searched, each printed number being read as everything that rounds to it or is cut off to it.",
  formula: "some tp, fp, fn, tn ≥ 0 give every printed number",
  check: ({ report: { studies } }) => combine((studies ?? []).map(check)),
};
