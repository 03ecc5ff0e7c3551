import type { Candidate } from "../../published/identify/candidate.js";
import type { Identification } from "../../published/identify/identify-conclusion.js";
import { type Document, heading, paragraph, type TableBlock } from "../render/document.js";

/** Candidates that are listed; the rest reproduce fewer numbers still. */
const LISTED = 8;

const VERDICTS = {
  must: "must have been made so",
  consistent: "consistent with it",
  several: "can't be told apart",
  nearest: "nearest, with contradictions",
  none: "no known convention",
} as const;

function candidateTable(candidates: readonly Candidate[]): TableBlock {
  const shown = candidates.filter(({ reproduced, near }) => reproduced + near > 0).slice(0, LISTED);
  const failures = candidates.filter(({ failure }) => failure !== null);
  return {
    kind: "table",
    caption: "Conventions, those with the fewest contradictions first",
    columns: [
      { title: "convention" },
      { title: "agreeing", align: "right" },
      { title: "to the last digit", align: "right" },
      { title: "otherwise", align: "right" },
      { title: "not printed", align: "right" },
      { title: "the paper would have" },
    ],
    rows: shown.map(({ id, reproduced, near, tried, off, missing, description }) => [
      id,
      `${reproduced + near} of ${tried}`,
      String(reproduced),
      String(off),
      String(missing),
      description,
    ]),
    notes:
      failures.length === 0
        ? []
        : [`Not tried on all: ${failures.map(({ id, failure }) => `${id} (${failure})`).join("; ")}`],
  };
}

/** An identification as a report: the conclusion in words, the ranking, and the best of each result where there are several. */
export function identificationDocument(name: string, { conclusion, candidates, results }: Identification): Document {
  const several: TableBlock = {
    kind: "table",
    caption: "Result by result",
    columns: [{ title: "result" }, { title: "numbers", align: "right" }, { title: "best" }, { title: "verdict" }],
    rows: results.map(({ id, numbers, best, verdict }) => [
      id,
      String(numbers),
      best.length === 0 ? "none" : best.join(", "),
      VERDICTS[verdict],
    ]),
  };
  return [
    heading(2, name),
    paragraph(conclusion),
    candidateTable(candidates),
    ...(results.length > 1 ? [several] : []),
  ];
}
