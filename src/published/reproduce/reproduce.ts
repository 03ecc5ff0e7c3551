import { checkOptions } from "../../base/check-options.js";
import { DtaError, InputError } from "../../base/errors.js";
import type { ProgramName } from "../../programs/run-program.js";
import type { Study } from "../../tables/study.js";
import { parsePublished } from "../parse-published.js";
import { parsePrintedNumber } from "../printed-number.js";
import { numbersOf, type PrintedQuantity, printedQuantities } from "../printed-quantities.js";
import type { PublishedReport, PublishedResult } from "../schema.js";
import { type ComparedNumber, compareNumber } from "./compare-number.js";
import { type DataRows, dataRows, namedApart } from "./data-rows.js";
import { oneRowAStudy } from "./library/models.js";
import { compareWith, type Refit, refitOf, requestOf } from "./refit.js";
import { type StudyFilter, selectStudies } from "./select-studies.js";

/** A printed number, and what became of it. */
export interface ReproducedNumber extends ComparedNumber {
  /** Dotted path in the result: `plr`, `plr.lower`, `hsroc.beta.pValue`; `k` for the number of tables. */
  readonly path: string;
  /** What the number is, in words. */
  readonly label: string;
  /** The number as printed. */
  readonly printed: string;
  /** What the file says about a number that is not reproduced. */
  readonly explanation: string | null;
}

/** One set of pooled numbers, refitted. */
export interface ReproducedResult {
  /** Id of the result. */
  readonly id: string;
  /** The result in words. */
  readonly label: string;
  /** The program whose conventions were used; `null` where the file names none. */
  readonly program: ProgramName | null;
  /** Program, version and settings in words. */
  readonly programLabel: string | null;
  /** Studies that were refitted. */
  readonly k: number;
  /** Its numbers, each compared. */
  readonly numbers: readonly ReproducedNumber[];
  /** What is to be known of the fit. */
  readonly notes: readonly string[];
  /** Why it was not refitted; `null` where it was. */
  readonly failure: string | null;
}

/** How many numbers came out again. */
export interface ReproductionCounts {
  /** Numbers that came out again. */
  readonly reproduced: number;
  /** Numbers that came out otherwise. */
  readonly off: number;
  /** Numbers that could not be computed. */
  readonly notCheckable: number;
  /** Of those off or not checkable, how many the file explains. */
  readonly explained: number;
}

/** What `reproduce` found. */
export interface Reproduction {
  /** Changes when the shape of this object does. */
  readonly schema: "dta-meta/reproduction/1";
  /** The paper; `null` where the file doesn't say. */
  readonly citation: string | null;
  /** Its DOI; `null` where the file doesn't say. */
  readonly doi: string | null;
  /** The results, each refitted. */
  readonly results: readonly ReproducedResult[];
  /** How many numbers came out again. */
  readonly counts: ReproductionCounts;
}

/** What `reproduce` needs beside the published results. */
export interface ReproduceOptions {
  /** Evaluates `where` expressions; `filterStudies` of `dta-meta/expressions`. Conditions by value need none. */
  readonly filter?: StudyFilter;
}

/** The explanation that fits a path best: its own, that of its quantity, of a group that holds it, of everything. */
function explanationOf(result: PublishedResult, path: string): string | null {
  const { explanations = {} } = result;
  const parts = path.split(".");
  for (let length = parts.length; length > 0; length--) {
    const found = explanations[parts.slice(0, length).join(".")];
    if (found !== undefined) return found;
  }
  return explanations["*"] ?? null;
}

/** All people in the tables; where several rows may be of one study, those of its largest table. */
function participantsOf(studies: readonly Study[], severalRows: boolean): number {
  const totals = new Map<string, number>();
  studies.forEach(({ id, cluster, tp, fp, fn, tn }, row) => {
    const study = severalRows ? (cluster ?? id) : String(row);
    totals.set(study, Math.max(totals.get(study) ?? 0, tp + fp + fn + tn));
  });
  return [...totals.values()].reduce((sum, total) => sum + total, 0);
}

/** The counts of tables and participants, as numbers to be compared like the others. */
function countNumbers(
  result: PublishedResult,
  studies: readonly Study[],
  k: number,
  severalRows: boolean,
): ReproducedNumber[] {
  const participants = participantsOf(studies, severalRows);
  const number = (path: "k" | "participants", label: string, value: number): ReproducedNumber[] => {
    const printed = result[path];
    if (printed === undefined) return [];
    const quantity: PrintedQuantity = { name: path, info: null, estimate: parsePrintedNumber(printed) };
    const compared = compareNumber(quantity, "estimate", { estimate: value, format: { decimals: 0 } }, "the data");
    const explanation = compared.status === "reproduced" ? null : explanationOf(result, path);
    return [{ path, label, printed: String(printed), ...compared, explanation }];
  };
  return [...number("k", "number of 2×2 tables", k), ...number("participants", "participants", participants)];
}

const PARTS: Readonly<Record<string, string>> = {
  lower: "lower limit of ",
  upper: "upper limit of ",
  standardError: "standard error of ",
  z: "z of ",
  pValue: "P of ",
};

const UNKNOWN: Omit<ComparedNumber, "note"> = {
  status: "not-checkable",
  computed: null,
  rounded: null,
  unitsOff: null,
  agreeingDigits: null,
};

/** Compares every printed number of a result with what was refitted, or says of each why it was not. */
function compareResult(
  result: PublishedResult,
  studies: readonly Study[],
  refit: Refit | string,
  severalRows: boolean,
): ReproducedNumber[] {
  const quantities = [...printedQuantities(result).values()].flatMap((quantity) =>
    numbersOf(quantity).map(({ path, part, printed }): ReproducedNumber => {
      const compared = typeof refit === "string" ? { ...UNKNOWN, note: refit } : compareWith(refit, quantity, part);
      return {
        path,
        label: `${PARTS[part] ?? ""}${quantity.info?.label ?? quantity.name}`,
        printed: printed.text,
        ...compared,
        explanation: compared.status === "reproduced" ? null : explanationOf(result, path),
      };
    }),
  );
  if (studies.length === 0) return quantities;
  const k = typeof refit === "string" ? studies.length : refit.output.k;
  return [...countNumbers(result, studies, k, severalRows), ...quantities];
}

/** The program that the file names for a result; its own library where it names one of its models. */
const programOf = (report: PublishedReport, result: PublishedResult): ProgramName | undefined =>
  requestOf(report, result) === undefined ? (result.as ?? report.as) : "dta-meta";

/** One result, refitted; what keeps it from being refitted concerns its own numbers alone. */
function reproduceResult(
  report: PublishedReport,
  rows: DataRows,
  result: PublishedResult,
  index: number,
  filter: StudyFilter | undefined,
): ReproducedResult {
  const id = result.id ?? String(index + 1);
  const request = requestOf(report, result);
  const severalRows = request !== undefined && !oneRowAStudy(request.model);
  let studies: readonly Study[] = [];
  let refit: Refit | string;
  try {
    const path = `results[${index}].where`;
    const asked = selectStudies([...rows.studies, ...rows.broken.map(({ columns }) => columns)], result, index, filter);
    const broken = rows.broken.find(({ columns }) => asked.includes(columns));
    if (broken !== undefined)
      throw new InputError("bad-row", broken.message, { where: path, wanted: "rows that are tables" });
    studies = severalRows ? asked : namedApart(asked, path);
    refit = refitOf(report, result, studies);
  } catch (error) {
    if (!(error instanceof DtaError)) throw error;
    refit = error.message;
  }
  const failed = typeof refit === "string";
  return {
    id,
    label: result.label ?? id,
    program: programOf(report, result) ?? (typeof refit === "string" ? null : refit.program),
    programLabel: typeof refit === "string" ? null : refit.output.label,
    k: typeof refit === "string" ? studies.length : refit.output.k,
    numbers: compareResult(result, studies, refit, severalRows),
    notes: typeof refit === "string" ? [] : refit.notes,
    failure: failed ? (refit as string) : null,
  };
}

function count(results: readonly ReproducedResult[]): ReproductionCounts {
  const numbers = results.flatMap((result) => result.numbers);
  const having = (status: ComparedNumber["status"]): number =>
    numbers.filter((number) => number.status === status).length;
  return {
    reproduced: having("reproduced"),
    off: having("off"),
    notCheckable: having("not-checkable"),
    explained: numbers.filter(({ status, explanation }) => status !== "reproduced" && explanation !== null).length,
  };
}

/**
 * Refits published pooled estimates and compares them number by number. The file (`fixtures/published/schema.json`) names the
 * tables (`data`), and for each result the studies (`where`), the program whose conventions made its numbers (`as`, `options`)
 * and the numbers as printed. Each is computed as that program computes it, slips included, and compared within the rounding of
 * its printed digits: reproduced, off by so many units of its last digit, or not checkable, with the reason.
 *
 * Numbers that a program draws at random are reproduced if they lie within three standard errors of its draws.
 *
 * What a program does not print, but the library's functions give of the same model, is compared with theirs: under
 * `quantities` every number of an `Analysis` has its path for a name (`predictionIntervals.sensitivity`, `leaveOneOut.Smith
 * 2004.summary.dor`), and those of the other functions theirs, with the function's name before them (`empiricalBayes`,
 * `mosesLittenberg`, `univariate.plr`). For several tests, several cut-offs, a posterior or an imperfect reference standard `refit`
 * names the model and its options in place of `as`: `{ model: "comparative", options: { test: "index" } }` makes
 * `comparisons.CT.relativeSensitivity` and `levels.CT.sensitivity` numbers of `compareTests`. `refit.ask` holds options of
 * functions that are asked beside. Drawn numbers whose seed the file does not name are held against ten seeds. Without `as`
 * the program is identified first. A result that can't be refitted says why (`failure`) and keeps none of the others from it.
 *
 * @throws InputError on a malformed file (`bad-published`), and on data that can't be read (`no-data`, `data-not-read`)
 *
 * @example
 * ```ts
 * import { reproduce } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const { counts } = reproduce({
 *   data: { csv },
 *   as: "metandi",
 *   results: [{ sensitivity: { estimate: "0.8071026", lower: "0.6942227" } }],
 * });
 * counts; // { reproduced: 2, off: 0, notCheckable: 0, explained: 0 }
 * ```
 */
export function reproduce(spec: unknown, options: ReproduceOptions = {}): Reproduction {
  checkOptions(options);
  const report = parsePublished(spec);
  const rows = dataRows(report);
  const results = report.results.map((result, index) => reproduceResult(report, rows, result, index, options.filter));
  return {
    schema: "dta-meta/reproduction/1",
    citation: report.citation ?? null,
    doi: report.doi ?? null,
    results,
    counts: count(results),
  };
}
