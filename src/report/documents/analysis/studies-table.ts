import type { Analysis, StudyResult } from "../../../analysis/analyze.js";
import type { TableBlock } from "../../render/document.js";
import { type Numbers, numbersOf } from "../../render/numbers.js";

const right = { align: "right" } as const;

const INTERVALS = {
  wilson: "Wilson",
  "clopper-pearson": "Clopper–Pearson",
  jeffreys: "Jeffreys",
  "agresti-coull": "Agresti–Coull",
  wald: "Wald",
} as const;

/** Every study's table with its own sensitivity and specificity, at most `most` rows. */
export function studiesTable(
  { studies, fit }: Analysis,
  { most = 100, numbers = numbersOf() }: { readonly most?: number; readonly numbers?: Numbers } = {},
): TableBlock | null {
  const [first] = studies;
  if (first === undefined) return null;
  const left = studies.filter(({ excluded }) => excluded !== null);
  const corrected = new Map(fit?.corrections.map(({ id, value }) => [id, value]));
  const row = ({ id, tp, fp, fn, tn, accuracy, excluded }: StudyResult): string[] => [
    excluded === null ? id : `${id} *`,
    String(tp),
    String(fp),
    String(fn),
    String(tn),
    numbers.interval(accuracy.sensitivity),
    numbers.interval(accuracy.specificity),
  ];
  const notes = [`Intervals of single studies: ${INTERVALS[first.accuracy.interval]}.`];
  if (studies.length > most) notes.push(`The first ${most} of ${studies.length} studies.`);
  for (const { id, excluded } of left) notes.push(`* ${id}: not in the model, ${excluded}.`);
  if (corrected.size > 0) {
    notes.push(`A continuity correction was made in the model for ${[...corrected.keys()].join(", ")}.`);
  }
  return {
    kind: "table",
    caption: "Studies",
    columns: [
      { title: "Study" },
      { title: "TP", ...right },
      { title: "FP", ...right },
      { title: "FN", ...right },
      { title: "TN", ...right },
      { title: "Sensitivity", ...right },
      { title: "Specificity", ...right },
    ],
    rows: studies.slice(0, most).map(row),
    notes,
  };
}
