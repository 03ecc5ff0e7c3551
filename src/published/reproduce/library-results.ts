import { type Analysis, type AnalyzeOptions, analyze } from "../../analysis/analyze.js";
import { DtaError } from "../../base/errors.js";
import { mosesLittenberg } from "../../inference/curve/moses-littenberg.js";
import { empiricalBayes } from "../../inference/point/empirical-bayes.js";
import { poolUnivariate } from "../../inference/univariate/univariate.js";
import type { BivariateFit } from "../../models/fit.js";
import { type ProgramQuantity, significant } from "../../programs/program-output.js";
import type { Study } from "../../tables/study.js";
import { QUANTITY_PARTS } from "../printed-quantities.js";

/** The library's number of a name, `undefined` where none of its results has it. */
export type LibraryResults = (name: string) => ProgramQuantity | undefined;

/** Results beside those of `analyze`, by the name that a path begins with. */
const RESULTS: Readonly<Record<string, (fit: BivariateFit | null, studies: readonly Study[]) => unknown>> = {
  empiricalBayes: (fit) => fit && empiricalBayes(fit),
  mosesLittenberg: (_, studies) => mosesLittenberg(studies),
  univariate: (_, studies) =>
    Object.fromEntries(
      (["sensitivity", "specificity", "plr", "nlr", "dor"] as const).map((measure) => [
        measure,
        poolUnivariate(studies, { measure }).overall,
      ]),
    ),
};

/** What tells the elements of an array apart: a study, a level, an outcome with its term. */
const KEYS = ["id", "omitted", "level", "term", "name", "covariate", "measure"] as const;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** An element by its place or by what it is called; names of studies may have points in them. */
function elementOf(
  list: readonly unknown[],
  path: readonly string[],
): { inner: unknown; rest: readonly string[] } | null {
  const [first = ""] = path;
  if (/^\d+$/.test(first) && Number(first) < list.length) return { inner: list[Number(first)], rest: path.slice(1) };
  for (let length = path.length; length > 0; length--) {
    const name = path.slice(0, length).join(".");
    const inner = list.find((one) => isRecord(one) && KEYS.some((key) => one[key] === name));
    if (inner !== undefined) return { inner, rest: path.slice(length) };
  }
  return null;
}

/** The number, or estimate with its parts, at a path of a result. */
function quantityAt(result: unknown, path: readonly string[]): ProgramQuantity | undefined {
  const format = significant(6);
  if (path.length === 0) {
    if (result === null || typeof result === "number") return { estimate: result, format };
    if (!isRecord(result)) return undefined;
    const parts = QUANTITY_PARTS.filter((part) => result[part] === null || typeof result[part] === "number");
    return parts.length === 0
      ? undefined
      : { ...Object.fromEntries(parts.map((part) => [part, result[part]])), format };
  }
  if (Array.isArray(result)) {
    const found = elementOf(result, path);
    return found === null ? undefined : quantityAt(found.inner, found.rest);
  }
  const [first = "", ...rest] = path;
  return isRecord(result) && Object.hasOwn(result, first) ? quantityAt(result[first], rest) : undefined;
}

/**
 * Every number of the library's results by its path: those of an `Analysis` (`heterogeneity.sensitivity.medianOddsRatio`,
 * `predictionIntervals.specificity`, `leaveOneOut.Smith 2004.summary.dor`), and of `empiricalBayes`, `mosesLittenberg`
 * and `univariate` (`univariate.plr.tauSquared`). Nothing is computed before it is asked for.
 */
export function libraryResults(studies: readonly Study[], options: AnalyzeOptions): LibraryResults {
  const known = new Map<string, unknown>();
  const once = <T>(name: string, make: () => T): T | null => {
    if (!known.has(name)) {
      try {
        known.set(name, make());
      } catch (error) {
        if (!(error instanceof DtaError)) throw error;
        known.set(name, null);
      }
    }
    return known.get(name) as T | null;
  };
  const analysis = (): Analysis | null => once("analysis", () => analyze(studies, options));
  return (name) => {
    const [first = "", ...rest] = name.split(".");
    const own = RESULTS[first];
    const result = own === undefined ? analysis() : once(first, () => own(analysis()?.fit ?? null, studies));
    return quantityAt(result, own === undefined ? [first, ...rest] : rest);
  };
}
