import { type Document, renderHtml } from "dta-meta/report";
import { texts } from "../texts.js";
import type { AnalysisTask, Outcome } from "./messages.js";

/** What the page shows of a result that the library has a document for. */
export function documentOutcome(
  result: Outcome["result"],
  document: Document,
  { headlines, drawings }: Pick<Outcome, "headlines" | "drawings">,
): Outcome {
  return {
    result,
    warnings: document.flatMap((block) => (block.kind === "warning" ? [block.text] : [])),
    headlines,
    drawings,
    tables: renderHtml(
      document.filter((block, i) => block.kind !== "warning" && !(i === 0 && block.kind === "heading")),
    ),
    prose: [],
    document,
  };
}

/** What an analysis without a title is called. */
export const titleOf = ({ title, kind }: AnalysisTask): string => (title === "" ? texts.form.questions[kind] : title);
