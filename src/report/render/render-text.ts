import stringWidth from "string-width";
import { checkCount, checkObject } from "../../base/checks.js";
import { checkShape } from "../../base/shape.js";
import { documentShapes } from "../document-shapes.js";
import type { Block, Document, TableBlock } from "./document.js";

/** How text is dressed on a terminal; the identity where colours are not wanted. */
export interface TextStyle {
  /** Dresses a heading. */
  readonly heading: (text: string) => string;
  /** Dresses a warning. */
  readonly warning: (text: string) => string;
  /** Dresses what is of less weight. */
  readonly faint: (text: string) => string;
}

const same = (text: string): string => text;

/** No colours. */
export const PLAIN: TextStyle = { heading: same, warning: same, faint: same };

/**
 * A report as plain text, lines wrapped at `width` columns; a table that is wider becomes a list of its rows.
 *
 * @example
 * ```ts
 * import { renderText } from "dta-meta/report";
 *
 * renderText([{ kind: "list", items: ["one", "two"] }]); // "• one\n• two\n"
 * ```
 */
export function renderText(
  document: Document,
  options: { readonly width?: number; readonly style?: TextStyle } = {},
): string {
  checkShape("document", document, documentShapes, {
    name: "Document",
    wanted: "the blocks that analysisDocument returns",
  });
  const { width = 100, style = PLAIN } = checkObject("options", options, "{ width, style }");
  checkCount("width", width, 1);
  const text = document.map((block) => renderBlock(block, width, style)).join("\n\n");
  // Spaces that keep words together have done their work once the lines are broken.
  return `${text.replaceAll("\u00a0", " ")}\n`;
}

function renderBlock(block: Block, width: number, style: TextStyle): string {
  switch (block.kind) {
    case "heading": {
      const line = block.level === 1 ? "═" : block.level === 2 ? "─" : "";
      const title = wrap(block.text, width);
      const longest = Math.max(...title.split("\n").map((part) => stringWidth(part)));
      return line === "" ? style.heading(title) : `${style.heading(title)}\n${style.faint(line.repeat(longest))}`;
    }
    case "paragraph":
      return wrap(block.text, width);
    case "list":
      return block.items.map((item) => indent(wrap(item, width - 2), "• ", "  ")).join("\n");
    case "warning":
      return style.warning(indent(wrap(block.text, width - 2), "! ", "  "));
    case "verbatim":
      return block.text;
    case "table":
      return renderTable(block, width, style);
  }
}

function renderTable({ caption, columns, rows, notes = [] }: TableBlock, width: number, style: TextStyle): string {
  const widths = columns.map(({ title }, j) =>
    Math.max(stringWidth(title), ...rows.map((row) => stringWidth(row[j] ?? ""))),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, j) => {
        const space = " ".repeat(Math.max(0, widths[j]! - stringWidth(cell)));
        return columns[j]!.align === "right" ? space + cell : cell + space;
      })
      .join("  ")
      .trimEnd();
  const total = widths.reduce((sum, w) => sum + w, 0) + 2 * (widths.length - 1);
  if (total > width) return renderRecords({ caption, columns, rows, notes }, width, style);
  const rule = style.faint("─".repeat(total));
  return [
    ...(caption === undefined ? [] : [style.heading(wrap(caption, width))]),
    line(columns.map(({ title }) => title)),
    rule,
    ...rows.map(line),
    ...notes.map((note) => style.faint(wrap(note, width))),
  ].join("\n");
}

/** A table that is wider than the text: each row a record, its cells below its name, none of them beyond the edge. */
function renderRecords(
  {
    caption,
    columns,
    rows,
    notes,
  }: Pick<TableBlock, "columns" | "rows"> & {
    readonly caption: string | undefined;
    readonly notes: readonly string[];
  },
  width: number,
  style: TextStyle,
): string {
  const records = rows.flatMap((row) => [
    wrap(row[0] ?? "", width),
    ...row.flatMap((cell, j) =>
      j === 0 || cell === "" ? [] : [indent(wrap(`${columns[j]!.title}: ${cell}`, width - 4), "  ", "    ")],
    ),
  ]);
  return [
    ...(caption === undefined ? [] : [style.heading(wrap(caption, width))]),
    ...records,
    ...notes.map((note) => style.faint(wrap(note, width))),
  ].join("\n");
}

function wrap(text: string, width: number): string {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(" ")) {
      if (line !== "" && stringWidth(line) + 1 + stringWidth(word) > width) {
        lines.push(line);
        line = word;
      } else {
        line = line === "" ? word : `${line} ${word}`;
      }
    }
    lines.push(line);
  }
  return lines.join("\n");
}

function indent(text: string, first: string, rest: string): string {
  return text
    .split("\n")
    .map((line, i) => (i === 0 ? first : rest) + line)
    .join("\n");
}
