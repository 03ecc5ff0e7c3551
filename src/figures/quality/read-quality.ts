import { InputError } from "../../base/errors.js";
import { normalizeName } from "../../tables/column-names.js";
import { readCsv } from "../../tables/csv.js";
import { checkSchema, type JudgementRole, type QualityAssessment, type QualitySchema } from "./quadas-data.js";
import { columnsOf } from "./quadas-overall.js";

/** Short names of the sections' and domains' keys, as tools such as MetaDTA use them. */
const SHORT: Readonly<Record<string, readonly string[]>> = {
  bias: ["rob", "riskofbias"],
  applicability: ["ac", "app", "applicabilityconcerns"],
  patientSelection: ["ps"],
  indexTest: ["it"],
  referenceStandard: ["rs"],
  flowAndTiming: ["ft"],
  participants: ["pa"],
  targetCondition: ["tc"],
  analysis: ["an"],
};

/** MetaDTA's codes of judgements, first letters, and the signs of traffic lights. */
const CODES: Readonly<Record<string, JudgementRole>> = {
  "1": "low",
  "2": "high",
  "3": "unclear",
  l: "low",
  h: "high",
  u: "unclear",
  i: "unclear",
  ii: "unclear",
  insufficient: "unclear",
  "+": "low",
  "?": "unclear",
};

/** What columns that name a study's estimate or comparison are called. */
const OF = new Set(["estimate", "comparison", "of"]);

/** Answers that stand for no judgement. */
const NONE = new Set(["", "na", "n/a", "-"]);

const namesOf = (key: string, label: string): string[] => [
  normalizeName(key),
  normalizeName(label),
  ...(Object.hasOwn(SHORT, key) ? SHORT[key]! : []),
];

/** What a column is about: a section and a domain, in that order, as in `rob_PS` or "Risk of bias: Patient selection". */
function judgedColumns(
  schema: QualitySchema,
  headers: readonly string[],
): { section: string; domain: string; index: number }[] {
  const normalized = headers.map(normalizeName);
  return schema.sections.flatMap((section) =>
    columnsOf(section).flatMap((domain) => {
      const names = namesOf(section.key, section.label).flatMap((a) =>
        namesOf(domain.key, domain.label).map((b) => a + b),
      );
      const index = normalized.findIndex((header) => names.includes(header));
      return index < 0 ? [] : [{ section: section.key, domain: domain.key, index }];
    }),
  );
}

function judgement(schema: QualitySchema, cell: string, signs: boolean): string | null {
  // "Low risk", "high risk of bias" and "unclear concern" are judgements with a word too many
  const answer = cell
    .trim()
    .toLowerCase()
    .replace(/\s+(risk|concerns?)(\s+of\s+bias)?$/, "");
  if (signs && /^[-−–]$/.test(answer)) return schema.judgements.find(({ role }) => role === "high")?.value ?? null;
  if (NONE.has(answer)) return null;
  const known = schema.judgements.find(
    ({ value, label }) => value.toLowerCase() === answer || label.toLowerCase() === answer,
  );
  const coded = schema.judgements.find(({ role }) => role === CODES[answer]);
  return known?.value ?? coded?.value ?? cell.trim();
}

/**
 * Judgements of quality from the text of a CSV file with the column `study` and one column for each domain, named by section and
 * domain (`bias.patientSelection`, "Risk of bias: Patient selection" or `rob_PS`), the judgements in words, as signs of traffic
 * lights or in MetaDTA's codes (1 low, 2 high, 3 unclear); a column `estimate` or `comparison` names what is judged of a study.
 * Other columns are left alone, so that the studies' own table will do.
 *
 * Throws `InputError` where no column holds judgements of the tool (`no-judgements`), and what `readStudies` throws on a broken file.
 *
 * @example
 * ```ts
 * import { quadas2, readQuality } from "dta-meta/figures";
 *
 * const csv = "study,rob_PS,rob_IT,ac_PS\nSmith 2004,low,high,unclear";
 * readQuality(csv, quadas2)[0]?.judgements.bias; // { patientSelection: "low", indexTest: "high" }
 * ```
 */
export function readQuality(text: string, schema: QualitySchema): QualityAssessment[] {
  checkSchema(schema);
  const table = readCsv(text, { isHeader: (cells) => judgedColumns(schema, cells).length > 0 });
  const headers = table.columns.map(({ name }) => name);
  const columns = judgedColumns(schema, headers);
  const named = headers.findIndex((header) =>
    ["study", "studyid", "id", "name", "author"].includes(normalizeName(header)),
  );
  const parts = (schema.unit ?? "study") !== "study";
  const of = headers.findIndex((header) => parts && OF.has(normalizeName(header)));
  if (columns.length === 0) {
    const example = schema.sections.map(({ key, domains }) => `${key}.${domains[0]?.key}`).join(", ");
    throw new InputError(
      "no-judgements",
      `no column holds judgements of ${schema.name}; columns are named like ${example}.`,
      {
        where: "header",
        got: headers,
        wanted: example,
      },
    );
  }
  // a dash is no judgement, but beside plus signs it is one
  const signs = columns.some(({ index }) => table.columns[index]!.cells.includes("+"));
  return table.lines.map((line, row) => {
    const judgements: Record<string, Record<string, string | null>> = {};
    for (const { section, domain, index } of columns) {
      judgements[section] = {
        ...judgements[section],
        [domain]: judgement(schema, table.columns[index]!.cells[row]!, signs),
      };
    }
    const id = table.columns[named]?.cells[row] || `Row ${line}`;
    const part = table.columns[of]?.cells[row]?.trim() ?? "";
    return { id, ...(part === "" ? {} : { of: part }), judgements };
  });
}
