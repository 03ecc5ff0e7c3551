import { checkShape } from "../../base/shape.js";
import { documentShapes } from "../document-shapes.js";
import type { Block, Document } from "./document.js";

/** Text made safe for HTML content and attribute values. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/**
 * A report as an HTML fragment, without style.
 *
 * @example
 * ```ts
 * import { renderHtml } from "dta-meta/report";
 *
 * renderHtml([{ kind: "paragraph", text: "P < 0.001" }]); // "<p>P &lt; 0.001</p>"
 * ```
 */
export function renderHtml(document: Document): string {
  checkShape("document", document, documentShapes, {
    name: "Document",
    wanted: "the blocks that analysisDocument returns",
  });
  return document.map(renderBlock).join("\n");
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `<h${block.level}>${escapeHtml(block.text)}</h${block.level}>`;
    case "paragraph":
      return `<p>${escapeHtml(block.text)}</p>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join("")}</ul>`;
    case "warning":
      return `<p class="warning" role="note">${escapeHtml(block.text)}</p>`;
    case "verbatim":
      return `<pre tabindex="0">${escapeHtml(block.text)}</pre>`;
    case "table": {
      const aligned = (j: number): string => (block.columns[j]?.align === "right" ? ' class="number"' : "");
      const caption = block.caption === undefined ? "" : `<caption>${escapeHtml(block.caption)}</caption>`;
      const head = block.columns
        .map(({ title }, j) => `<th scope="col"${aligned(j)}>${escapeHtml(title)}</th>`)
        .join("");
      const body = block.rows.map(
        (row) =>
          `<tr>${row
            .map((cell, j) =>
              j === 0 ? `<th scope="row">${escapeHtml(cell)}</th>` : `<td${aligned(j)}>${escapeHtml(cell)}</td>`,
            )
            .join("")}</tr>`,
      );
      const notes = (block.notes ?? []).map((note) => `<p class="table-note">${escapeHtml(note)}</p>`).join("");
      return `<table>${caption}<thead><tr>${head}</tr></thead><tbody>${body.join("\n")}</tbody></table>${notes}`;
    }
  }
}
