import { InputError } from "../../base/errors.js";
import { logBinomialCoefficient } from "../../numeric/distributions/gamma.js";
import { columns } from "../../numeric/linear/columns.js";
import type { Study } from "../../tables/study.js";
import { buildDesign, type Design, splitByModerators } from "../design.js";
import type { Exclusion } from "../fit-core.js";
import { requireStudies } from "../require-studies.js";
import { type DesignScaling, scaleDesign } from "./design-scaling.js";

/** Counts and design of the binomial model as flat arrays: what the inner loops read. */
export interface BinomialCounts {
  /** Studies. */
  readonly k: number;
  /** Columns of one logit's design. */
  readonly q: number;
  readonly truePositives: Float64Array;
  readonly diseased: Float64Array;
  readonly trueNegatives: Float64Array;
  readonly nonDiseased: Float64Array;
  /** k × q, row by row; both logits share it. */
  readonly design: Float64Array;
  /** Σ ln C(n, y) over both margins of every study: the part of the log-likelihood without parameters. */
  readonly logCoefficients: number;
}

/** The studies that enter the binomial model, as counts, and the story of those that don't. */
export interface PreparedCounts {
  readonly studies: readonly Study[];
  readonly counts: BinomialCounts;
  readonly design: Design;
  /** How `counts.design` was scaled from `design`. */
  readonly scaling: DesignScaling;
  readonly excluded: readonly Exclusion[];
}

/** The counts of studies, with the rows of their design. */
export function countsOf(studies: readonly Study[], q: number, design: Float64Array): BinomialCounts {
  const k = studies.length;
  const [truePositives, diseased, trueNegatives, nonDiseased] = columns(k, 4);
  let logCoefficients = 0;
  for (const [i, { tp, fp, fn, tn }] of studies.entries()) {
    truePositives[i] = tp;
    diseased[i] = tp + fn;
    trueNegatives[i] = tn;
    nonDiseased[i] = tn + fp;
    logCoefficients += logBinomialCoefficient(tp + fn, tp) + logBinomialCoefficient(tn + fp, tn);
  }
  return { k, q, truePositives, diseased, trueNegatives, nonDiseased, design, logCoefficients };
}

/**
 * Studies as the binomial model reads them. One without a value of a moderator is left out, and one without any participant;
 * one without diseased (or without non-diseased) stays and informs the other logit.
 *
 * @throws InsufficientStudiesError with fewer than `minStudies`, before anything else is asked of them; InputError where no study has diseased (or none has non-diseased) participants: that logit can't be estimated
 */
export function prepareCounts(
  studies: readonly Study[],
  moderators: readonly string[],
  minStudies = 1,
): PreparedCounts {
  const { complete, missing } = splitByModerators(studies, moderators);
  const reasons = new Map(missing.map(({ study, name }) => [study.id, `it has no value of ${name}`]));
  const included = complete.filter((study) => {
    const empty = study.tp + study.fn + study.tn + study.fp === 0;
    if (empty) reasons.set(study.id, "it has no participants");
    return !empty;
  });
  requireStudies(included.length, minStudies);
  const design = buildDesign(included, moderators);
  const scaling = scaleDesign(design);
  const counts = countsOf(included, design.terms.length, scaling.rows);
  const margins = [
    ["diseased", "sensitivity", counts.diseased],
    ["non-diseased", "specificity", counts.nonDiseased],
  ] as const;
  for (const [who, what, sizes] of margins) {
    if (sizes.every((n) => n === 0)) {
      throw new InputError(
        "empty-margin",
        `no study has ${who} participants, so there is no ${what} to estimate; pool the other one on its own.`,
        { where: who, got: 0, wanted: `at least one study with ${who} participants` },
      );
    }
  }
  const excluded = studies.flatMap(({ id }) => {
    const reason = reasons.get(id);
    return reason === undefined ? [] : [{ id, reason }];
  });
  return { studies: included, counts, design, scaling, excluded };
}
