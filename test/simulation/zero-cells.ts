import { fitReitsma, type Study, summaryPoint } from "../../src/index.js";
import { expit } from "../../src/numeric/distributions/logistic.js";
import { seededRandom } from "../../src/numeric/random/random.js";
import { table } from "./markdown.js";

const MEANS = [1.5, 2, 2.5, 3, 3.5];
const SIZES = [
  [5, 30],
  [10, 60],
  [20, 100],
  [30, 200],
] as const;
const VARIANCES = [0.3, 0.8];
const STUDIES = [8, 15, 30];

/** Least share of the studies with a zero cell, row by row. */
const SHARES = [0, 0.001, 0.1, 0.2, 0.3, 0.4, 0.5] as const;

/** What continuity corrections do to the normal model: coverage and bias by the share of studies with a zero cell. */
export function zeroCells(replicates: number, seed: number): string {
  const rows = SHARES.map(() => ({ reviews: 0, covered: 0, bias: 0 }));
  let scenario = 0;
  for (const mean of MEANS) {
    for (const [least, most] of SIZES) {
      for (const variance of VARIANCES) {
        for (const k of STUDIES) {
          for (let i = 0; i < replicates; i++) {
            const random = seededRandom(seed, 10_000_000 + 10_000 * scenario + i);
            const margin = (): readonly [number, number] => {
              const n = least + random.integerBelow(most - least + 1);
              const right = random.binomial(n, expit(mean + Math.sqrt(variance) * random.normal()));
              return [right, n - right];
            };
            const studies: Study[] = Array.from({ length: k }, (_, j) => {
              const [[tp, fn], [tn, fp]] = [margin(), margin()];
              return { id: `Study ${j + 1}`, tp, fp, fn, tn };
            });
            const zero = studies.filter(({ tp, fp, fn, tn }) => Math.min(tp, fp, fn, tn) === 0).length / k;
            const { sensitivity, specificity, logits } = summaryPoint(fitReitsma(studies), { interval: "t" });
            const row = rows[SHARES.findLastIndex((share) => zero >= share)]!;
            row.reviews++;
            row.bias += (logits.sensitivity.estimate + logits.specificity.estimate) / 2 - mean;
            for (const { lower, upper } of [sensitivity, specificity]) {
              if (lower <= expit(mean) && expit(mean) <= upper) row.covered++;
            }
          }
          scenario++;
        }
      }
    }
  }
  const name = (i: number): string => {
    const [share, next] = [SHARES[i]!, SHARES[i + 1]];
    if (share === 0) return "none";
    if (share < 0.1) return "fewer than 10%";
    return next === undefined ? `${100 * share}% or more` : `${100 * share}% to ${100 * next}%`;
  };
  return table(
    ["studies with a zero cell", "reviews", "t", "bias, logits"],
    rows.map(({ reviews, covered, bias }, i) => [
      name(i),
      String(reviews),
      ((100 * covered) / (2 * reviews)).toFixed(1),
      (bias / reviews).toFixed(2),
    ]),
  );
}
