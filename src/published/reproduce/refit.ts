import { DtaError } from "../../base/errors.js";
import { given } from "../../base/given.js";
import type { ProgramOutput } from "../../programs/program-output.js";
import { optionsOf, type ProgramName, type ProgramOptions, runProgram } from "../../programs/run-program.js";
import type { Study } from "../../tables/study.js";
import { conventionOf } from "../identify/identify.js";
import { type PrintedQuantity, printedQuantities, type QuantityPart } from "../printed-quantities.js";
import type { PublishedReport, PublishedResult } from "../schema.js";
import { type ComparedNumber, compareNumber, uncheckable } from "./compare-number.js";
import type { RefitRequest } from "./library/models.js";
import { type LibraryResults, libraryResults } from "./library-results.js";

/** What a result was refitted by. */
export interface Refit {
  readonly output: ProgramOutput;
  /** `null` where a model of the library was asked for by name. */
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
    if (quantity !== undefined) return { quantity, overSeeds: null };
    const { model = "binomial", ...settings } = own;
    const request = { model, options: given({ ...settings, by: covariate }) } as RefitRequest;
    results ??= libraryResults(studies, request).results;
    return results(name);
  };
}

/** A number against the library's; one drawn by no named seed, and not the same by its own, against those of several seeds. */
function compareWithLibrary(library: LibraryResults, quantity: PrintedQuantity, part: QuantityPart): ComparedNumber {
  const made = library(quantity.name);
  if (typeof made === "string") return uncheckable(made);
  const compared = compareNumber(quantity, part, made?.quantity, "dta-meta");
  return compared.status !== "off" || made?.overSeeds == null
    ? compared
    : compareNumber(quantity, part, made.overSeeds(), "dta-meta");
}

/** Compares a number with the program's own, or, where it prints none, with what the library gives of the same model. */
export function compareWith(refit: Refit, quantity: PrintedQuantity, part: QuantityPart): ComparedNumber {
  const { output, program, library } = refit;
  if (program === null) return compareWithLibrary(library, quantity, part);
  const own = compareNumber(quantity, part, output.quantities[quantity.name], output.program);
  const given = output.quantities[quantity.name];
  if (own.computed !== null || given?.[part] === null || given?.doubt !== undefined) return own;
  const compared = compareWithLibrary(library, quantity, part);
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

/** The model of the library that a result names; one that names a program asks for that. */
export function requestOf(report: PublishedReport, result: PublishedResult): RefitRequest | undefined {
  return result.refit ?? (result.as === undefined ? report.refit : undefined);
}

/** The result refitted by a model of the library that the file names with its options. */
function refitByLibrary(request: RefitRequest, studies: readonly Study[]): Refit {
  const { results, fitted } = libraryResults(studies, request);
  const { label, k, notes } = fitted();
  return {
    output: { program: "dta-meta", label, k, quantities: {}, notes },
    program: null,
    library: results,
    notes,
  };
}

/** The result refitted by the program or model that the file names, or by the program that its numbers point to. */
export function refitOf(report: PublishedReport, result: PublishedResult, studies: readonly Study[]): Refit | string {
  const request = requestOf(report, result);
  if (request !== undefined) return refitByLibrary(request, studies);
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
