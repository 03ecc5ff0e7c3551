import { checkNames } from "../../base/check-options.js";
import { InputError } from "../../base/errors.js";
import type { PartialEstimate } from "../../base/estimate.js";
import type { ComparativeFit } from "../../models/comparative/comparative-fit.js";
import { unknownTest } from "../../models/comparative/rows.js";
import { betaCdf } from "../../numeric/distributions/beta-distribution.js";
import { normalUpperQuantile } from "../../numeric/distributions/normal.js";
import { exp, log } from "../../numeric/elementary.js";
import { findRoot } from "../../numeric/optimize/root.js";
import type { TwoByTwo } from "../../tables/study.js";
import { rowsByStudy } from "./evidence.js";

/** People by the results of two tests: both positive, the first alone, the second alone, neither. */
export type JointCounts = readonly [both: number, firstOnly: number, secondOnly: number, neither: number];

/** The joint table of two tests that a study applied to the same people. */
export interface JointTable {
  /** The study, as its rows name it. */
  readonly study: string;
  /** The two tests. */
  readonly tests: readonly [first: string, second: string];
  /** People with the target condition. */
  readonly diseased: JointCounts;
  /** People without it. */
  readonly nonDiseased: JointCounts;
}

/** Two paired proportions of one study. */
export interface PairedProportions {
  /** People. */
  readonly n: number;
  /** Correct by the test and wrong by the reference. */
  readonly testAlone: number;
  /** Correct by the reference and wrong by the test. */
  readonly referenceAlone: number;
  /** Test over reference, with the constrained score interval for paired proportions. */
  readonly ratio: PartialEstimate;
  /** McNemar's exact test: two-sided binomial P of the discordant people; `null` without any. */
  readonly mcNemar: number | null;
}

/** One study's paired comparison of two tests. */
export interface PairedTable {
  /** The study. */
  readonly study: string;
  /** The test above the line. */
  readonly test: string;
  /** The test below it. */
  readonly reference: string;
  /** Sensitivity of the two. */
  readonly sensitivity: PairedProportions;
  /** Specificity of the two. */
  readonly specificity: PairedProportions;
}

/** P(X ≤ x) of a binomial with p = ½. */
const halfBinomial = (x: number, n: number): number => (x >= n ? 1 : 1 - betaCdf(0.5, x + 1, n - x));

/** McNemar's exact P: twice the smaller tail of the discordant pairs at ½. */
function mcNemar(b: number, c: number): number | null {
  return b + c === 0 ? null : Math.min(1, 2 * halfBinomial(Math.min(b, c), b + c));
}

/**
 * The ratio of two paired proportions with the constrained score interval (Nam & Blackwelder 2002, Stat Med 21:689,
 * doi:10.1002/sim.1017): all φ with n (p̂1 − φ p̂2)² ≤ z² φ (p̃10 + p̃01), the discordant probabilities of greatest likelihood
 * where p1 = φ p2.
 */
export function pairedRatio([both, first, second, neither]: JointCounts, level: number): PartialEstimate {
  const n = both + first + second + neither;
  const [x1, x2] = [both + first, both + second];
  if (n === 0 || x1 + x2 === 0) return { estimate: null, lower: null, upper: null, level };
  const critical = normalUpperQuantile((1 - level) / 2);
  const [p10, p01, rest] = [first / n, second / n, (n - neither) / n];
  const score = (logRatio: number): number => {
    const ratio = exp(logRatio);
    // the root of (1 + φ) q² + ((1 + φ)(φ − 1) s − p01 − φ² p10) q − p01 (φ − 1) s = 0 that leaves p10 ≥ 0
    const shift = (ratio - 1) * rest;
    const linear = (1 + ratio) * shift - p01 - ratio * ratio * p10;
    const discriminant = Math.max(0, linear * linear + 4 * (1 + ratio) * p01 * shift);
    const q01 = Math.max(0, (Math.sqrt(discriminant) - linear) / (2 * (1 + ratio)));
    const q10 = Math.max(0, (q01 + shift) / ratio);
    const deviation = x1 / n - (ratio * x2) / n;
    return deviation === 0 ? 0 : (Math.sqrt(n) * deviation) / Math.sqrt(ratio * (q10 + q01));
  };
  const estimate = x2 === 0 ? null : x1 / x2;
  const centre = x2 === 0 ? 40 : x1 === 0 ? -40 : log(x1 / x2);
  const limit = (sign: 1 | -1): number | null => {
    if (sign > 0 ? x1 === 0 : x2 === 0) return sign > 0 ? 0 : null;
    const end = sign * -40;
    return exp(
      findRoot((t) => score(t) - sign * critical, Math.min(centre, end), Math.max(centre, end), { tolerance: 1e-13 }),
    );
  };
  return { estimate, lower: limit(1), upper: limit(-1), level };
}

const swapped = ([both, first, second, neither]: JointCounts): JointCounts => [both, second, first, neither];
/** Negative results of both, the first alone, … in place of positive ones. */
const reversed = ([both, first, second, neither]: JointCounts): JointCounts => [neither, second, first, both];

function proportions(counts: JointCounts, level: number): PairedProportions {
  return {
    n: counts.reduce((sum, count) => sum + count, 0),
    testAlone: counts[1],
    referenceAlone: counts[2],
    ratio: pairedRatio(counts, level),
    mcNemar: mcNemar(counts[1], counts[2]),
  };
}

/** Refuses a joint table that is none, or whose margins are not those of the study's rows. */
export function checkJoint(joint: readonly JointTable[], fit: ComparativeFit): void {
  const studies = new Map(rowsByStudy(fit).map(({ name, rows }) => [name, rows]));
  joint.forEach((table, i) => {
    const where = `joint[${i}]`;
    checkNames(where, table, ["study", "tests", "diseased", "nonDiseased"]);
    const rows = studies.get(table.study);
    if (rows === undefined) {
      throw new InputError("unknown-study", `${where}: no study is called "${table.study}".`, {
        where,
        got: table.study,
        wanted: "a study of the data",
      });
    }
    const wrong = [...table.diseased, ...table.nonDiseased].find((count) => !Number.isSafeInteger(count) || count < 0);
    if (wrong !== undefined || table.diseased.length !== 4 || table.nonDiseased.length !== 4) {
      throw new InputError("bad-count", `${where}: four whole numbers each of diseased and non-diseased are wanted.`, {
        where,
        got: wrong,
        wanted: "whole numbers ≥ 0",
      });
    }
    table.tests.forEach((test, position) => {
      const t = fit.tests.indexOf(test);
      if (t < 0) throw unknownTest(`${where}.tests`, test, fit.tests);
      const counts = ([both, first, second]: JointCounts): number => both + (position === 0 ? first : second);
      const margins: Pick<TwoByTwo, "tp" | "fp"> = { tp: counts(table.diseased), fp: counts(table.nonDiseased) };
      const total = (of: JointCounts): number => of.reduce((sum, count) => sum + count, 0);
      const fits = rows.some(
        (row) =>
          row.test === t &&
          row.table.tp === margins.tp &&
          row.table.fp === margins.fp &&
          row.table.tp + row.table.fn === total(table.diseased) &&
          row.table.fp + row.table.tn === total(table.nonDiseased),
      );
      if (fits) return;
      throw new InputError(
        "joint-margins",
        `${where}: the joint table of "${table.study}" has ${margins.tp} true and ${margins.fp} false positives of "${test}", which is not the 2×2 table of its row.`,
        { where, got: margins, wanted: `the margins of the row of "${test}"` },
      );
    });
  });
}

/** The paired comparisons of the joint tables, each in the direction of the fit: the reference below the line. */
export function pairedTables(joint: readonly JointTable[], fit: ComparativeFit, level: number): PairedTable[] {
  checkJoint(joint, fit);
  return joint.map(({ study, tests: [first, second], diseased, nonDiseased }) => {
    const turned = first === fit.reference;
    const of = (counts: JointCounts): JointCounts => (turned ? swapped(counts) : counts);
    return {
      study,
      test: turned ? second : first,
      reference: turned ? first : second,
      sensitivity: proportions(of(diseased), level),
      specificity: proportions(reversed(of(nonDiseased)), level),
    };
  });
}
