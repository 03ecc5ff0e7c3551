/**
 * Reports: one HTML page with everything, the methods and the results in words, and the same as text and Markdown.
 *
 * What is no analysis is refused by an `InputError` (`bad-analysis`).
 *
 * @module dta-meta/report
 */

export { inWordsOf, REMEDIES, type Remedies } from "./base/remedies.js";
export { auditHtml } from "./report/audit/audit-html.js";
export {
  type AuditedFile,
  type FileOutcome,
  type Light,
  lightOf,
  type UnusableFile,
} from "./report/audit/audited-file.js";
export { type RevmanParameters, revmanParameters } from "./report/documents/analysis/revman.js";
export { type AnalysisDocumentOptions, analysisDocument } from "./report/documents/analysis-document.js";
export { comparisonDocument } from "./report/documents/comparison-document.js";
export { latentDocument } from "./report/documents/latent-document.js";
export { thresholdsDocument } from "./report/documents/thresholds-document.js";
export { type ReportDocxOptions, reportDocx } from "./report/docx/report-docx.js";
export type { EmbeddedData, EmbeddedStudy } from "./report/html/embedded.js";
export { analysisFigures, type NamedFigure } from "./report/html/figures.js";
export { reportHtml } from "./report/html/report-html.js";
export { type Shown, show } from "./report/html/show.js";
export type { Block, Document, TableBlock } from "./report/render/document.js";
export { figureNumbers } from "./report/render/figure-numbers.js";
export {
  type Format,
  type Limits,
  type NumberRange,
  type NumberStyle,
  type Numbers,
  numbersOf,
} from "./report/render/numbers.js";
export { renderHtml } from "./report/render/render-html.js";
export { renderMarkdown } from "./report/render/render-markdown.js";
export { PLAIN, renderText, type TextStyle } from "./report/render/render-text.js";
export { spokenDocument } from "./report/render/spoken.js";
export type { ReportOptions } from "./report/reports/report.js";
export type { Reportable } from "./report/reports/report-of.js";
export { type MethodsTextOptions, methodsText, resultsText, type TextOptions } from "./report/words/texts.js";
