import { type Axis, bottomAxis, bottomAxisHeight, type Position } from "./axis.js";
import type { Picture } from "./figure.js";
import { type LegendItem, legend } from "./legend.js";
import { footnotes, heading } from "./plot.js";
import { element, group, line, type Markup } from "./svg.js";
import { LINE_HEIGHT, middleText, SMALL } from "./text.js";
import { textWidth, wrapText } from "./text-width.js";
import type { Theme } from "./theme.js";

/** A column of words or numbers. Headers break at "\n". */
export interface TextColumn {
  readonly kind: "text";
  readonly header: string;
  readonly align: "start" | "end" | "middle";
  /** One a row; "" leaves the place empty. */
  readonly cells: readonly string[];
  /** In px; longer cells go on on a second line. */
  readonly maxWidth?: number;
}

/** A column in which each row is drawn along an axis of its own. */
export interface PanelColumn {
  readonly kind: "panel";
  readonly header: string;
  readonly axis: Axis;
  /** Least width in px. */
  readonly minWidth: number;
  /** Behind the rows: reference and summary lines, from `top` to `bottom`. */
  backdrop?(x: Position, top: number, bottom: number): readonly Markup[];
  draw(row: number, x: Position, y: number): readonly Markup[];
}

/** A column of a figure made of rows. */
export type Column = TextColumn | PanelColumn;

/** How a row looks. */
export interface Row {
  readonly weight?: "normal" | "bold";
  readonly muted?: boolean;
  /** Words across the text columns up to the first panel, in place of the first column's cell. */
  readonly span?: string;
  /** Space above the row, in multiples of an ordinary row's height. */
  readonly gapAbove?: number;
  readonly ruleAbove?: boolean;
}

/** A figure made of rows, such as a forest plot. */
export interface RowFigure {
  readonly title: string;
  readonly showTitle: boolean;
  readonly description: readonly string[];
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly legend: readonly LegendItem[];
  readonly notes: readonly string[];
}

interface PlacedColumn {
  readonly column: Column;
  readonly left: number;
  readonly width: number;
}

const headerLines = (header: string): string[] => header.split("\n");

function headerWidth({ header }: Column, theme: Theme): number {
  return Math.max(...headerLines(header).map((text) => textWidth(text, theme, theme.fontSize, "bold")));
}

function textColumnWidth(column: TextColumn, rows: readonly Row[], theme: Theme): number {
  const cells = column.cells.map((cell, i) => {
    const weight = rows[i]?.weight ?? "normal";
    if (column.maxWidth === undefined) return textWidth(cell, theme, theme.fontSize, weight);
    return Math.max(
      ...wrapText(cell, column.maxWidth, theme, theme.fontSize, weight).map((text) =>
        textWidth(text, theme, theme.fontSize, weight),
      ),
    );
  });
  return Math.max(headerWidth(column, theme), ...cells);
}

/** Places the columns from left to right; panels share what the theme's width leaves, and never get less than they need. */
function placeColumns(columns: readonly Column[], rows: readonly Row[], left: number, theme: Theme): PlacedColumn[] {
  // tick labels of neighbouring panels need room between them
  const gaps = columns.map((column, i) =>
    i === 0 ? 0 : (column.kind === "panel" && columns[i - 1]!.kind === "panel" ? 2.6 : 1.1) * theme.fontSize,
  );
  const widths = columns.map((column) =>
    column.kind === "text"
      ? textColumnWidth(column, rows, theme)
      : Math.max(column.minWidth, headerWidth(column, theme)),
  );
  const firstPanel = columns.findIndex(({ kind }) => kind === "panel");
  if (firstPanel > 0) {
    const spans = rows.map(({ span = "", weight }) => textWidth(span, theme, theme.fontSize, weight));
    const wanted = Math.min(Math.max(0, ...spans), 14 * theme.fontSize);
    const there = [...widths.slice(0, firstPanel), ...gaps.slice(0, firstPanel)].reduce((sum, width) => sum + width, 0);
    widths[0]! += Math.max(0, wanted - there);
  }
  const panels = columns.filter(({ kind }) => kind === "panel").length;
  const used = [...widths, ...gaps].reduce((sum, width) => sum + width, 0) + 2 * left;
  const extra = panels === 0 ? 0 : Math.max(0, theme.tableWidth - used) / panels;
  let x = left;
  return columns.map((column, i) => {
    const width = widths[i]! + (column.kind === "panel" ? extra : 0);
    x += gaps[i]!;
    const placed = { column, left: x, width };
    x += width;
    return placed;
  });
}

function anchorX({ left, width }: PlacedColumn, align: TextColumn["align"]): number {
  return align === "start" ? left : align === "end" ? left + width : left + width / 2;
}

/** Lays out a figure made of rows. It is as wide as its columns need, and at least as wide as the theme says. */
export function layOutRows(figure: RowFigure, theme: Theme): Picture {
  const { rows } = figure;
  const { fontSize, lineWidth, colors } = theme;
  const margin = 0.8 * fontSize;
  const rowHeight = (rows.length > 45 ? 1.45 : 1.6) * fontSize;
  const placed = placeColumns(figure.columns, rows, margin, theme);
  const right = Math.max(...placed.map(({ left, width }) => left + width));
  const title = heading(figure.title, figure.showTitle, margin, margin, right - margin, theme);
  const headerHeight =
    Math.max(...figure.columns.map(({ header }) => headerLines(header).length)) * LINE_HEIGHT * fontSize;
  const headerBottom = margin + title.height + headerHeight;
  const body: Markup[] = [...title.markup];
  for (const place of placed) {
    const { column } = place;
    const align = column.kind === "text" ? column.align : "middle";
    const lines = headerLines(column.header);
    lines.forEach((text, i) => {
      const y = headerBottom - (lines.length - i - 0.5) * LINE_HEIGHT * fontSize;
      body.push(middleText(anchorX(place, align), y, text, theme, { anchor: align, weight: "bold" }));
    });
  }
  const ruleY = headerBottom + 0.2 * fontSize;
  const firstPanel = placed.find(({ column }) => column.kind === "panel");
  const spanWidth = (firstPanel === undefined ? right : firstPanel.left - fontSize) - margin;

  const cellsOf = rows.map((row, i) =>
    placed.map(({ column, width }, c): readonly string[] => {
      const weight = row.weight ?? "normal";
      if (row.span !== undefined && c === 0) return wrapText(row.span, spanWidth, theme, fontSize, weight);
      const cell = column.kind === "text" ? (column.cells[i] ?? "") : "";
      if (cell === "" || column.kind === "panel") return [];
      return column.maxWidth === undefined ? [cell] : wrapText(cell, width + 0.01, theme, fontSize, weight);
    }),
  );
  let y = ruleY + 0.35 * fontSize;
  const centres: number[] = [];
  const rowMarkup: Markup[] = [];
  rows.forEach((row, i) => {
    y += (row.gapAbove ?? 0) * rowHeight;
    if (row.ruleAbove)
      rowMarkup.push(line(margin, y, right, y, { stroke: colors.axis, "stroke-width": 0.6 * lineWidth }));
    const lineCount = Math.max(1, ...cellsOf[i]!.map((lines) => lines.length));
    const height = rowHeight + (lineCount - 1) * 1.2 * fontSize;
    const centre = y + height / 2;
    centres.push(centre);
    placed.forEach((place, c) => {
      const align =
        c === 0 && row.span !== undefined ? "start" : place.column.kind === "text" ? place.column.align : "middle";
      const lines = cellsOf[i]![c]!;
      lines.forEach((text, n) => {
        const at = centre + (n - (lines.length - 1) / 2) * 1.2 * fontSize;
        rowMarkup.push(
          middleText(anchorX(place, align), at, text, theme, {
            anchor: align,
            weight: row.weight ?? "normal",
            ...(row.muted ? { fill: colors.muted } : {}),
          }),
        );
      });
    });
    y += height;
  });
  const axisY = y + 0.35 * fontSize;
  for (const { column, left, width } of placed) {
    if (column.kind !== "panel") continue;
    const x = column.axis.position(left, left + width);
    body.push(bottomAxis(column.axis, [left, left + width], axisY, theme, ruleY));
    if (column.backdrop) body.push(...column.backdrop(x, ruleY, axisY));
    body.push(
      group(
        { class: "panel" },
        rows.flatMap((_, i) => column.draw(i, x, centres[i]!)),
      ),
    );
  }
  body.push(
    element("line", { x1: margin, y1: ruleY, x2: right, y2: ruleY, stroke: colors.axis, "stroke-width": lineWidth }),
  );
  body.push(...rowMarkup);
  const axes = Math.max(
    0,
    ...placed.map(({ column }) => (column.kind === "panel" ? bottomAxisHeight(column.axis, theme) : 0)),
  );
  let bottom = axisY + axes + 0.6 * fontSize;
  const key = legend(figure.legend, margin, bottom, right - margin, theme);
  bottom += key.height + (key.height > 0 ? 0.2 * fontSize : 0);
  const notes = footnotes(figure.notes, margin, bottom, right - margin, theme);
  bottom += notes.height;
  return {
    width: right + Math.max(margin, SMALL * fontSize),
    height: bottom + 0.4 * fontSize,
    title: figure.title,
    description: figure.description,
    body: [...body, ...key.markup, ...notes.markup].filter((part) => part !== ""),
  };
}
