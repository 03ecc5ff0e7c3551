/**
 * Published numbers: held against themselves, refitted, traced to the program that made them, and read out of a paper.
 *
 * - {@link auditReport} finds contradictions in what a paper prints, by {@link auditRules}.
 * - {@link reproduce} refits the pooled estimates and compares number by number.
 * - {@link identify} says which program's conventions give the printed numbers, and how sure that is.
 * - {@link readPaper} reads a paper, whatever its format, and {@link extractPublished} the numbers of its text.
 * - {@link parsePublished} checks the format that all of them read; {@link publishedJsonSchema} is the format for editors.
 *
 * Bad input throws an `InputError` with a `code`: `bad-published` names the path of each field, what it holds and what it should.
 *
 * @module dta-meta/published
 */

export { DtaError, type ErrorDetail, InputError, InsufficientStudiesError } from "./base/errors.js";
export type { PrintFormat, ProgramOutput, ProgramQuantity } from "./programs/program-output.js";
export {
  type HeldAgainst,
  type ProgramName,
  type ProgramOptions,
  programNames,
  runProgram,
} from "./programs/run-program.js";
export { type Audit, auditReport } from "./published/audit/audit-report.js";
export type { AuditRule, Finding, RuleOutcome, Severity } from "./published/audit/rule.js";
export { auditRules } from "./published/audit/rules.js";
export { extractPublished } from "./published/extract/extract-published.js";
export type { Cell, Paper, PaperBlock } from "./published/extract/paper.js";
export { readPaperText } from "./published/extract/read/read-text.js";
export { paperEndings, readPaper } from "./published/extract/read-paper.js";
export type { Candidate } from "./published/identify/candidate.js";
export { type IdentifyOptions, identify } from "./published/identify/identify.js";
export type { Identification, ResultIdentification } from "./published/identify/identify-conclusion.js";
export type { Verdict } from "./published/identify/rank.js";
export { parsePublished } from "./published/parse-published.js";
export type { ComparedNumber, NumberStatus } from "./published/reproduce/compare-number.js";
export {
  type ReproducedNumber,
  type ReproducedResult,
  type ReproduceOptions,
  type Reproduction,
  type ReproductionCounts,
  reproduce,
} from "./published/reproduce/reproduce.js";
export type { StudyFilter } from "./published/reproduce/select-studies.js";
export {
  type PublishedReport,
  type PublishedResult,
  type PublishedStudy,
  publishedJsonSchema,
} from "./published/schema.js";
