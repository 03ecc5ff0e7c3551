import { logRatio } from "../accuracy/log-ratio.js";
import { addToCells, type Correction, correctionAmounts } from "../data/correction.js";
import type { Study, TwoByTwo } from "../data/study.js";
import type { AppliedCorrection, Exclusion } from "../models/fit.js";

/** A measure of a study that can be pooled on its own. */
export type Measure = "sensitivity" | "specificity" | "plr" | "nlr" | "dor";

/** A measure of each study on its pooling scale (logit of a proportion, logarithm of a ratio), with its sampling variance. */
export interface StudyEffects {
  /** The studies that have the measure, in the order given. */
  readonly studies: readonly Study[];
  /** Their tables, corrected. */
  readonly tables: readonly TwoByTwo[];
  readonly values: readonly number[];
  readonly variances: readonly number[];
  readonly excluded: readonly Exclusion[];
  readonly corrections: readonly AppliedCorrection[];
}

function emptyMargin({ tp, fp, fn, tn }: TwoByTwo, measure: Measure): string | null {
  if (tp + fn === 0 && measure !== "specificity") return "it has no diseased participants";
  if (fp + tn === 0 && measure !== "sensitivity") return "it has no non-diseased participants";
  return null;
}

function effect(cells: TwoByTwo, measure: Measure): { value: number; variance: number } {
  const { tp, fp, fn, tn } = cells;
  if (measure === "sensitivity") return { value: Math.log(tp / fn), variance: 1 / tp + 1 / fn };
  if (measure === "specificity") return { value: Math.log(tn / fp), variance: 1 / tn + 1 / fp };
  const { log, variance } = logRatio(cells, measure);
  return { value: log, variance };
}

/**
 * Each study's measure on its pooling scale: ln(x/(n−x)) with variance 1/x + 1/(n−x) for a proportion, `logRatio` for a
 * ratio, from the corrected cells. Left out, with the reason: a study whose margin is empty (a proportion needs its own, a ratio
 * both), and one whose zero cell was not corrected.
 */
export function studyEffects(studies: readonly Study[], measure: Measure, correction: Correction): StudyEffects {
  const excluded: Exclusion[] = [];
  const whole = studies.filter((study) => {
    const reason = emptyMargin(study, measure);
    if (reason !== null) excluded.push({ id: study.id, reason });
    return reason === null;
  });
  const amounts = correctionAmounts(whole, correction);
  const included: Study[] = [];
  const tables: TwoByTwo[] = [];
  const values: number[] = [];
  const variances: number[] = [];
  const corrections: AppliedCorrection[] = [];
  whole.forEach((study, i) => {
    const amount = amounts[i]!;
    const cells = addToCells(study, amount);
    const { value, variance } = effect(cells, measure);
    if (!(Number.isFinite(value) && Number.isFinite(variance) && variance > 0)) {
      excluded.push({ id: study.id, reason: "a zero cell was left without a continuity correction" });
      return;
    }
    included.push(study);
    tables.push(cells);
    values.push(value);
    variances.push(variance);
    if (amount > 0) corrections.push({ id: study.id, value: amount });
  });
  return { studies: included, tables, values, variances, excluded, corrections };
}
