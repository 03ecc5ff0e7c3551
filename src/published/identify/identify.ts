import { checkOptions } from "../../base/check-options.js";
import { DtaError, InputError } from "../../base/errors.js";
import type { ProgramOutput } from "../../programs/program-output.js";
import { heldAgainst } from "../../programs/run-program.js";
import { sharingFits } from "../../programs/shared-fit.js";
import { checkStudies } from "../../tables/check-studies.js";
import type { Study } from "../../tables/study.js";
import { parsePublished, parsePublishedResult } from "../parse-published.js";
import { numbersOf, printedQuantities } from "../printed-quantities.js";
import { type StudyFilter, selectStudies } from "../reproduce/select-studies.js";
import type { PublishedReport, PublishedResult } from "../schema.js";
import { type Candidate, isRow, tally } from "./candidate.js";
import { type Convention, conventions } from "./conventions.js";
import { conclude, type Identification, type ResultIdentification, together } from "./identify-conclusion.js";
import type { Verdict } from "./rank.js";

/** What `identify` needs beside data and numbers. */
export interface IdentifyOptions {
  /** Evaluates `where` expressions; see `reproduce`. */
  readonly filter?: StudyFilter;
}

const REGRESSION = /^(levels|coefficients|relative|difference|logRelative|wald)\.|^tests\.(joint|covariate)/;

/** Covariates that a meta-regression may have been made on: the one named, or those with two values. */
function covariatesOf(result: PublishedResult, studies: readonly Study[]): string[] {
  if (![...printedQuantities(result).keys()].some((name) => REGRESSION.test(name))) return [];
  if (result.options?.covariate !== undefined) return [result.options.covariate];
  const names = [...new Set(studies.flatMap(({ covariates }) => Object.keys(covariates ?? {})))];
  return names
    .filter((name) => new Set(studies.map(({ covariates }) => covariates?.[name] ?? null)).size === 2)
    .slice(0, 4);
}

function isReport(printed: unknown): boolean {
  return typeof printed === "object" && printed !== null && ("results" in printed || "data" in printed);
}

function read(printed: unknown): Pick<PublishedReport, "results" | "options"> {
  if (isReport(printed)) return parsePublished(printed);
  return { results: [parsePublishedResult(printed)], options: undefined };
}

/** Runs a convention on studies; the key tells apart what is run of one paper. */
export type Runner = (convention: Convention, studies: readonly Study[], key: string) => ProgramOutput | string;

/** Runs conventions on studies, each once. */
export function runner(): Runner {
  const known = new Map<string, ProgramOutput | string>();
  return (convention, studies, key) => {
    const name = `${convention.id} ${convention.settings} ${key}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    let output: ProgramOutput | string;
    try {
      output = convention.run(studies);
    } catch (error) {
      if (!(error instanceof DtaError)) throw error;
      output = error.message;
    }
    known.set(name, output);
    return output;
  };
}

/**
 * Finds out how a paper came to its numbers. The studies are pooled under every convention: midas, metandi (5, 7 and 9
 * points), metadta, lme4, MetaDTA, RevMan's parameters, MetaDAS, Meta-DiSc 2.0, mada (REML and ML, both corrections), Meta-DiSc 1.4 (both models), metandi2, R's meta
 * (three scales, three estimators of τ², Hartung–Knapp); the exact and the normal bivariate models; plain sums with five kinds of
 * interval; and, where the printed numbers are of a meta-regression, those of midas, mada, metadta and meqrlogit.
 *
 * Numbers agree as in `reproduce`, within the rounding of their digits. Conventions are ranked by the numbers that they
 * contradict; what a program doesn't print is neither for nor against it, and rows of single studies decide only between
 * conventions that the pooled numbers leave alike. How sure the answer is, `verdict` and `falseMatchProbability` say; random
 * numbers come from nowhere (`none`).
 *
 * @param printed one set of pooled numbers (a result of the format), or a whole file, whose results are also taken together
 * @throws InputError on malformed input, or where nothing is printed that could be compared (`nothing-printed`)
 *
 * @example
 * ```ts
 * import { identify, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const printed = { sensitivity: { estimate: "0.8071026" }, hsroc: { lambda: "3.348875" } };
 * identify(readStudies(csv), printed).programs; // ["metandi"]
 * ```
 */
export function identify(studies: readonly Study[], printed: unknown, options: IdentifyOptions = {}): Identification {
  checkStudies(studies);
  checkOptions(options);
  return identifyBy(runner(), studies, printed, options);
}

/** The same with a runner that may know outputs already. */
export function identifyBy(
  run: Runner,
  studies: readonly Study[],
  printed: unknown,
  options: IdentifyOptions = {},
): Identification {
  const report = read(printed);
  const tallied: { readonly numbers: number; readonly candidates: readonly Candidate[] }[] = [];
  const results = report.results.flatMap((given, index): ResultIdentification[] => {
    // a model of the library, not a program, made these
    if (given.refit !== undefined) return [];
    const result = { ...given, options: { ...report.options, ...given.options } };
    const printedHere = [...printedQuantities(result).values()];
    const numbers = printedHere.filter(({ name }) => !isRow(name)).flatMap(numbersOf).length;
    if (printedHere.length === 0) return [];
    const chosen = sharingFits(selectStudies(studies, result, index, options.filter));
    const key = JSON.stringify(result.where ?? null);
    const { prior, priorSd } = result.options;
    const candidates = conventions(covariatesOf(result, chosen), prior, priorSd).map((convention): Candidate => {
      const output = run(convention, chosen, key);
      const failed = typeof output === "string";
      const { id, program, description } = convention;
      const held = program === null ? null : heldAgainst(program);
      return {
        id,
        program,
        heldAgainst: held,
        description,
        ...tally(result, failed ? null : output),
        failure: failed ? output : null,
      };
    });
    tallied.push({ numbers, candidates });
    return [conclude(result.id ?? String(index + 1), numbers, candidates)];
  });
  if (results.length === 0) {
    throw new InputError("nothing-printed", "there are no printed numbers to compare with.", {
      where: "printed",
      wanted: "at least one quantity, such as sensitivity",
    });
  }
  return together(results, tallied);
}

/** The convention that explains one result best, with its output; `null` where none does. */
export function conventionOf(
  studies: readonly Study[],
  result: PublishedResult,
): { readonly candidate: Candidate; readonly output: ProgramOutput; readonly verdict: Verdict } | null {
  const run = runner();
  if ([...printedQuantities(result).values()].length === 0) return null;
  const { where: _, ...printed } = result;
  const [found] = identifyBy(run, studies, printed).results;
  const candidate = found?.candidates.find(({ id }) => id === found.best[0]);
  if (found === undefined || candidate === undefined) return null;
  const { prior, priorSd } = result.options ?? {};
  const convention = conventions(covariatesOf(result, studies), prior, priorSd).find(({ id }) => id === candidate.id);
  return convention === undefined ? null : { candidate, output: convention.run(studies), verdict: found.verdict };
}
