import { InputError } from "../base/errors.js";
import { fitGroupedLogistic, type GroupedLogisticFit } from "../models/engine/fit-grouped.js";
import type { Cell } from "../models/engine/model.js";
import type { Study } from "../tables/study.js";

/** Rows of two tests, in groups that share their random effects. */
export interface TwoTests {
  /** The test that comes first in the data is the baseline. */
  readonly levels: readonly [baseline: string, other: string];
  /** Groups of rows; a study without a cluster is a group of its own. */
  readonly groups: readonly (readonly Study[])[];
  readonly isOther: (study: Study) => boolean;
}

/** Sorts studies into groups by `cluster`, and checks that the covariate has two values. */
export function twoTests(studies: readonly Study[], covariate: string): TwoTests {
  const value = (study: Study): string => String(study.covariates?.[covariate] ?? "");
  const levels = [...new Set(studies.map(value))];
  if (levels.length !== 2 || levels.includes("")) {
    throw new InputError(
      "bad-covariate",
      `a comparison of two tests needs a covariate with two values in all rows; "${covariate}" has ${levels.map((level) => JSON.stringify(level)).join(", ")}.`,
      { where: "options.covariate", got: covariate, wanted: "a covariate with two values" },
    );
  }
  const groups = new Map<string, Study[]>();
  for (const study of studies) {
    const key = study.cluster ?? `\u0000${study.id}`;
    groups.set(key, [...(groups.get(key) ?? []), study]);
  }
  return {
    levels: [levels[0]!, levels[1]!],
    groups: [...groups.values()],
    isOther: (study) => value(study) === levels[1],
  };
}

/** Which of the two logits the test has an effect on. */
export interface TestEffects {
  readonly sensitivity: boolean;
  readonly specificity: boolean;
}

/**
 * The bivariate binomial model of two tests with effects of the test on the logits named, where rows of one group share their
 * two random effects. Fixed effects in order: sensitivity and specificity of the baseline, then the effects.
 *
 * @param near a covariance of the random effects to start from, of a similar model; several are tried without one
 */
export function fitTwoTests(
  { groups, isOther }: TwoTests,
  effects: TestEffects,
  nodes: number,
  random: 0 | 2 = 2,
  near?: readonly (readonly number[])[],
): GroupedLogisticFit {
  const extra = [effects.sensitivity, effects.specificity].filter(Boolean).length;
  const cell = (study: Study, sensitivity: boolean): Cell => {
    const other = isOther(study) ? 1 : 0;
    const x = [sensitivity ? 1 : 0, sensitivity ? 0 : 1];
    if (effects.sensitivity) x.push(sensitivity ? other : 0);
    if (effects.specificity) x.push(sensitivity ? 0 : other);
    const { tp, fp, fn, tn } = study;
    // the effect on specificity first, as Stata places its nodes
    const loadings = sensitivity
      ? [
          { column: 0, parameter: 1 },
          { column: 1, parameter: 2 },
        ]
      : [{ column: 0, parameter: 0 }];
    return {
      successes: sensitivity ? tp : tn,
      trials: sensitivity ? tp + fn : tn + fp,
      x,
      loadings: random === 0 ? [] : loadings,
    };
  };
  const model = {
    groups: groups.map((rows) => ({
      columns: random,
      shared: random,
      cells: [false, true].flatMap((sensitivity) => rows.map((study) => cell(study, sensitivity))),
    })),
    fixed: 2 + extra,
    factors: random === 0 ? [] : [{ offset: 0, size: 2 }],
  };
  const fit = fitGroupedLogistic(model, nodes, [1, 1, ...Array<number>(extra).fill(0)], near && factorOf(near));
  const [[varSpecificity, covariance], [, varSensitivity]] = (
    random === 0
      ? [
          [0, 0],
          [0, 0],
        ]
      : fit.between
  ) as [[number, number], [number, number]];
  return {
    ...fit,
    between: [
      [varSensitivity, covariance],
      [covariance, varSpecificity],
    ],
  };
}

/** Elements of the factor, specificity first, of a covariance with sensitivity first. */
function factorOf(between: readonly (readonly number[])[]): number[] {
  const [varSensitivity, covariance, varSpecificity] = [between[0]![0]!, between[0]![1]!, between[1]![1]!];
  const first = Math.sqrt(varSpecificity);
  const second = first > 0 ? covariance / first : 0;
  return [first, second, Math.sqrt(Math.max(0, varSensitivity - second * second))];
}
