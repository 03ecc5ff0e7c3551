import { log } from "../../numeric/elementary.js";
import { columns } from "../../numeric/linear/columns.js";
import { addToCells, type Correction, correctionAmounts } from "../../tables/correction.js";
import type { Study } from "../../tables/study.js";
import { buildDesign, type Design, flatRows, splitByModerators } from "../design.js";
import type { AppliedCorrection, Exclusion } from "../fit-core.js";
import { requireStudies } from "../require-studies.js";
import type { LogitData } from "./logits.js";

/** The studies that can enter the normal-normal model, as logits, and the story of those that can't. */
export interface PreparedLogits {
  readonly studies: readonly Study[];
  readonly data: LogitData;
  readonly design: Design;
  readonly excluded: readonly Exclusion[];
  readonly corrections: readonly AppliedCorrection[];
}

/** Columns of logits and their sampling variances. */
type Logits = Pick<LogitData, "logitSensitivity" | "logitSpecificity" | "varSensitivity" | "varSpecificity">;

/** Writes a study's logits and variances to a place; `false` where a cell is 0 after the correction. */
function writeLogit(study: Study, amount: number, at: number, to: Logits): boolean {
  const { tp, fp, fn, tn } = addToCells(study, amount);
  if (Math.min(tp, fp, fn, tn) <= 0) return false;
  to.logitSensitivity[at] = log(tp / fn);
  to.logitSpecificity[at] = log(tn / fp);
  to.varSensitivity[at] = 1 / tp + 1 / fn;
  to.varSpecificity[at] = 1 / tn + 1 / fp;
  return true;
}

/** Writes the logits of all studies; `false` where one has none. */
export function writeLogits(studies: readonly Study[], correction: Correction, to: Logits): boolean {
  const amounts = correctionAmounts(studies, correction);
  return studies.every((study, i) => {
    const { tp, fp, fn, tn } = study;
    return tp + fn > 0 && tn + fp > 0 && writeLogit(study, amounts[i]!, i, to);
  });
}

/**
 * Observed logits and their sampling variances, logit p̂ = ln(x/(n−x)) with variance 1/x + 1/(n−x), after the continuity
 * correction. A study without diseased or without non-diseased has no logit for that margin and is left out by name; so is
 * one whose zero cell was not corrected, and one without a value of a moderator.
 */
export function prepareLogits(
  studies: readonly Study[],
  correction: Correction,
  moderators: readonly string[],
  minStudies = 1,
): PreparedLogits {
  const { complete, missing } = splitByModerators(studies, moderators);
  const reasons = new Map<string, string>();
  for (const { study, name } of missing) reasons.set(study.id, `it has no value of ${name}`);
  const whole = complete.filter((study) => {
    const margin = study.tp + study.fn === 0 ? "diseased" : study.tn + study.fp === 0 ? "non-diseased" : null;
    if (margin !== null) {
      reasons.set(study.id, `it has no ${margin} participants, and the normal model needs both margins`);
    }
    return margin === null;
  });
  const amounts = correctionAmounts(whole, correction);
  const included: Study[] = [];
  const corrections: AppliedCorrection[] = [];
  const [logitSensitivity, logitSpecificity, varSensitivity, varSpecificity] = columns(whole.length, 4);
  const logits = { logitSensitivity, logitSpecificity, varSensitivity, varSpecificity };
  whole.forEach((study, i) => {
    const amount = amounts[i]!;
    if (!writeLogit(study, amount, included.length, logits)) {
      reasons.set(study.id, "it has a zero cell, which has no logit without a continuity correction");
      return;
    }
    included.push(study);
    if (amount > 0) corrections.push({ id: study.id, value: amount });
  });
  const k = included.length;
  requireStudies(k, minStudies);
  const design = buildDesign(included, moderators);
  const data: LogitData = {
    k,
    q: design.terms.length,
    logitSensitivity: logitSensitivity.subarray(0, k),
    logitSpecificity: logitSpecificity.subarray(0, k),
    varSensitivity: varSensitivity.subarray(0, k),
    varSpecificity: varSpecificity.subarray(0, k),
    design: flatRows(design),
  };
  const excluded = studies.flatMap(({ id }) => {
    const reason = reasons.get(id);
    return reason === undefined ? [] : [{ id, reason }];
  });
  return { studies: included, data, design, excluded, corrections };
}
