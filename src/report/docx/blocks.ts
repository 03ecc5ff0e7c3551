import type { Part } from "docx";
import type { Block, TableBlock } from "../render/document.js";
import type { Reference } from "../words/references.js";
import type { DocxLibrary } from "./library.js";

/** Width of the text between the margins of an A4 page, in twentieths of a point. */
export const TEXT_WIDTH = 9640;
const GREY = "555555";
/** Half points. */
const SMALL = 16;
const TABLE = 17;
/** Columns beyond these are set smaller. */
const MANY_COLUMNS = 7;

const edge = (color: string, size: number) => ({ style: "single", size, color });
const NO_EDGE = { style: "none", size: 0, color: "auto" };

/** Width of a character in tables, in twentieths of a point. */
const CHARACTER = 115;

/** Widths of columns by their longest words and texts, so that each has room for a word, and long texts the most. */
function columnWidths({ columns, rows }: TableBlock): number[] {
  const wants = columns.map(({ title }, j) => {
    const texts = [title, ...rows.map((row) => row[j] ?? "")];
    const word = Math.max(...texts.flatMap((text) => text.split(/[\s/]+/)).map((part) => part.length));
    const longest = Math.max(...texts.map((text) => text.length));
    const least = Math.max(Math.min(word, 24), 4) + 2;
    return { least, wish: Math.max(least, Math.min(longest, 48) + 2) };
  });
  const sum = (key: "least" | "wish"): number => wants.reduce((all, want) => all + want[key], 0);
  const [least, wish] = [sum("least"), sum("wish")];
  // what is narrow need not fill the page
  const whole = Math.min(TEXT_WIDTH, wish * CHARACTER);
  const left = whole - least * CHARACTER;
  // no word is broken as long as there is room for the longest of each column
  return wants.map((want) =>
    Math.round(
      left < 0 || wish === least
        ? (whole * want.wish) / wish
        : want.least * CHARACTER + (left * (want.wish - want.least)) / (wish - least),
    ),
  );
}

function tableParts(table: TableBlock, docx: DocxLibrary): Part[] {
  const { Paragraph, Table, TableCell, TableRow, TextRun } = docx;
  const { caption, columns, rows, notes = [] } = table;
  const widths = columnWidths(table);
  const size = columns.length > MANY_COLUMNS ? SMALL - 1 : TABLE;
  const row = (cells: readonly string[], head: boolean): Part =>
    new TableRow({
      ...(head ? { tableHeader: true } : {}),
      cantSplit: true,
      children: columns.map(
        ({ align }, j) =>
          new TableCell({
            width: { size: widths[j]!, type: "dxa" },
            margins: { top: 30, bottom: 30, left: 60, right: 60 },
            borders: {
              top: NO_EDGE,
              left: NO_EDGE,
              right: NO_EDGE,
              bottom: head ? edge("444444", 8) : edge("D9D9D9", 4),
            },
            children: [
              new Paragraph({
                alignment: align === "right" ? "right" : "left",
                keepNext: head,
                children: [new TextRun({ text: cells[j] ?? "", size, bold: head })],
              }),
            ],
          }),
      ),
    });
  return [
    ...(caption === undefined
      ? []
      : [
          new Paragraph({
            keepNext: true,
            spacing: { before: 240, after: 80 },
            children: [new TextRun({ text: caption, bold: true })],
          }),
        ]),
    new Table({
      width: { size: widths.reduce((sum, width) => sum + width, 0), type: "dxa" },
      columnWidths: widths,
      layout: "fixed",
      borders: Object.fromEntries(
        ["top", "bottom", "left", "right", "insideHorizontal", "insideVertical"].map((side) => [side, NO_EDGE]),
      ),
      rows: [
        row(
          columns.map(({ title }) => title),
          true,
        ),
        ...rows.map((cells) => row(cells, false)),
      ],
    }),
    ...notes.map((note) => new Paragraph({ children: [new TextRun({ text: note, size: SMALL, color: GREY })] })),
    new Paragraph({ spacing: { after: 60 }, children: [] }),
  ];
}

/** A block of a document as parts of a DOCX. */
export function blockParts(block: Block, docx: DocxLibrary): Part[] {
  const { Paragraph, TextRun } = docx;
  switch (block.kind) {
    case "heading":
      return [new Paragraph({ heading: `Heading${block.level}`, children: [new TextRun({ text: block.text })] })];
    case "paragraph":
      return [new Paragraph({ spacing: { after: 120 }, children: [new TextRun({ text: block.text })] })];
    case "list":
      return block.items.map(
        (item) =>
          new Paragraph({ bullet: { level: 0 }, spacing: { after: 40 }, children: [new TextRun({ text: item })] }),
      );
    case "warning":
      return [
        new Paragraph({
          spacing: { before: 80, after: 120 },
          shading: { type: "clear", color: "auto", fill: "FFF4D6" },
          border: { left: { ...edge("B26A00", 24), space: 6 } },
          children: [new TextRun({ text: block.text })],
        }),
      ];
    case "verbatim":
      return block.text.split("\n").map(
        (line) =>
          new Paragraph({
            children: [new TextRun({ text: line.replaceAll(" ", "\u00a0"), font: "Courier New", size: 16 })],
          }),
      );
    case "table":
      return tableParts(block, docx);
  }
}

/** Works cited, each with its link. */
export function workParts(works: readonly Reference[], docx: DocxLibrary): Part[] {
  const { ExternalHyperlink, Paragraph, TextRun } = docx;
  return works.map(
    ({ full, doi }) =>
      new Paragraph({
        bullet: { level: 0 },
        spacing: { after: 40 },
        children: [
          new TextRun({ text: `${full} ` }),
          new ExternalHyperlink({
            link: `https://doi.org/${doi}`,
            children: [new TextRun({ text: `doi:${doi}`, style: "Hyperlink" })],
          }),
        ],
      }),
  );
}
