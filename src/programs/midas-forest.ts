import { logRatio } from "../accuracy/log-ratio.js";
import { chiSquaredPValue } from "../inference/heterogeneity/chi-squared-p-value.js";
import { iSquaredOf } from "../inference/heterogeneity/i-squared.js";
import { expit } from "../numeric/distributions/logistic.js";
import { exp, log as ln, square } from "../numeric/elementary.js";
import { addToCells, correctionAmounts, DEFAULT_CORRECTION } from "../tables/correction.js";
import type { Study } from "../tables/study.js";
import { decimals, type ProgramQuantity, single } from "./program-output.js";
import type { SharedIntercept } from "./shared-intercept.js";

type Measure = "sensitivity" | "specificity" | "plr" | "nlr" | "dor";

/** Σ n(p − p̂)²/(p̂(1 − p̂)) of the raw proportions; studies without people in that group say nothing. */
function proportionQ(cells: readonly { readonly x: number; readonly n: number }[], p: number): number {
  return cells.reduce((sum, { x, n }) => (n > 0 ? sum + (n * square(x / n - p)) / (p * (1 - p)) : sum), 0);
}

/**
 * Q and I² as midas prints them in its forest plots, around the fixed effects of its null model: Pearson's Q of the raw
 * proportions; of ratios, Σ (ln xᵢ − ln x̂)²/varᵢ with 0.5 added to the cells of studies with a zero.
 *
 * Two slips: the I² printed for LR+ is its own lower limit, and Q of the odds ratio sums exp(squared deviation); without them they
 * stand under `corrected`. As read from its source; no printed numbers were found to hold them against.
 */
export function midasForest(
  studies: readonly Study[],
  { logitSensitivity, logitSpecificity }: SharedIntercept,
  level: number,
): Record<string, ProgramQuantity> {
  const [p, q] = [expit(logitSensitivity), expit(logitSpecificity)];
  const amounts = correctionAmounts(studies, DEFAULT_CORRECTION);
  const squares = (measure: "plr" | "nlr" | "dor", centre: number): number[] =>
    studies.map((study, i) => {
      const { log, variance } = logRatio(addToCells(study, amounts[i]!), measure);
      return square(log - centre) / variance;
    });
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const dorSquares = squares("dor", logitSensitivity + logitSpecificity);
  const qs: Record<Measure, number> = {
    sensitivity: proportionQ(
      studies.map(({ tp, fn }) => ({ x: tp, n: tp + fn })),
      p,
    ),
    specificity: proportionQ(
      studies.map(({ tn, fp }) => ({ x: tn, n: tn + fp })),
      q,
    ),
    plr: sum(squares("plr", ln(p / (1 - q)))),
    nlr: sum(squares("nlr", ln((1 - p) / q))),
    dor: sum(dorSquares.map(exp)),
  };
  const two = decimals(2);
  return {
    ...corrected(qs.plr, sum(dorSquares), studies.length - 1, level),
    ...Object.fromEntries(
      (Object.entries(qs) as [Measure, number][]).flatMap(([measure, statistic]) => {
        const df = studies.length - 1;
        const { estimate, lower, upper } = iSquaredOf(statistic, df, level);
        const percent = (value: number | null): number | null => (value === null ? null : 100 * value);
        const finite = Number.isFinite(statistic) ? statistic : null;
        const name = `heterogeneity.${measure}`;
        return [
          [
            `${name}.q`,
            single(finite, two, measure === "dor" ? { slip: "midas sums exp((ln DOR − centre)²/variance) here." } : {}),
          ],
          [`${name}.df`, single(df, decimals(0))],
          [`${name}.pValue`, single(finite === null ? 0 : chiSquaredPValue(statistic, df), two)],
          [
            `${name}.iSquared`,
            {
              estimate: percent(measure === "plr" ? lower : estimate),
              lower: percent(lower),
              upper: percent(upper),
              format: two,
              ...(measure === "plr" ? { slip: "midas prints the lower limit of the I² of LR+ as its estimate." } : {}),
            } satisfies ProgramQuantity,
          ],
        ];
      }),
    ),
  };
}

/** What the two slips would read without them, under `corrected`. */
function corrected(plr: number, dor: number, df: number, level: number): Record<string, ProgramQuantity> {
  const iSquared = (statistic: number): ProgramQuantity => {
    const { estimate, lower, upper } = iSquaredOf(statistic, df, level);
    const percent = (value: number | null): number | null => (value === null ? null : 100 * value);
    return { estimate: percent(estimate), lower: percent(lower), upper: percent(upper), format: decimals(2) };
  };
  return {
    "corrected.heterogeneity.plr.iSquared": iSquared(plr),
    "corrected.heterogeneity.dor.q": single(dor, decimals(2)),
    "corrected.heterogeneity.dor.pValue": single(chiSquaredPValue(dor, df), decimals(2)),
    "corrected.heterogeneity.dor.iSquared": iSquared(dor),
  };
}
