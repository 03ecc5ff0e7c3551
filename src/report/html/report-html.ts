import type { Analysis } from "../../analysis/analyze.js";
import type { FigureOptions } from "../../figures.js";
import type { FileNote } from "../../tables/reading.js";
import { analysisDocument } from "../documents/analysis-document.js";
import type { Block } from "../render/document.js";
import { figureNumbers } from "../render/figure-numbers.js";
import type { NumberStyle } from "../render/numbers.js";
import { escapeHtml, renderHtml } from "../render/render-html.js";
import { methodsParagraphs } from "../words/methods.js";
import { referencesIn } from "../words/references.js";
import { resultsParagraphs } from "../words/results.js";
import { SOFTWARE } from "../words/software.js";
import { embeddedData, scriptJson } from "./embedded.js";
import { analysisFigures } from "./figures.js";
import { PAGE_COLORS, STYLE } from "./style.js";

/** What a report can be asked. */
export interface ReportOptions extends NumberStyle {
  /** Heading of the report; default the number of tables. */
  readonly title?: string;
  /** Lines below the heading: where the data come from, which studies were chosen, who made the report and when. */
  readonly notes?: readonly string[];
  /** What was done in reading the file (`readStudyTable`): what may change results stands among the warnings. */
  readonly reading?: readonly FileNote[];
  /** Options of every figure. */
  readonly figures?: FigureOptions;
  /** Whether figures are drawn; default yes. */
  readonly withFigures?: boolean;
}

const section = (id: string, title: string, content: string): string =>
  content === ""
    ? ""
    : `<section aria-labelledby="${id}">\n<h2 id="${id}">${escapeHtml(title)}</h2>\n${content}\n</section>`;

const paragraphs = (texts: readonly string[]): string => texts.map((text) => `<p>${escapeHtml(text)}</p>`).join("\n");

/** Tables that are wider than the page scroll by themselves, by keyboard too. */
const inBoxes = (html: string): string =>
  html.replaceAll(
    /<table>(?:<caption>([\s\S]*?)<\/caption>)?[\s\S]*?<\/table>/g,
    (table, caption: string | undefined) =>
      `<div class="table-box" role="group" aria-label="${caption ?? "Table"}" tabindex="0">${table}</div>`,
  );

/**
 * An analysis as one HTML page that stands by itself: it loads nothing, runs nothing, prints well, and follows the reader's
 * light or dark setting. Warnings come first, then results in sentences, tables, figures, methods (item D2 of PRISMA-DTA)
 * and the works cited; data and options are embedded as JSON (`<script type="application/json" id="dta-meta-data">`) so
 * that `analyze(studies, options)` gives the same numbers again. Every text that comes from the user is escaped. The same
 * analysis gives the same page, byte for byte: there is no date in it unless `notes` hold one.
 *
 * @example
 * ```ts
 * import { analyze, readStudies } from "dta-meta";
 * import { reportHtml } from "dta-meta/report";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const page = reportHtml(analyze(readStudies(csv), { prior: 0.2 }), { title: "Five studies" });
 * page.startsWith("<!DOCTYPE html>"); // true
 * page.includes("<title>Five studies</title>"); // true
 * ```
 */
export function reportHtml(analysis: Analysis, options: ReportOptions = {}): string {
  const { digits, percent, reading = [] } = options;
  const style = { ...(digits === undefined ? {} : { digits }), ...(percent === undefined ? {} : { percent }) };
  const [heading, ...blocks] = analysisDocument(analysis, { ...style, reading });
  const title = options.title ?? (heading?.kind === "heading" ? heading.text : "Meta-analysis");
  const isWarning = (block: Block): boolean => block.kind === "warning";
  // the narrative stands among the results
  const tables = blocks.filter(
    (block) => !isWarning(block) && !(block.kind === "paragraph" && block.text === analysis.narrative),
  );
  const methods = methodsParagraphs(analysis, style);
  const drawn = options.withFigures === false ? [] : analysisFigures(analysis, figureOptions(options.figures, style));
  const figures = drawn.map(
    ({ name, figure }) =>
      `<figure id="figure-${name}">\n<div role="group" aria-label="${escapeHtml(figure.title)}" tabindex="0">${figure.svg}</div>\n<figcaption>${escapeHtml(figure.title)}</figcaption>\n</figure>`,
  );
  const works = referencesIn(methods.join(" ")).map(
    ({ full, doi }) =>
      `<li>${escapeHtml(full)} <a href="https://doi.org/${escapeHtml(doi)}">doi:${escapeHtml(doi)}</a></li>`,
  );
  const sections: readonly (readonly [id: string, title: string, content: string])[] = [
    ["warnings", "Warnings", renderHtml(blocks.filter(isWarning))],
    ["results", "Results", paragraphs(resultsParagraphs(analysis, style))],
    ["tables", "Tables", inBoxes(renderHtml(tables))],
    ["figures", "Figures", figures.join("\n")],
    ["methods", "Statistical methods", paragraphs(methods)],
    ["references", "References", works.length === 0 ? "" : `<ul>\n${works.join("\n")}\n</ul>`],
    ["data", "Data", DATA],
  ];
  const present = sections.filter(([, , content]) => content !== "");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="${SOFTWARE.name} ${SOFTWARE.version}">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
${(options.notes ?? []).map((note) => `<p class="byline">${escapeHtml(note)}</p>`).join("\n")}
<nav aria-label="Contents"><ul>${present.map(([id, name]) => `<li><a href="#${id}">${escapeHtml(name)}</a></li>`).join("")}</ul></nav>
</header>
<main>
${present.map(([id, name, content]) => section(id, name, content)).join("\n")}
</main>
<footer>${SOFTWARE.name} ${SOFTWARE.version}. This page loads nothing from the network.</footer>
<script type="application/json" id="dta-meta-data">${scriptJson(embeddedData(analysis))}</script>
</body>
</html>
`;
}

const DATA =
  "<p>The data and the options of the analysis are embedded in this page as JSON, in the element with the id <code>dta-meta-data</code>. With it, <code>analyze(studies, options)</code> of dta-meta gives these numbers again.</p>";

/** The page's colours, and its way to write numbers, unless the figures were given others. */
function figureOptions(options: FigureOptions = {}, style: NumberStyle): FigureOptions {
  const { theme } = options;
  const numbers = { ...figureNumbers(style), interval: "{estimate} ({lower} to {upper})", ...theme?.numbers };
  return { ...options, theme: { ...theme, colors: { ...PAGE_COLORS, ...theme?.colors }, numbers } };
}
