import { logRatio } from "../../accuracy/log-ratio.js";
import type { AppliedCorrection, Exclusion } from "../../models/fit.js";
import { log as ln } from "../../numeric/elementary.js";
import { addToCells, type Correction, correctionAmounts } from "../../tables/correction.js";
import type { Study, TwoByTwo } from "../../tables/study.js";

/** A measure of a study that can be pooled on its own. */
export type Measure = "sensitivity" | "specificity" | "plr" | "nlr" | "dor";

/** Scale that a proportion is pooled on. */
export type ProportionScale = "logit" | "identity";

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

function ofProportion(x: number, rest: number, scale: ProportionScale): { value: number; variance: number } {
  if (scale === "logit") return { value: ln(x / rest), variance: 1 / x + 1 / rest };
  const n = x + rest;
  return { value: x / n, variance: (x * rest) / (n * n * n) };
}

function effect(cells: TwoByTwo, measure: Measure, scale: ProportionScale): { value: number; variance: number } {
  if (measure === "sensitivity") return ofProportion(cells.tp, cells.fn, scale);
  if (measure === "specificity") return ofProportion(cells.tn, cells.fp, scale);
  const { log, variance } = logRatio(cells, measure);
  return { value: log, variance };
}

/** The studies whose margins are not empty (a proportion needs its own, a ratio both), and the others with the reason. */
export function withMargins(
  studies: readonly Study[],
  measure: Measure,
): { readonly whole: readonly Study[]; readonly excluded: readonly Exclusion[] } {
  const excluded: Exclusion[] = [];
  const whole = studies.filter((study) => {
    const reason = emptyMargin(study, measure);
    if (reason !== null) excluded.push({ id: study.id, reason });
    return reason === null;
  });
  return { whole, excluded };
}

/**
 * Each study's measure on its pooling scale, from the corrected cells: ln(x/(n−x)) with variance 1/x + 1/(n−x) for a proportion
 * (on the scale `identity` x/n with p(1−p)/n), `logRatio` for a ratio. Left out, with the reason: a study with an
 * empty margin (`withMargins`), and one whose zero cell was not corrected.
 */
export function studyEffects(
  studies: readonly Study[],
  measure: Measure,
  correction: Correction,
  scale: ProportionScale = "logit",
): StudyEffects {
  const { whole, excluded: empty } = withMargins(studies, measure);
  const excluded: Exclusion[] = [...empty];
  const amounts = correctionAmounts(whole, correction);
  const included: Study[] = [];
  const tables: TwoByTwo[] = [];
  const values: number[] = [];
  const variances: number[] = [];
  const corrections: AppliedCorrection[] = [];
  whole.forEach((study, i) => {
    const amount = amounts[i]!;
    const cells = addToCells(study, amount);
    const { value, variance } = effect(cells, measure, scale);
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
