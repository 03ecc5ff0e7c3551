import type { Analysis } from "../../analysis/analyze.js";
import { checkAnalysis } from "../check-analysis.js";
import { type Block, type Document, heading, paragraph, warning } from "../render/document.js";
import { count } from "../render/format.js";
import {
  betweenStudyTable,
  coefficientBlocks,
  consequenceBlocks,
  modelParagraph,
  pooledTable,
} from "./analysis/pooled.js";
import { programTable } from "./analysis/program.js";
import { studiesTable } from "./analysis/studies-table.js";
import { deeksBlock, heterogeneityBlocks, influenceBlocks, subgroupBlocks } from "./analysis/variation.js";

const kept = (...blocks: readonly (Block | null)[]): Block[] => blocks.filter((block) => block !== null);

/**
 * An analysis as a document that a reviewer reads without a manual: the model named first, warnings in view, then studies,
 * pooled accuracy, what it means for patients, between-study variation, subgroups, bias and influence.
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
export function analysisDocument(analysis: Analysis): Document {
  checkAnalysis(analysis);
  const { fit, narrative, warnings, k } = analysis;
  return [
    heading(1, `Diagnostic test accuracy meta-analysis of ${count(k, "table")}`),
    ...(fit === null ? [] : [modelParagraph(fit)]),
    ...(narrative === null ? [] : [paragraph(narrative)]),
    ...warnings.map(({ message }) => warning(message)),
    ...kept(studiesTable(analysis), pooledTable(analysis)),
    ...kept(programTable(analysis)),
    ...coefficientBlocks(analysis),
    ...consequenceBlocks(analysis),
    ...kept(betweenStudyTable(analysis)),
    ...heterogeneityBlocks(analysis),
    ...subgroupBlocks(analysis),
    ...(fit === null ? [] : [deeksBlock(analysis)]),
    ...influenceBlocks(analysis),
  ];
}
