import type { FigureOptions } from "../../figures.js";
import { escapeHtml, renderHtml } from "../render/render-html.js";
import type { ReportOptions, ReportSection } from "../reports/report.js";
import { type Reportable, reportOf } from "../reports/report-of.js";
import { drawingOptions } from "../reports/sections.js";
import { SOFTWARE } from "../words/software.js";
import { scriptJson } from "./embedded.js";
import type { NamedFigure } from "./figures.js";
import { PAGE_COLORS, STYLE } from "./style.js";

/** Tables that are wider than the page scroll by themselves, by keyboard too. */
const inBoxes = (html: string): string =>
  html.replaceAll(
    /<table>(?:<caption>([\s\S]*?)<\/caption>)?[\s\S]*?<\/table>/g,
    (table, caption: string | undefined) =>
      `<div class="table-box" role="group" aria-label="${caption ?? "Table"}" tabindex="0">${table}</div>`,
  );

const figureHtml = ({ name, figure }: NamedFigure): string =>
  `<figure id="figure-${name}">\n<div role="group" aria-label="${escapeHtml(figure.title)}" tabindex="0">${figure.svg}</div>\n<figcaption>${escapeHtml(figure.title)}</figcaption>\n</figure>`;

const worksHtml = (works: NonNullable<ReportSection["works"]>): string => {
  const items = works.map(
    ({ full, doi }) =>
      `<li>${escapeHtml(full)} <a href="https://doi.org/${escapeHtml(doi)}">doi:${escapeHtml(doi)}</a></li>`,
  );
  return items.length === 0 ? "" : `<ul>\n${items.join("\n")}\n</ul>`;
};

function sectionHtml({ id, title, blocks, figures = [], works = [] }: ReportSection): string {
  const parts = [inBoxes(renderHtml(blocks)), figures.map(figureHtml).join("\n"), worksHtml(works)];
  const content = parts.filter((part) => part !== "").join("\n");
  return `<section aria-labelledby="${id}">\n<h2 id="${id}">${escapeHtml(title)}</h2>\n${content}\n</section>`;
}

/** Figures in the page's own colours, which follow the reader's light or dark setting. */
const pageFigures = ({ theme, ...options }: FigureOptions): FigureOptions => ({
  ...options,
  theme: { ...theme, colors: { ...PAGE_COLORS, ...theme?.colors } },
});

/**
 * A result as one HTML page that stands by itself: of `analyze`, of `compareTests`, of `analyzeThresholds`, or of `fitLatentClass`.
 * It loads nothing, runs nothing, prints well, and follows the reader's light or dark setting. Warnings come first, then results in
 * sentences, tables, figures, methods and the works cited, of one analysis the PRISMA-DTA checklist filled with what the analysis
 * knows, and what is needed to repeat it; data and options are embedded as JSON (`<script type="application/json"
 * id="dta-meta-data">`) so that the function that `call` names, with `studies` and `options`, gives the same numbers again. Every text
 * that comes from the user is escaped. The same result gives the same page, byte for byte: there is no date in it unless `notes`
 * hold one.
 *
 * @throws InputError `bad-analysis` for anything else than these results
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
export function reportHtml(result: Reportable, options: ReportOptions = {}): string {
  const { title, notes, sections, data } = reportOf(result, options, pageFigures(drawingOptions(options)));
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
${notes.map((note) => `<p class="byline">${escapeHtml(note)}</p>`).join("\n")}
<nav aria-label="Contents"><ul>${sections.map(({ id, title: name }) => `<li><a href="#${id}">${escapeHtml(name)}</a></li>`).join("")}</ul></nav>
</header>
<main>
${sections.map(sectionHtml).join("\n")}
</main>
<footer>${SOFTWARE.name} ${SOFTWARE.version}. This page loads nothing from the network.</footer>
<script type="application/json" id="dta-meta-data">${scriptJson(data)}</script>
</body>
</html>
`;
}
