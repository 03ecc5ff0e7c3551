import type { Part } from "docx";
import type { Figure } from "../../figures.js";
import type { NamedFigure } from "../html/figures.js";
import type { Report, ReportOptions } from "../reports/report.js";
import { type Reportable, reportOf } from "../reports/report-of.js";
import { drawingOptions } from "../reports/sections.js";
import { SOFTWARE } from "../words/software.js";
import { blockParts, TEXT_WIDTH, workParts } from "./blocks.js";
import { browserPng } from "./browser-png.js";
import { type DocxLibrary, docxLibrary } from "./library.js";

/** What a DOCX report can be asked, beside what every report can. */
export interface ReportDocxOptions extends ReportOptions {
  /**
   * A figure as a PNG of so many pixels to the inch. Left out, browsers draw it themselves; elsewhere the figure goes in as SVG, which Word
   * since 2016 and LibreOffice show.
   */
  readonly toPng?: (figure: Figure, dpi: number) => Promise<Uint8Array>;
}

const DPI = 220;
/** Spacing of lines, said to grow with what stands in them: without the rule some readers cut figures to one line of text. */
const LINES = { line: 270, lineRule: "auto" } as const;
/** Widest and highest that a figure may be on the page, in px of 96 to the inch. */
const WIDEST = Math.floor(TEXT_WIDTH / 15);
const HIGHEST = 880;

/** A PNG of one transparent pixel: what programs that know no SVG get. */
const NOTHING = Uint8Array.from([
  137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 31, 21, 196, 137,
  0, 0, 0, 11, 73, 68, 65, 84, 120, 156, 99, 96, 0, 2, 0, 0, 5, 0, 1, 122, 94, 171, 63, 0, 0, 0, 0, 73, 69, 78, 68, 174,
  66, 96, 130,
]);

async function figureParts(
  { name, figure }: NamedFigure,
  docx: DocxLibrary,
  toPng: ReportDocxOptions["toPng"],
): Promise<Part[]> {
  const { ImageRun, Paragraph, TextRun } = docx;
  const scale = Math.min(1, WIDEST / figure.width, HIGHEST / figure.height);
  const image =
    toPng === undefined
      ? { type: "svg", data: new TextEncoder().encode(figure.svg), fallback: { type: "png", data: NOTHING } }
      : { type: "png", data: await toPng(figure, DPI) };
  return [
    new Paragraph({
      keepNext: true,
      spacing: { before: 200, ...LINES },
      children: [
        new ImageRun({
          ...image,
          transformation: { width: Math.round(scale * figure.width), height: Math.round(scale * figure.height) },
          altText: { name, title: figure.title, description: figure.description },
        }),
      ],
    }),
    new Paragraph({
      spacing: { after: 200 },
      children: [new TextRun({ text: figure.title, size: 18, color: "555555" })],
    }),
  ];
}

async function documentOf(report: Report, docx: DocxLibrary, toPng: ReportDocxOptions["toPng"]): Promise<Part[]> {
  const { Paragraph, TextRun } = docx;
  const parts: Part[] = [
    new Paragraph({ heading: "Title", children: [new TextRun({ text: report.title })] }),
    ...report.notes.map(
      (note) => new Paragraph({ children: [new TextRun({ text: note, size: 18, color: "555555" })] }),
    ),
  ];
  for (const { title, blocks, figures = [], works = [] } of report.sections) {
    parts.push(new Paragraph({ heading: "Heading1", children: [new TextRun({ text: title })] }));
    for (const block of blocks) parts.push(...blockParts(block, docx));
    for (const figure of figures) parts.push(...(await figureParts(figure, docx, toPng)));
    parts.push(...workParts(works, docx));
  }
  return parts;
}

const heading = (size: number, before: number) => ({
  run: { size, bold: true, color: "1A1A1A", font: "Arial" },
  paragraph: { spacing: { before, after: 120 }, keepNext: true },
});

/**
 * A result as a Word document: the same warnings, sentences, tables, figures, methods, works cited, checklist and data as
 * `reportHtml`, on A4 with page numbers, its headings and tables those of Word, every figure with a description for screen readers.
 * Needs the optional package docx, which is loaded only here; works in Node and in browsers.
 *
 * @returns the bytes of the file
 * @throws InputError `bad-analysis` for anything else than a result that has a report; DtaError `not-installed` without docx
 *
 * @example
 * ```ts
 * import { analyze, readStudies } from "dta-meta";
 * import { reportDocx } from "dta-meta/report";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const file = reportDocx(analyze(readStudies(csv)), { title: "Five studies" });
 * file instanceof Promise; // true
 * file.then((bytes) => console.log(`${bytes.length} bytes`), console.error);
 * ```
 */
export async function reportDocx(result: Reportable, options: ReportDocxOptions = {}): Promise<Uint8Array> {
  const { toPng = browserPng(), ...rest } = options;
  const report = reportOf(result, rest, drawingOptions(rest));
  const docx = await docxLibrary();
  const { Document, Footer, Packer, PageNumber, Paragraph, TextRun } = docx;
  const pages = new Footer({
    children: [
      new Paragraph({
        alignment: "right",
        children: [new TextRun({ children: [PageNumber.CURRENT, " / ", PageNumber.TOTAL_PAGES], size: 16 })],
      }),
    ],
  });
  const document = new Document({
    title: report.title,
    creator: `${SOFTWARE.name} ${SOFTWARE.version}`,
    styles: {
      default: {
        document: { run: { font: "Arial", size: 20 }, paragraph: { spacing: LINES } },
        title: heading(36, 0),
        heading1: heading(26, 360),
        heading2: heading(22, 240),
        heading3: heading(20, 200),
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11906, height: 16838 },
            margin: { top: 1134, bottom: 1134, left: 1133, right: 1133 },
          },
        },
        footers: { default: pages },
        children: await documentOf(report, docx, toPng),
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}
