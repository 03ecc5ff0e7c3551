import type { Analysis } from "../../analysis.js";
import { checkChoice } from "../../checks.js";
import { type Document, heading, list, paragraph } from "../document.js";
import { renderMarkdown } from "../render-markdown.js";
import { renderText } from "../render-text.js";
import { methodsParagraphs } from "./methods.js";
import { referencesIn } from "./references.js";
import { resultsParagraphs } from "./results.js";

/** How a text is written. */
export interface TextOptions {
  /** Default `"markdown"`. */
  readonly format?: "markdown" | "text";
  /** Columns at which plain text is wrapped; default 100. */
  readonly width?: number;
}

export interface MethodsTextOptions extends TextOptions {
  /** Whether the works cited are listed at the end; default yes. */
  readonly references?: boolean;
}

function render(document: Document, { format = "markdown", width = 100 }: TextOptions): string {
  checkChoice("format", format, ["markdown", "text"]);
  return format === "markdown" ? renderMarkdown(document) : renderText(document, { width });
}

/**
 * The methods section that fits an analysis: model, estimator, quadrature, corrections, intervals, curve, heterogeneity,
 * subgroups, bias, software and version, as item D2 of PRISMA-DTA asks for (McInnes 2018, JAMA 319:388,
 * doi:10.1001/jama.2017.19163). It says what was done and nothing else. The works cited follow, with their DOIs.
 *
 * @throws InputError for an unknown format
 *
 * @example
 * methodsText(analyze(studies), { format: "text" });
 */
export function methodsText(analysis: Analysis, options: MethodsTextOptions = {}): string {
  const paragraphs = methodsParagraphs(analysis);
  const works = referencesIn(paragraphs.join(" "));
  const listing: Document =
    options.references === false || works.length === 0
      ? []
      : [heading(3, "References"), list(works.map(({ full, doi }) => `${full} doi:${doi}`))];
  return render([...paragraphs.map(paragraph), ...listing], options);
}

/**
 * The results of an analysis in the sentences of the field: "The pooled sensitivity was 0.92 (95% CI 0.83–0.97) …". Numbers
 * are rounded as in the tables; where nothing was pooled, or the fit did not converge, the text says so first.
 *
 * @throws InputError for an unknown format
 *
 * @example
 * resultsText(analyze(studies), { format: "markdown" });
 */
export function resultsText(analysis: Analysis, options: TextOptions = {}): string {
  return render(resultsParagraphs(analysis).map(paragraph), options);
}
