/**
 * Reports: one HTML page with everything, the methods and the results in words, and the same as text and Markdown.
 *
 * What is no analysis is refused by an `InputError` (`bad-analysis`).
 *
 * @module dta-meta/report
 */

export { analysisDocument } from "./report/analysis-document.js";
export type { Block, Document, TableBlock } from "./report/document.js";
export { renderHtml } from "./report/render-html.js";
export { renderMarkdown } from "./report/render-markdown.js";
export { PLAIN, renderText, type TextStyle } from "./report/render-text.js";
export type { EmbeddedData } from "./report/report/embedded.js";
export { analysisFigures, type NamedFigure } from "./report/report/figures.js";
export { type ReportOptions, reportHtml } from "./report/report/report-html.js";
export { type Shown, show } from "./report/report/show.js";
export { type MethodsTextOptions, methodsText, resultsText, type TextOptions } from "./report/report/texts.js";
