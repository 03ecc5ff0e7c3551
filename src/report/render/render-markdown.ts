import { checkShape } from "../../base/shape.js";
import { documentShapes } from "../document-shapes.js";
import type { Block, Document } from "./document.js";

/**
 * A report as GitHub-flavoured Markdown.
 *
 * @example
 * ```ts
 * import { renderMarkdown } from "dta-meta/report";
 *
 * renderMarkdown([{ kind: "heading", level: 1, text: "Results" }]); // "# Results\n"
 * ```
 */
export function renderMarkdown(document: Document): string {
  checkShape("document", document, documentShapes, {
    name: "Document",
    wanted: "the blocks that analysisDocument returns",
  });
  return `${document.map(renderBlock).join("\n\n")}\n`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level)} ${escapeMarkdown(block.text)}`;
    case "paragraph":
      return escapeMarkdown(block.text);
    case "list":
      return block.items.map((item) => `- ${escapeMarkdown(item)}`).join("\n");
    case "warning":
      return `> **Note.** ${escapeMarkdown(block.text)}`;
    case "verbatim":
      return `\`\`\`text\n${block.text}\n\`\`\``;
    case "table": {
      const cells = (row: readonly string[]): string => `| ${row.map(escapeMarkdown).join(" | ")} |`;
      return [
        ...(block.caption === undefined ? [] : [`**${escapeMarkdown(block.caption)}**`, ""]),
        cells(block.columns.map(({ title }) => title)),
        `| ${block.columns.map(({ align }) => (align === "right" ? "---:" : ":---")).join(" | ")} |`,
        ...block.rows.map(cells),
        ...(block.notes ?? []).flatMap((note) => ["", escapeMarkdown(note)]),
      ].join("\n");
    }
  }
}

/** What Markdown would read as markup is taken literally; a cell's line break becomes a space. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|#~]/g, "\\$&").replace(/\s*\n\s*/g, " ");
}
