import type { AnalyzeOptions } from "../../analysis/options.js";
import { DtaError } from "../../base/errors.js";
import { given } from "../../base/given.js";
import type { ProgramOutput } from "../../programs/program-output.js";
import { optionsOf, type ProgramName, type ProgramOptions, runProgram } from "../../programs/run-program.js";
import type { Study } from "../../tables/study.js";
import { conventionOf } from "../identify/identify.js";
import { type PrintedQuantity, printedQuantities, type QuantityPart } from "../printed-quantities.js";
import type { PublishedReport, PublishedResult } from "../schema.js";
import { type ComparedNumber, compareNumber } from "./compare-number.js";
import { type LibraryResults, libraryResults } from "./library-results.js";

/** What a result was refitted by. */
export interface Refit {
  readonly output: ProgramOutput;
  readonly program: ProgramName | null;
  /** What the library's own functions give of the same model, by name, for what the program does not print. */
  readonly library: LibraryResults;
  readonly notes: readonly string[];
}

/** The library's quantities of the model that a program fits, those by the program's names before those by their own. */
function libraryOf(program: ProgramName | null, studies: readonly Study[], options: ProgramOptions): LibraryResults {
  let made: ProgramOutput | null | undefined;
  let results: LibraryResults | undefined;
  const { method, correction, prior, nodes, covariate } = options;
  const own: ProgramOptions =
    program === "mada"
      ? { model: "reitsma", method, correction: { when: "all", ...correction }, prior }
      : program === "dta-meta"
        ? options
        : { prior, ...(program !== null && optionsOf(program).includes("nodes") ? { nodes } : {}) };
  const output = (): ProgramOutput | null => {
    if (made !== undefined) return made;
    try {
      made = runProgram("dta-meta", studies, own);
    } catch (error) {
      if (!(error instanceof DtaError)) throw error;
      made = null;
    }
    return made;
  };
  return (name) => {
    const quantity = output()?.quantities[name];
    if (quantity !== undefined) return quantity;
    const by = covariate === undefined ? {} : { by: covariate };
    results ??= libraryResults(studies, given({ minStudies: 2, ...own, ...by }) as AnalyzeOptions);
    return results(name);
  };
}

/** Compares a number with the program's own, or, where it prints none, with what the library gives of the same model. */
export function compareWith(refit: Refit, quantity: PrintedQuantity, part: QuantityPart): ComparedNumber {
  const { output, program, library } = refit;
  const own = compareNumber(quantity, part, output.quantities[quantity.name], output.program);
  if (own.computed !== null || output.quantities[quantity.name]?.[part] === null) return own;
  const compared = compareNumber(quantity, part, library(quantity.name), "dta-meta");
  if (compared.computed !== null) {
    return {
      ...compared,
      note: `${output.program} prints no ${part === "estimate" ? quantity.name : `${part} of ${quantity.name}`}; this is dta-meta's value of its model`,
    };
  }
  const needsPrior =
    /^fagan\.|^frequencies\.|^predv_/.test(quantity.name) && program !== null && optionsOf(program).includes("prior");
  return needsPrior ? { ...own, note: `${own.note}; it needs the pre-test probability: give options.prior` } : own;
}

/** The result refitted by the program that the file names, or by the one that its numbers point to. */
export function refitOf(report: PublishedReport, result: PublishedResult, studies: readonly Study[]): Refit | string {
  const named = result.as ?? report.as;
  const printedPrior = printedQuantities(result).get("fagan.prior")?.estimate;
  const given = { ...report.options, ...result.options };
  const knowsPrior = named !== undefined && optionsOf(named).includes("prior");
  const prior =
    given.prior ??
    (knowsPrior && printedPrior?.bound === "none" && printedPrior.value > 0 && printedPrior.value < 1
      ? printedPrior.value
      : undefined);
  const options = prior === undefined ? given : { ...given, prior };
  if (named !== undefined) {
    const output = runProgram(named, studies, options);
    return { output, program: named, library: libraryOf(named, studies, options), notes: output.notes };
  }
  const made = conventionOf(studies, { ...result, options });
  if (made === null)
    return "the file doesn't say whose conventions made the number (as), and no known program explains it";
  const { output, candidate, verdict } = made;
  const sure =
    verdict === "must" ? "the numbers point to it alone" : "the numbers are consistent with it, or nearest to it";
  return {
    output,
    program: candidate.program,
    library: libraryOf(candidate.program, studies, options),
    notes: [`The file names no program; compared as if the paper ${candidate.description}: ${sure}.`, ...output.notes],
  };
}
