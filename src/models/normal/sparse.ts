import { REMEDIES } from "../../base/remedies.js";
import type { Study, TwoByTwo } from "../../tables/study.js";
import type { AppliedCorrection, Warning } from "../fit-core.js";

/**
 * How often 95 % intervals by t held the true mean in simulated reviews with at least such a share of studies with a zero cell; percent,
 * from the guide's page on coverage.
 */
export const SPARSE_COVERAGE: readonly (readonly [share: number, covered: number])[] = [
  [0.5, 48],
  [0.4, 56],
  [0.3, 69],
  [0.2, 76],
  [0.1, 81],
];

const CELLS: readonly (readonly [cell: keyof TwoByTwo, name: string, outcome: string])[] = [
  ["fn", "false negative", "sensitivity"],
  ["tp", "true positive", "sensitivity"],
  ["fp", "false positive", "specificity"],
  ["tn", "true negative", "specificity"],
];

/**
 * What the continuity correction does to estimates where zero cells are more than a few: it pulls logits towards 0, so that the
 * normal model is biased (by −0.2 to −0.6) and its intervals cover little, whichever are asked for. Where a cell is zero in every study,
 * nothing but the correction says how far the margin is from 100 %.
 */
export function sparseWarnings(studies: readonly Study[], corrections: readonly AppliedCorrection[]): Warning[] {
  if (corrections.length === 0) return [];
  const unanimous = CELLS.filter(([cell]) => studies.every((study) => study[cell] === 0));
  if (unanimous.length > 0) {
    const [names, outcomes] = [unanimous.map(([, name]) => name), unanimous.map(([, , outcome]) => outcome)];
    return [
      {
        code: "corrected-unanimous-margin",
        message: `No study has a ${names.join(" or a ")}: of ${outcomes.join(" and ")} the result is what the continuity correction of ${corrections[0]!.value} makes of that; ${REMEDIES.exactModel} gives the exact bound.`,
      },
    ];
  }
  const zero = studies.filter(({ tp, fp, fn, tn }) => Math.min(tp, fp, fn, tn) === 0).length;
  const simulated = SPARSE_COVERAGE.find(([share]) => zero >= share * studies.length);
  if (simulated === undefined) return [];
  return [
    {
      code: "sparse",
      message: `${zero} of ${studies.length} studies have a zero cell: the normal model is biased towards 50% there (simulated with as many, its 95% intervals held the truth in about ${simulated[1]}%); ${REMEDIES.exactModel} needs no correction.`,
    },
  ];
}
