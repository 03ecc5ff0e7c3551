import { type Document, renderHtml, spokenDocument } from "dta-meta/report";
import { texts } from "../texts.js";
import type { Presentation } from "./messages.js";

/** What the page shows of a result that the library has a document for. */
export function documentShown(document: Document, rest: Pick<Presentation, "headlines" | "drawings">): Presentation {
  const spoken = spokenDocument(document, texts.remedies);
  return {
    ...rest,
    warnings: spoken.flatMap((block) => (block.kind === "warning" ? [block.text] : [])),
    tables: renderHtml(spoken.filter((block, i) => block.kind !== "warning" && !(i === 0 && block.kind === "heading"))),
    prose: [],
  };
}
