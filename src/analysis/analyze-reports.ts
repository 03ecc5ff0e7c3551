import { checkOptions } from "../base/check-options.js";
import { checkArray, checkCount } from "../base/checks.js";
import { DtaError } from "../base/errors.js";
import { given } from "../base/given.js";
import { stopIfAborted } from "../base/interruptible.js";
import { auc } from "../inference/curve/auc.js";
import type { LongRun } from "../inference/influence/progress.js";
import { aucInterval, type MeanInterval } from "../inference/point/mean-interval.js";
import { summaryPoint } from "../inference/point/summary-point.js";
import type { BivariateFit, Warning } from "../models/fit.js";
import { refit } from "../models/models.js";
import { seededRandom } from "../numeric/random/random.js";
import type { RoundingMode } from "../reconstruct/read/printed-number.js";
import type { StudyReport } from "../reconstruct/read-reports.js";
import type { Reconstruction } from "../reconstruct/reconstruct.js";
import { findCandidates } from "../reconstruct/search/candidates.js";
import { verdictOf } from "../reconstruct/verdict.js";
import type { Study, TwoByTwo } from "../tables/study.js";
import { type Analysis, type AnalyzeOptions, analyze } from "./analyze.js";
import { centralTable, combinationsOf } from "./combinations.js";

/** Options of `analyzeReports`; those of `analyze` beside them go to the analysis. */
export interface AnalyzeReportsOptions extends AnalyzeOptions, LongRun {
  /** How the papers rounded; see `reconstruct`. */
  readonly rounding?: RoundingMode;
  /** Combinations of consistent tables that are fitted at most. Default 200. */
  readonly combinations?: number;
  /** Of the draw where there are more combinations. Default 1. */
  readonly seed?: number;
  /** What becomes of a report that no table fits: left out (default), or its closest table taken. */
  readonly inconsistent?: "leave-out" | "closest";
  /** What becomes of a report that leaves the cells almost free (see `reconstruct`): left out (default), or pooled like the others. */
  readonly underdetermined?: "leave-out" | "include";
}

/** What one report came to. */
export interface ReportOutcome {
  /** Name of the study. */
  readonly id: string;
  /** Whether one table fits the report, several do, none does, or there is no end to them. */
  readonly status: Reconstruction["status"];
  /** Consistent tables; `null` where they can't be counted. */
  readonly count: number | null;
  /** Least and greatest count of each cell over the consistent tables; `null` where there are none, or no end to them. */
  readonly ranges: Reconstruction["ranges"];
  /** The table of the central analysis: the only one, the one nearest to the middle of all, or the closest. */
  readonly table: TwoByTwo | null;
  /** Why the study is not in the analysis, or with what reserve it is; `null` where there is nothing to say. */
  readonly reason: string | null;
}

/** How far a pooled estimate moves when the tables move within what was printed. */
export interface ReconstructionRange {
  /** At the central tables; `null`, as the others, where it is not defined. */
  readonly central: number | null;
  /** The lowest estimate of all combinations. */
  readonly lowest: number | null;
  /** The highest estimate of all combinations. */
  readonly highest: number | null;
  /** The lowest lower and the highest upper confidence limit of all combinations. */
  readonly lowestLimit: number | null;
  /** The highest upper confidence limit of all combinations. */
  readonly highestLimit: number | null;
}

/** Measures whose range is followed. */
export type RangedMeasure = "sensitivity" | "specificity" | "plr" | "nlr" | "dor" | "auc";

/** A meta-analysis of reports: the analysis of their central tables, and what reconstruction alone does to it. */
export interface ReportsAnalysis {
  /** Changes when the shape of this object does. */
  readonly schema: "dta-meta/reports-analysis/1";
  /** What each report came to, in the order given. */
  readonly reports: readonly ReportOutcome[];
  /** Of the central tables. */
  readonly analysis: Analysis;
  /** Combinations of consistent tables that were fitted. */
  readonly combinations: {
    /** Of one consistent table a study; `null` where there are more than 2⁵³. */
    readonly total: number | null;
    /** Combinations that were fitted. */
    readonly fitted: number;
    /** Fits that did not converge; they are not in the ranges. */
    readonly failed: number;
    /** Whether all combinations were fitted, so that the ranges are exact. */
    readonly exhaustive: boolean;
    /** Seed of the draw; it matters where not all were fitted. */
    readonly seed: number;
  };
  /** `null` where nothing was pooled. */
  readonly ranges: Readonly<Record<RangedMeasure, ReconstructionRange>> | null;
  /** What a reader has to know before using the numbers. */
  readonly warnings: readonly Warning[];
}

/** Tables of one study that are listed; of more, a sample is drawn. */
const LISTED = 1_000;

interface Prepared {
  readonly outcome: ReportOutcome;
  /** The tables to be tried: all of them, or a sample. */
  readonly tables: readonly TwoByTwo[];
  readonly complete: boolean;
}

/**
 * Pools studies that report metrics instead of tables. Every report is reconstructed into all integer tables that its
 * printed numbers allow; the analysis uses the central one of each, and the model is fitted again over the combinations of
 * consistent tables (all of them while there are at most `combinations`, a seeded Latin hypercube sample beyond), so that the
 * range that reconstruction alone causes stands beside the confidence interval.
 *
 * Reports that no table fits, or that leave the table open without end or almost free, are left out by name, with the reason.
 *
 * @throws InputError as `reconstruct` and `analyze` do; whatever `signal` gives as its reason, when aborted
 *
 * @example
 * ```ts
 * import { analyzeReports, readReports } from "dta-meta";
 *
 * const csv =
 *   "study,diseased,non_diseased,sens,spec\nA,56,839,84,88\nB,177,1815,71,85\nC,29,204,66,94\nD,39,354,92,78\n" +
 *   "E,149,1170,87,82";
 * const { analysis, ranges } = analyzeReports(readReports(csv), { combinations: 20 });
 * analysis.summary?.sensitivity.estimate.toFixed(3); // "0.804"
 * ranges?.specificity.lowest?.toFixed(3); // "0.856"
 * ranges?.specificity.highest?.toFixed(3); // "0.861"
 * ```
 */
export function analyzeReports(reports: readonly StudyReport[], options: AnalyzeReportsOptions = {}): ReportsAnalysis {
  checkOptions(options);
  checkArray("reports", reports, "an array of reports, such as readReports gives");
  const {
    rounding = "nearest",
    combinations = 200,
    seed = 1,
    inconsistent = "leave-out",
    underdetermined = "leave-out",
    onProgress,
    signal,
    ...rest
  } = options;
  checkCount("combinations", combinations, 1);
  const prepared = reports.map((report, i) =>
    prepare(report, i, { rounding, combinations, seed, inconsistent, underdetermined }),
  );
  const studyOf = (i: number, table: TwoByTwo): Study => {
    const { id, cluster, covariates } = reports[i]!;
    return {
      id,
      ...table,
      ...given({ cluster, covariates }),
    };
  };
  const used = prepared.flatMap(({ tables }, i) => (tables.length > 0 ? [i] : []));
  const analysis = analyze(
    used.map((i) => studyOf(i, prepared[i]!.outcome.table!)),
    rest,
  );
  const picked = combinationsOf(
    used.map((i) => prepared[i]!.tables.length),
    combinations,
    seed,
  );
  const complete = used.every((i) => prepared[i]!.complete);
  const { fit } = analysis;
  const plain = fit !== null && fit.design.moderators.length === 0 ? fit : null;
  const fits: BivariateFit[] = [];
  let failed = 0;
  if (plain !== null) {
    picked.picks.forEach((pick, done) => {
      stopIfAborted(signal);
      const studies = used.map((i, j) => studyOf(i, prepared[i]!.tables[pick[j]!]!));
      const next = refitOrNull(plain, studies);
      if (next?.convergence.converged) fits.push(next);
      else failed++;
      onProgress?.(done + 1, picked.picks.length);
    });
  }
  return {
    schema: "dta-meta/reports-analysis/1",
    reports: prepared.map(({ outcome }) => outcome),
    analysis,
    combinations: {
      total: complete ? picked.total : totalOf(used.map((i) => prepared[i]!.outcome.count)),
      fitted: plain === null ? 0 : picked.picks.length,
      failed,
      exhaustive: picked.exhaustive && complete,
      seed,
    },
    ranges: plain === null ? null : rangesOf(plain, fits, rest.interval),
    warnings: warningsOf(prepared, failed),
  };
}

function prepare(
  { id, report }: StudyReport,
  index: number,
  options: Required<
    Pick<AnalyzeReportsOptions, "rounding" | "combinations" | "seed" | "inconsistent" | "underdetermined">
  >,
): Prepared {
  const { rounding, combinations, seed, inconsistent, underdetermined } = options;
  const { status, count, ranges, tables, closest, conflicts, missing } = verdictOf(report, {
    rounding,
    limit: LISTED,
  });
  const outcome = (table: TwoByTwo | null, reason: string | null): ReportOutcome => ({
    id,
    status,
    count,
    ranges,
    table,
    reason,
  });
  if (status === "inconsistent") {
    const [first = "", ...more] = conflicts;
    const others =
      more.length === 0 ? "" : ` (and ${more.length} more ${more.length === 1 ? "conflict" : "conflicts"})`;
    const why = `no table fits what is printed: ${first.replace(/\.$/, "")}${others}`;
    if (inconsistent === "closest" && closest !== null) {
      return { outcome: outcome(closest, `${why}; the closest table was taken`), tables: [closest], complete: true };
    }
    return { outcome: outcome(null, why), tables: [], complete: true };
  }
  const free = status === "underdetermined";
  if (free && (count === null || underdetermined === "leave-out")) {
    const help = missing.length > 0 ? `; one of these would help: ${missing.join(", ")}` : "";
    const what = count === null ? "the tables without end" : "the cells almost free";
    return { outcome: outcome(null, `what is printed leaves ${what}${help}`), tables: [], complete: true };
  }
  const reserve = free ? "what is printed leaves the cells almost free; the central table of all is a guess" : null;
  if (count !== null && count <= LISTED)
    return { outcome: outcome(centralTable(tables), reserve), tables, complete: true };
  const sample = findCandidates(report, rounding)?.sample(combinations, seededRandom(seed, index)) ?? tables;
  return { outcome: outcome(centralTable(sample), reserve), tables: sample, complete: false };
}

/** A fit of other tables; `null` where these can't be fitted at all. */
function refitOrNull(fit: BivariateFit, studies: readonly Study[]): BivariateFit | null {
  try {
    return refit(fit, studies);
  } catch (error) {
    if (error instanceof DtaError) return null;
    throw error;
  }
}

function totalOf(counts: readonly (number | null)[]): number | null {
  const total = counts.reduce<number>((product, count) => product * (count ?? Number.POSITIVE_INFINITY), 1);
  return total <= Number.MAX_SAFE_INTEGER ? total : null;
}

interface Limits {
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

const MEASURES: readonly RangedMeasure[] = ["sensitivity", "specificity", "plr", "nlr", "dor", "auc"];

function rangesOf(
  central: BivariateFit,
  fits: readonly BivariateFit[],
  interval: MeanInterval = "z",
): Record<RangedMeasure, ReconstructionRange> | null {
  const answers = (fit: BivariateFit): Record<RangedMeasure, Limits> => ({
    ...summaryPoint(fit, { interval }),
    auc: auc(fit, aucInterval(interval)),
  });
  const own = answers(central);
  const all = [own, ...fits.map(answers)];
  const known = (measure: RangedMeasure, part: keyof Limits): number[] =>
    all.flatMap((answer) => answer[measure][part] ?? []);
  const least = (values: readonly number[]): number | null => (values.length > 0 ? Math.min(...values) : null);
  const most = (values: readonly number[]): number | null => (values.length > 0 ? Math.max(...values) : null);
  const entries = MEASURES.map((measure) => {
    const estimates = known(measure, "estimate");
    return [
      measure,
      {
        central: own[measure].estimate,
        lowest: least(estimates),
        highest: most(estimates),
        lowestLimit: least(known(measure, "lower")),
        highestLimit: most(known(measure, "upper")),
      },
    ];
  });
  return Object.fromEntries(entries) as Record<RangedMeasure, ReconstructionRange>;
}

function warningsOf(prepared: readonly Prepared[], failed: number): Warning[] {
  const warnings = prepared.flatMap(({ outcome: { id, reason, table, status } }): Warning[] => {
    if (reason === null) return [];
    const code =
      table === null ? "not-reconstructed" : status === "inconsistent" ? "closest-table" : "cells-almost-free";
    return [{ code, message: table === null ? `${id} was left out: ${reason}.` : `${id}: ${reason}.` }];
  });
  if (failed > 0) {
    warnings.push({
      code: "combinations-failed",
      message: `${failed} combinations of tables could not be fitted; the ranges are without them.`,
    });
  }
  return warnings;
}
