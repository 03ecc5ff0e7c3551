import type { Analysis } from "../../analysis/analyze.js";
import { inWordsOf, REMEDIES, type Remedies } from "../../base/remedies.js";
import type { FileNote } from "../../tables/reading.js";
import { checkAnalysis } from "../check-analysis.js";
import { type Block, type Document, heading, paragraph } from "../render/document.js";
import { count } from "../render/format.js";
import { type NumberStyle, numbersOf } from "../render/numbers.js";
import { spokenDocument } from "../render/spoken.js";
import { restyled } from "../words/narrative.js";
import { modelParagraph, pooledTable, sizeParagraph, warningBlocks } from "./analysis/first-screen.js";
import {
  betweenStudyTable,
  coefficientBlocks,
  consequenceBlocks,
  pooledNotes,
  predictedTable,
} from "./analysis/pooled.js";
import { posteriorBlocks } from "./analysis/posterior.js";
import { programBlocks } from "./analysis/program.js";
import { revmanTable } from "./analysis/revman.js";
import { studiesTable } from "./analysis/studies-table.js";
import { deeksBlock, heterogeneityBlocks, influenceBlocks, subgroupBlocks } from "./analysis/variation.js";

const kept = (...blocks: readonly (Block | null)[]): Block[] => blocks.filter((block) => block !== null);

/** What a document of an analysis holds, and how its numbers are written. */
export interface AnalysisDocumentOptions extends NumberStyle {
  /** What was done in reading the file (`readStudyTable`). */
  readonly reading?: readonly FileNote[];
  /** Whether the table of single studies is in it; default yes, at the end. */
  readonly studies?: boolean;
  /** Lines of the first screen; warnings beyond them follow below what a reader looks for first. Default no end. */
  readonly lines?: number;
  /** What it says for the advice of messages, where it is not read beside code. Default the library's own words. */
  readonly remedies?: Remedies;
}

/**
 * An analysis as a document that a reviewer reads without a manual: on the first screen what was pooled, the estimates with
 * confidence and prediction intervals, the model and how its fit went, and warnings; then what it means for patients,
 * between-study variation, subgroups, bias, influence, the parameters for RevMan, and the studies.
 *
 * @throws InputError `bad-analysis` on anything else
 *
 * @example
 * ```ts
 * import { analyze, readStudies } from "dta-meta";
 * import { analysisDocument } from "dta-meta/report";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const [first] = analysisDocument(analyze(readStudies(csv)));
 * first; // { kind: "heading", level: 1, text: "Diagnostic test accuracy meta-analysis of 5 tables" }
 * ```
 */
export function analysisDocument(analysis: Analysis, options: AnalysisDocumentOptions = {}): Document {
  checkAnalysis(analysis);
  const { fit, narrative, warnings, k } = analysis;
  const { reading = [], studies = true, lines = Number.POSITIVE_INFINITY, remedies = REMEDIES, ...style } = options;
  const numbers = numbersOf(style);
  const read = (severity: FileNote["severity"]): string[] =>
    reading.filter((note) => note.severity === severity).map(({ message }) => message);
  const told = narrative === null ? null : restyled(narrative, analysis.studies, numbers);
  const above = [
    heading(1, `Diagnostic test accuracy meta-analysis of ${count(k, "table")}`),
    ...sizeParagraph(analysis),
    ...kept(pooledTable(analysis, numbers), predictedTable(analysis, numbers)),
    ...(fit === null ? [] : [modelParagraph(fit, warnings)]),
    ...(told === null ? [] : [paragraph(told)]),
  ];
  const { first, rest } = warningBlocks(
    [...read("warning"), ...warnings.map(({ message }) => message)].map((message) => inWordsOf(remedies, message)),
    above,
    lines,
  );
  const document = [
    ...above,
    ...first,
    ...pooledNotes(analysis, numbers),
    ...rest,
    ...read("note").map(paragraph),
    ...programBlocks(analysis),
    ...coefficientBlocks(analysis, numbers),
    ...posteriorBlocks(analysis, numbers),
    ...consequenceBlocks(analysis, numbers),
    ...kept(betweenStudyTable(analysis, numbers)),
    ...heterogeneityBlocks(analysis),
    ...subgroupBlocks(analysis, numbers),
    ...(fit === null ? [] : [deeksBlock(analysis)]),
    ...influenceBlocks(analysis, numbers),
    ...kept(revmanTable(analysis), studies ? studiesTable(analysis, { numbers }) : null),
  ];
  return spokenDocument(document, remedies);
}
