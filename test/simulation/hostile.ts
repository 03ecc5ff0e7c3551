import { expit } from "../../src/numeric/distributions/logistic.js";
import { seededRandom } from "../../src/numeric/random/random.js";
import type { Study } from "../../src/tables/study.js";

/**
 * A review that is hard to fit: 4 to 60 studies of 1 to 100,000 participants a margin, pooled values of 2 % to 100 %, between-study
 * variances of 0 to 9, correlations to ±1, zero cells in plenty. The same seed gives the same review.
 */
export function hostileStudies(seed: number): Study[] {
  const random = seededRandom(20_261_121, seed);
  const pick = <T>(values: readonly T[]): T => values[random.integerBelow(values.length)]!;
  const k = pick([4, 4, 5, 5, 6, 8, 10, 12, 15, 20, 30, 40, 60]);
  const mean = (): number => pick([-1, 0, 0.5, 1.4, 2, 3, 4.5, 6]);
  const deviation = (): number => pick([0, 0, 0.05, 0.3, 0.5, 0.7, 1, 1.5, 2, 3]);
  const [m1, m2, s1, s2] = [mean(), mean(), deviation(), deviation()];
  const correlation = pick([-1, -0.995, -0.9, -0.6, -0.3, 0, 0.3, 0.6, 0.9, 0.995, 1]);
  const sizes = [
    [1, 8],
    [3, 20],
    [5, 40],
    [20, 100],
    [30, 300],
    [100, 1000],
    [10, 5000],
    [2000, 100_000],
  ] as const;
  const ranges = [pick(sizes), pick(sizes)];
  const size = ([least, most]: readonly [number, number]): number => least + random.integerBelow(most - least + 1);
  return Array.from({ length: k }, (_, i) => {
    const z1 = random.normal();
    const z2 = correlation * z1 + Math.sqrt(1 - correlation * correlation) * random.normal();
    const [n1, n0] = [size(ranges[0]!), size(ranges[1]!)];
    const tp = random.binomial(n1, expit(m1 + s1 * z1));
    const tn = random.binomial(n0, expit(m2 + s2 * z2));
    return { id: `Study ${i + 1}`, tp, fp: n0 - tn, fn: n1 - tp, tn };
  });
}
