import type { ResolvedOptions } from "./options.js";
import { hasSeveralTests } from "./rows.js";
import type { ComparativeStudies, StructureChoice } from "./structure.js";

/** A structure to try, and what is said of it. */
export interface StructurePlan {
  readonly choice: StructureChoice;
  readonly robust: boolean;
  /** Why this one; `null` where it was asked for. */
  readonly why: string | null;
}

/** From this many studies with two tests on, study and test-within-study variation are told apart in practice. */
export const PAIRED_ENOUGH = 5;

/**
 * The structures to be tried in turn: the one asked for, or by the number of studies that have several tests. Simpler ones
 * follow for data on which the first does not converge.
 */
export function structurePlans(studies: ComparativeStudies, options: ResolvedOptions): StructurePlan[] {
  const { structure, variances, within } = options;
  const robust = options.robust === true;
  if (structure !== "auto") return [{ choice: { structure, variances, within }, robust, why: null }];
  const paired = studies.filter(hasSeveralTests).length;
  const independent = { structure: "independent", variances, within } as const;
  if (paired === 0) {
    return [
      {
        choice: independent,
        robust,
        why: "No study has two of the tests, so every row has random effects of its own; the comparison is between studies alone.",
      },
    ];
  }
  const number = `${paired} ${paired === 1 ? "study has" : "studies have"} two or more of the tests`;
  const sandwich = options.robust !== false;
  const covariance = sandwich ? ", and the covariance is robust to dependence within studies" : "";
  if (paired < PAIRED_ENOUGH) {
    return [
      {
        choice: independent,
        robust: sandwich,
        why: `${number}, fewer than the ${PAIRED_ENOUGH} that variation within studies can be told from: every row has random effects of its own${covariance}.`,
      },
    ];
  }
  const nested = { structure: "nested", variances, within } as const;
  const why = `${number}: random effects of the study, and of the test within the study.`;
  const after = (step: string): string => `${why} ${step}`;
  return [
    { choice: nested, robust, why },
    ...(within === "unstructured"
      ? [
          {
            choice: { ...nested, within: "diagonal" as const },
            robust,
            why: after("The within-study correlation was dropped, since the fit with it did not converge."),
          },
        ]
      : []),
    {
      choice: independent,
      robust: sandwich,
      why: after(`That did not converge: every row has random effects of its own${covariance}.`),
    },
  ];
}
