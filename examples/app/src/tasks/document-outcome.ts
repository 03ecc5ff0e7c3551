import { type Document, renderHtml } from "dta-meta/report";
import type { Outcome } from "./messages.js";

/** What the page shows of a result that the library has a document for. */
export function documentOutcome(
  document: Document,
  rest: Pick<Outcome, "result" | "headlines" | "drawings" | "task" | "more">,
): Outcome {
  return {
    ...rest,
    warnings: document.flatMap((block) => (block.kind === "warning" ? [block.text] : [])),
    tables: renderHtml(
      document.filter((block, i) => block.kind !== "warning" && !(i === 0 && block.kind === "heading")),
    ),
    prose: [],
  };
}
