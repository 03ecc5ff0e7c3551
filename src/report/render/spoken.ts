import { inWordsOf, type Remedies } from "../../base/remedies.js";
import { checkShape } from "../../base/shape.js";
import { documentShapes } from "../document-shapes.js";
import type { Block, Document } from "./document.js";

function spokenBlock(block: Block, say: (text: string) => string): Block {
  switch (block.kind) {
    case "paragraph":
    case "warning":
      return { ...block, text: say(block.text) };
    case "list":
      return { ...block, items: block.items.map(say) };
    case "table":
      return block.notes === undefined ? block : { ...block, notes: block.notes.map(say) };
    default:
      return block;
  }
}

/**
 * A document whose advice is in the words of another home: of a command line, or of a page with controls.
 *
 * @throws InputError for what is no document, or a home that lacks one of the texts
 *
 * @example
 * ```ts
 * import { REMEDIES, spokenDocument } from "dta-meta/report";
 *
 * const remedies = { ...REMEDIES, keepTotals: "by the tick" };
 * spokenDocument([{ kind: "paragraph", text: `Keep it ${REMEDIES.keepTotals}.` }], remedies); // [{ kind: "paragraph", text: "Keep it by the tick." }]
 * ```
 */
export function spokenDocument(document: Document, remedies: Remedies): Document {
  checkShape("document", document, documentShapes, {
    name: "Document",
    wanted: "blocks, as analysisDocument makes them",
  });
  return document.map((block) => spokenBlock(block, (text) => inWordsOf(remedies, text)));
}
