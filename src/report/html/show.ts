import type { Analysis } from "../../analysis/analyze.js";
import { jupyterDisplay } from "../../figures.js";
import { analysisDocument } from "../documents/analysis-document.js";
import type { Document } from "../render/document.js";
import { renderHtml } from "../render/render-html.js";
import { renderMarkdown } from "../render/render-markdown.js";
import { renderText } from "../render/render-text.js";

/** Something that a notebook shows by itself, and that is plain text elsewhere. */
export interface Shown {
  /** The report as plain text. */
  toString(): string;
  /** The report by MIME type, for notebooks. */
  readonly [jupyterDisplay]: () => Readonly<Record<"text/plain" | "text/markdown" | "text/html", string>>;
}

/**
 * Wraps an analysis, or a document of blocks, so that a notebook shows its tables (Deno's Jupyter kernel calls
 * `Symbol.for("Jupyter.display")`); as a string it is the text that `dta analyze` prints. Results themselves stay plain data.
 * Figures need no wrapping.
 *
 * @example
 * ```ts
 * import { analyze, readStudies } from "dta-meta";
 * import { show } from "dta-meta/report";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const shown = show(analyze(readStudies(csv))); // the last line of a cell
 * shown.toString().includes("5 tables"); // true
 * ```
 */
export function show(what: Analysis | Document): Shown {
  const document = isDocument(what) ? what : analysisDocument(what);
  return {
    toString: () => renderText(document),
    [jupyterDisplay]: () => ({
      "text/plain": renderText(document),
      "text/markdown": renderMarkdown(document),
      "text/html": renderHtml(document),
    }),
  };
}

const isDocument = (what: Analysis | Document): what is Document => Array.isArray(what);
