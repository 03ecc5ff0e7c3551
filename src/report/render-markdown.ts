import type { Block, Document } from "./document.js";

/** A report as GitHub-flavoured Markdown. */
export function renderMarkdown(document: Document): string {
  return `${document.map(renderBlock).join("\n\n")}\n`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level)} ${escape(block.text)}`;
    case "paragraph":
      return escape(block.text);
    case "list":
      return block.items.map((item) => `- ${escape(item)}`).join("\n");
    case "warning":
      return `> **Note.** ${escape(block.text)}`;
    case "table": {
      const cells = (row: readonly string[]): string => `| ${row.map(escape).join(" | ")} |`;
      return [
        ...(block.caption === undefined ? [] : [`**${escape(block.caption)}**`, ""]),
        cells(block.columns.map(({ title }) => title)),
        `| ${block.columns.map(({ align }) => (align === "right" ? "---:" : ":---")).join(" | ")} |`,
        ...block.rows.map(cells),
        ...(block.notes ?? []).flatMap((note) => ["", escape(note)]),
      ].join("\n");
    }
  }
}

/** What Markdown would read as markup is taken literally; a cell's line break becomes a space. */
function escape(text: string): string {
  return text.replace(/[\\`*_[\]<>|#~]/g, "\\$&").replace(/\s*\n\s*/g, " ");
}
