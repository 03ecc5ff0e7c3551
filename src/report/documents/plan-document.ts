import type { PlannedInterval, ReviewPlan } from "../../inference/simulation/plan-review.js";
import type { Document } from "../render/document.js";
import { heading, paragraph, warning } from "../render/document.js";
import { fixed, percent } from "../render/format.js";

const right = { align: "right" } as const;

const share = (value: number | null): string => percent(value, 0);
const shown = ({ medianWidth, coverage }: PlannedInterval): string[] => [fixed(medianWidth, 3), share(coverage)];

/** How many studies a planned review needs, and what was looked at. */
export function planDocument({ needed, reason, rows, assurance, replicates, seed }: ReviewPlan): Document {
  const least = rows.find(({ studies }) => studies === needed);
  return [
    heading(1, "Studies that a planned review needs"),
    needed === null
      ? warning(`No number of studies is enough: ${reason}.`)
      : paragraph(
          `${needed} studies: with them ${share(least!.success)} of simulated reviews meet the targets (Monte Carlo standard error ${share(least!.monteCarloError)}), ${share(assurance)} are asked for.`,
        ),
    {
      kind: "table",
      caption: `${replicates.toLocaleString("en-US")} simulated reviews for each number of studies, seed ${seed}`,
      columns: [
        { title: "Studies", ...right },
        { title: "Targets met", ...right },
        { title: "Converged", ...right },
        { title: "Width, sensitivity", ...right },
        { title: "Coverage", ...right },
        { title: "Width, specificity", ...right },
        { title: "Coverage", ...right },
      ],
      rows: rows.map(({ studies, success, monteCarloError, converged, sensitivity, specificity }) => [
        String(studies),
        `${share(success)} ± ${share(monteCarloError)}`,
        share(converged),
        ...shown(sensitivity),
        ...shown(specificity),
      ]),
    },
    paragraph("Widths are medians, from limit to limit. Coverage is the share of intervals that held the truth."),
  ];
}
