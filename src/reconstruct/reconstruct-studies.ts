import { checkOptions } from "../base/check-options.js";
import { checkArray, checkChoice, checkObject } from "../base/checks.js";
import { square } from "../numeric/elementary.js";
import { seededRandom } from "../numeric/random/random.js";
import type { TwoByTwo } from "../tables/study.js";
import type { StudyReport } from "./read-reports.js";
import type { Reconstruction, ReconstructOptions } from "./reconstruct.js";
import { findCandidates } from "./search/candidates.js";
import { verdictOf } from "./verdict.js";

/** Which table stands for a study that several tables fit, or none. */
export type TableChoice = "unique" | "central" | "closest";

/** Options of `reconstructStudies`; those of `reconstruct` beside its own. */
export interface ReconstructStudiesOptions extends ReconstructOptions {
  /**
   * - `unique`: only studies that exactly one table fits get a table.
   * - `central` (default): where several fit, the one nearest to the middle of them all.
   * - `closest`: besides, where none fits, the one that misses the printed numbers least.
   */
  readonly choose?: TableChoice;
  /** Whether a report that leaves the cells almost free (`underdetermined`, but with an end to its tables) gets a table too. */
  readonly includeUnderdetermined?: boolean;
}

/** A study's report with the tables it allows, and the one that stands for it. */
export interface ReconstructedStudy extends StudyReport {
  /** All tables that the report allows. */
  readonly reconstruction: Reconstruction;
  /** `null` where none was chosen. */
  readonly table: TwoByTwo | null;
  /** How the table was chosen: the only one, the central one of several, the closest where none fits. */
  readonly choice: "only" | "central" | "closest" | null;
}

/**
 * Reconstructs every study of a file of reports, and chooses the table that stands for each where a single one is needed.
 * The choice is marked, because a table taken from several is a guess: how much hangs on it is for an analysis over all of
 * them to say.
 *
 * The central table is the one among all that fit with the smallest Σ (cell − mean)²/(mean + ½), the mean being that of all
 * tables; where there are more than 2,000, of 2,000 drawn with equal probability and a fixed seed.
 *
 * A report that contradicts itself (sizes that don't add up, a proportion above 100 %) is `inconsistent`; one that leaves the cells
 * almost free is `underdetermined` and gets no table unless `includeUnderdetermined` asks for it.
 *
 * @throws InputError as `reconstruct` does for what cannot be read
 *
 * @example
 * ```ts
 * import { readReports, reconstructStudies } from "dta-meta";
 *
 * const csv = "study,n,sens,spec,acc,ppv\nJang,101,91.1,68.9,81.2,78.5\nKim,200,85,90,88,";
 * const [jang, kim] = reconstructStudies(readReports(csv));
 * jang?.table; // { tp: 51, fp: 14, fn: 5, tn: 31 }
 * kim?.reconstruction.count; // 56
 * kim?.choice; // "central"
 * ```
 */
export function reconstructStudies(
  reports: readonly StudyReport[],
  options: ReconstructStudiesOptions = {},
): ReconstructedStudy[] {
  checkOptions(options);
  const { choose = "central", includeUnderdetermined = false, ...rest } = options;
  checkChoice("choose", choose, ["unique", "central", "closest"]);
  checkArray("reports", reports, "an array of reports, such as readReports gives");
  return reports.map((study, i) => {
    checkObject(`reports[${i}]`, study, "{ id, report }");
    const reconstruction = verdictOf(study.report, rest);
    return { ...study, reconstruction, ...chooseTable(study, reconstruction, choose, includeUnderdetermined) };
  });
}

function chooseTable(
  { report }: StudyReport,
  reconstruction: Reconstruction,
  choose: TableChoice,
  includeUnderdetermined: boolean,
): Pick<ReconstructedStudy, "table" | "choice"> {
  const { status, closest, rounding, tables: listed } = reconstruction;
  if (status === "unique" && listed[0] !== undefined) return { table: listed[0], choice: "only" };
  if (status === "inconsistent" && choose === "closest" && closest !== null)
    return { table: closest, choice: "closest" };
  const several = status === "ambiguous" || (status === "underdetermined" && includeUnderdetermined);
  const candidates = status === "unique" || (several && choose !== "unique") ? findCandidates(report, rounding) : null;
  if (candidates === null) return { table: null, choice: null };
  const tables = candidates.list(CENTRAL_OF) ?? candidates.sample(CENTRAL_OF, seededRandom(CENTRAL_SEED));
  return { table: centralTable(tables), choice: candidates.count === 1 ? "only" : "central" };
}

/** Tables among which the central one is chosen, and the seed by which they are drawn where there are more. */
const CENTRAL_OF = 2_000;
const CENTRAL_SEED = 1;

const cells = ["tp", "fp", "fn", "tn"] as const;

/** The table nearest to the mean of these (one or more); the first of equals. */
export function centralTable(tables: readonly TwoByTwo[]): TwoByTwo {
  const means = cells.map((cell) => tables.reduce((sum, table) => sum + table[cell], 0) / tables.length);
  const distance = (table: TwoByTwo): number =>
    cells.reduce((sum, cell, i) => sum + square(table[cell] - means[i]!) / (means[i]! + 0.5), 0);
  return tables.reduce((best, table) => (distance(table) < distance(best) ? table : best));
}
