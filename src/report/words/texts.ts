import type { Analysis } from "../../analysis/analyze.js";
import { checkChoice } from "../../base/checks.js";
import { checkAnalysis } from "../check-analysis.js";
import { type Document, heading, list, paragraph } from "../render/document.js";
import type { NumberStyle } from "../render/numbers.js";
import { renderMarkdown } from "../render/render-markdown.js";
import { renderText } from "../render/render-text.js";
import { methodsParagraphs } from "./methods.js";
import { referencesIn } from "./references.js";
import { resultsParagraphs } from "./results.js";

/** How a text is written. */
export interface TextOptions extends NumberStyle {
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
 * @throws InputError `bad-analysis`, or `bad-option` for an unknown format
 *
 * @example
 * ```ts
 * import { analyze, readStudies } from "dta-meta";
 * import { methodsText } from "dta-meta/report";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const text = methodsText(analyze(readStudies(csv)), { format: "text", references: false });
 * text.startsWith("Sensitivity and specificity were pooled with the exact bivariate random-effects model"); // true
 * ```
 */
export function methodsText(analysis: Analysis, options: MethodsTextOptions = {}): string {
  checkAnalysis(analysis);
  const paragraphs = methodsParagraphs(analysis, options);
  const works = referencesIn(paragraphs.join(" "));
  const listing: Document =
    options.references === false || works.length === 0
      ? []
      : [heading(3, "References"), list(works.map(({ full, doi }) => `${full} doi:${doi}`))];
  return render([...paragraphs.map(paragraph), ...listing], options);
}

/**
 * The results of an analysis in the sentences of the field: "The pooled sensitivity was 0.92 (95% CI 0.83 to 0.97) …". Numbers
 * are rounded as in the tables; where nothing was pooled, or the fit did not converge, the text says so first.
 *
 * @throws InputError `bad-analysis`, or `bad-option` for an unknown format
 *
 * @example
 * ```ts
 * import { analyze, readStudies } from "dta-meta";
 * import { resultsText } from "dta-meta/report";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const text = resultsText(analyze(readStudies(csv)), { format: "text" });
 * text.split("\n")[0]; // "The analysis includes 5 tables of 4,832 people, 450 of them with the condition."
 * ```
 */
export function resultsText(analysis: Analysis, options: TextOptions = {}): string {
  checkAnalysis(analysis);
  return render(resultsParagraphs(analysis, options).map(paragraph), options);
}
