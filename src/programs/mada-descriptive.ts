import { ratioEstimate } from "../accuracy/log-ratio.js";
import { proportionInterval } from "../accuracy/proportion-interval.js";
import { chiSquaredPValue } from "../inference/heterogeneity/chi-squared-p-value.js";
import { normalCritical } from "../inference/point/wald.js";
import { atanh, square, tanh } from "../numeric/elementary.js";
import type { Study, TwoByTwo } from "../tables/study.js";
import { decimals, interval, type ProgramQuantity, significant, single } from "./program-output.js";

/** Pearson's χ² of equal proportions. */
function equality(cells: readonly { readonly x: number; readonly n: number }[]): number {
  const p = cells.reduce((sum, { x }) => sum + x, 0) / cells.reduce((sum, { n }) => sum + n, 0);
  return cells.reduce((sum, { x, n }) => sum + square(x - n * p) / (n * p * (1 - p)), 0);
}

function pearson(xs: readonly number[], ys: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const cross = (u: readonly number[], mu: number, v: readonly number[], mv: number): number =>
    u.reduce((sum, value, i) => sum + (value - mu) * (v[i]! - mv), 0);
  return cross(xs, mx, ys, my) / Math.sqrt(cross(xs, mx, xs, mx) * cross(ys, my, ys, my));
}

function ofStudy(cells: TwoByTwo, level: number): Record<string, ProgramQuantity> {
  const { tp, fp, fn, tn } = cells;
  const three = decimals(3);
  const proportion = (x: number, n: number): ProgramQuantity =>
    interval(
      proportionInterval(x, n, { method: "wilson", level }) ?? { estimate: null, lower: null, upper: null },
      three,
    );
  const ratio = (measure: "plr" | "nlr" | "dor"): ProgramQuantity =>
    interval(ratioEstimate(cells, measure, level) ?? { estimate: null, lower: null, upper: null }, three);
  return {
    sensitivity: proportion(tp, tp + fn),
    specificity: proportion(tn, tn + fp),
    falsePositiveRate: proportion(fp, tn + fp),
    plr: ratio("plr"),
    nlr: ratio("nlr"),
    dor: ratio("dor"),
  };
}

/**
 * What mada's `madad` prints: each study's measures from its corrected cells (Wilson intervals of proportions, also where
 * cells are fractions), χ² tests of equal sensitivities and of equal specificities, and Pearson's correlation of sensitivity
 * with the false positive rate with an interval by Fisher's z.
 */
export function madaDescriptive(
  studies: readonly Study[],
  cells: readonly TwoByTwo[],
  level: number,
): Record<string, ProgramQuantity> {
  const k = studies.length;
  const test = (name: "sensitivity" | "specificity", chiSquared: number): Record<string, ProgramQuantity> => ({
    [`heterogeneity.${name}.q`]: single(chiSquared, significant(7)),
    [`heterogeneity.${name}.df`]: single(k - 1, decimals(0)),
    [`heterogeneity.${name}.pValue`]: single(chiSquaredPValue(chiSquared, k - 1), significant(3)),
  });
  const correlation = pearson(
    cells.map(({ tp, fn }) => tp / (tp + fn)),
    cells.map(({ fp, tn }) => fp / (fp + tn)),
  );
  const half = normalCritical(level) / Math.sqrt(k - 3);
  return {
    ...test("sensitivity", equality(cells.map(({ tp, fn }) => ({ x: tp, n: tp + fn })))),
    ...test("specificity", equality(cells.map(({ tn, fp }) => ({ x: tn, n: tn + fp })))),
    "threshold.pearson": {
      estimate: correlation,
      lower: k > 3 ? tanh(atanh(correlation) - half) : null,
      upper: k > 3 ? tanh(atanh(correlation) + half) : null,
      format: decimals(3),
    },
    ...Object.fromEntries(
      studies.flatMap(({ id }, i) =>
        Object.entries(ofStudy(cells[i]!, level)).map(([name, quantity]) => [`studies.${id}.${name}`, quantity]),
      ),
    ),
  };
}
