import { checkOptions } from "../../base/check-options.js";
import { checkChoice, checkCount } from "../../base/checks.js";
import { InputError } from "../../base/errors.js";
import type { ComparativeFit } from "../../models/comparative/comparative-fit.js";
import { checkComparativeFit, covarianceOf } from "../../models/comparative/for-test.js";
import { bivariateNormalCdf } from "../../numeric/distributions/bivariate-normal.js";
import { expit } from "../../numeric/distributions/logistic.js";
import { normalCdf } from "../../numeric/distributions/normal.js";
import { choleskyInPlace } from "../../numeric/linear/cholesky.js";
import { quadraticForm } from "../../numeric/linear/matrix.js";
import { seededRandom } from "../../numeric/random/random.js";

/** How tests are ranked. */
export interface RankOptions {
  /** `"both"` (default): better on sensitivity and specificity; `"dor"`: by the diagnostic odds ratio; `"youden"`: by sensitivity + specificity − 1. */
  readonly by?: "both" | "dor" | "youden";
  /** Draws from the estimated sampling distribution for the superiority index and ranks; 0 (default) for none. */
  readonly draws?: number;
  /** Of the draws; default 1. */
  readonly seed?: number;
}

/** One test against another, as shares of the estimated sampling distribution. */
export interface PairwiseSuperiority {
  /** The test. */
  readonly test: string;
  /** The test that it is compared with. */
  readonly reference: string;
  /** Share in which its sensitivity is the higher one. */
  readonly sensitivity: number;
  /** Share in which its specificity is the higher one. */
  readonly specificity: number;
  /** Share in which both are: a bivariate normal orthant probability, exact. */
  readonly both: number;
  /** Share in which both are lower. */
  readonly neither: number;
  /** Share in which it is better by what the ranking is by; for `"both"` the same as `both`. */
  readonly better: number;
}

/** One test in a ranking. */
export interface RankedTest {
  /** The test. */
  readonly test: string;
  /** Expected number of tests to which it is superior: on both proportions, or by the measure. */
  readonly superiorTo: number;
  /** Expected number of tests to which it is inferior. */
  readonly inferiorTo: number;
  /** Mean superiority index of the draws (2a + 1)/(2b + 1), from 1/(2T − 1) to 2T − 1; `null` without draws. */
  readonly superiorityIndex: {
    /** Its mean over the draws. */
    readonly mean: number;
    /** Standard error of that mean, from drawing alone. */
    readonly monteCarloError: number;
  } | null;
  /** Share of draws at rank 1, 2, …; `null` without draws. */
  readonly ranks: readonly number[] | null;
}

/** What `rankTests` found: shares of the estimated sampling distribution of the fit, not probabilities of a truth. */
export interface Ranking {
  /** What tests are ranked by. */
  readonly by: "both" | "dor" | "youden";
  /** Tests by superior less inferior, the best first. */
  readonly tests: readonly RankedTest[];
  /** Every ordered pair of tests. */
  readonly pairs: readonly PairwiseSuperiority[];
  /** Draws and their seed; `null` without. */
  readonly simulation: {
    /** How many. */
    readonly draws: number;
    /** Of the random numbers. */
    readonly seed: number;
  } | null;
  /** What the numbers mean, in a sentence. */
  readonly note: string;
}

const NOTE =
  "Shares of the estimated sampling distribution of the pooled sensitivities and specificities: they reflect how precise the estimates are, not how good a test is, and say nothing without the intervals beside them.";

/**
 * Ranks the tests of a comparative fit. For every pair the share of the estimated sampling distribution in which one test is
 * better than the other on sensitivity, on specificity, and on both: the last a bivariate normal orthant probability of the
 * differences of logits, exact. A test's `superiorTo` and `inferiorTo` are sums of these.
 *
 * The superiority index of Deutsch et al. (2009) as Nyaga, Aerts & Arbyn (2018, doi:10.1177/0962280216669182) use it counts, in every
 * draw, the tests to which one is superior (a) and inferior (b) on both proportions, and itself as equal: (2a + 1)/(2b + 1). Its mean
 * and the ranks need `draws`.
 *
 * @throws InputError `bad-option`, `bad-fit`
 *
 * @example
 * ```ts
 * import { fitComparative, rankTests, readStudies } from "dta-meta";
 *
 * const csv =
 *   "study,cluster,test,tp,fp,fn,tn\nA1,A,RepC,6,14,4,28\nA2,A,HC2,9,25,1,17\nB1,B,RepC,8,28,4,71\nB2,B,HC2,10,28,1,58\n" +
 *   "C1,C,RepC,20,191,13,483\nC2,C,HC2,27,282,6,392\nD1,D,RepC,4,20,3,56\nD2,D,HC2,6,27,1,49\nE1,E,RepC,48,324,21,597\nE2,E,HC2,64,350,5,571";
 * const { pairs } = rankTests(fitComparative(readStudies(csv), { test: "test" }));
 * pairs.length; // 2
 * ```
 */
export function rankTests(fit: ComparativeFit, options: RankOptions = {}): Ranking {
  checkComparativeFit(fit);
  if (fit.convergence.unbounded.length > 0) {
    throw new InputError(
      "no-covariance",
      `the tests have no sampling distribution to rank by: ${fit.convergence.message}`,
      {
        where: "fit.convergence.unbounded",
        got: fit.convergence.unbounded.length,
        wanted: "a fit all of whose means have an optimum",
      },
    );
  }
  checkOptions(options);
  const covariance = covarianceOf(fit);
  const by = checkChoice("by", options.by ?? "both", ["both", "dor", "youden"]);
  const draws = checkCount("draws", options.draws ?? 0, 0, 10_000_000);
  const seed = checkCount("seed", options.seed ?? 1, 0);
  const { tests } = fit;
  const pairs = tests.flatMap((_, t) =>
    tests.flatMap((__, r) => (t === r ? [] : [superiority(fit, covariance, by, t, r)])),
  );
  const simulated = draws > 0 ? simulate(fit, covariance, by, draws, seed) : null;
  const ranked = tests.map((test, t): RankedTest => {
    const own = pairs.filter((pair) => pair.test === test);
    const inferior = by === "both" ? own.map(({ neither }) => neither) : own.map(({ better }) => 1 - better);
    return {
      test,
      superiorTo: own.reduce((sum, { better }) => sum + better, 0),
      inferiorTo: inferior.reduce((sum, share) => sum + share, 0),
      superiorityIndex: simulated?.[t]?.superiorityIndex ?? null,
      ranks: simulated?.[t]?.ranks ?? null,
    };
  });
  return {
    by,
    tests: ranked.sort((one, other) => other.superiorTo - other.inferiorTo - (one.superiorTo - one.inferiorTo)),
    pairs,
    simulation: draws > 0 ? { draws, seed } : null,
    note: NOTE,
  };
}

/** P(d > 0) of a normal d; ½ where it has no spread and no difference. */
function above(mean: number, variance: number): number {
  if (variance > 0) return normalCdf(mean / Math.sqrt(variance));
  return mean > 0 ? 1 : mean < 0 ? 0 : 0.5;
}

type Covariance = NonNullable<ComparativeFit["covariance"]>;

function superiority(
  { tests, coefficients }: ComparativeFit,
  covariance: Covariance,
  by: Ranking["by"],
  t: number,
  r: number,
): PairwiseSuperiority {
  const q = tests.length;
  const unit = (offset: number): number[] =>
    Array.from({ length: 2 * q }, (_, i) => (i === offset + t ? 1 : i === offset + r ? -1 : 0));
  const [bySe, bySp] = [unit(0), unit(q)];
  const value = (gradient: readonly number[]): number =>
    gradient.reduce((sum, g, i) => sum + g * coefficients[i]!.estimate, 0);
  const [mean1, mean2] = [value(bySe), value(bySp)];
  const [var1, var2] = [quadraticForm(covariance, bySe), quadraticForm(covariance, bySp)];
  const spread = Math.sqrt(var1 * var2);
  const correlation = spread > 0 ? Math.max(-1, Math.min(1, quadraticForm(covariance, bySe, bySp) / spread)) : 0;
  const orthant = (sign: number): number =>
    spread > 0
      ? bivariateNormalCdf((sign * mean1) / Math.sqrt(var1), (sign * mean2) / Math.sqrt(var2), correlation)
      : above(sign * mean1, var1) * above(sign * mean2, var2);
  const both = orthant(1);
  const measure = (): number => {
    const sum = bySe.map((x, i) => x + bySp[i]!);
    if (by === "dor") return above(value(sum), quadraticForm(covariance, sum));
    // Youden's index by its first-order approximation
    const slopes = coefficients.map(({ estimate }) => expit(estimate) * expit(-estimate));
    const gradient = sum.map((x, i) => x * slopes[i]!);
    const index = (test: number): number =>
      expit(coefficients[test]!.estimate) + expit(coefficients[q + test]!.estimate);
    return above(index(t) - index(r), quadraticForm(covariance, gradient));
  };
  return {
    test: tests[t]!,
    reference: tests[r]!,
    sensitivity: above(mean1, var1),
    specificity: above(mean2, var2),
    both,
    neither: orthant(-1),
    better: by === "both" ? both : measure(),
  };
}

/** Superiority indices and ranks of the tests in draws from the normal distribution of the coefficients. */
function simulate(
  { tests, coefficients }: ComparativeFit,
  covariance: Covariance,
  by: Ranking["by"],
  draws: number,
  seed: number,
) {
  const q = tests.length;
  const size = 2 * q;
  const factor = Float64Array.from(covariance.flat());
  const trace = covariance.reduce((sum, row, i) => sum + row[i]!, 0);
  // a hair off the diagonal's edge, for covariances that are singular under a common mean
  for (let i = 0; i < size; i++) factor[i * size + i]! += 1e-12 * trace;
  choleskyInPlace(factor, size);
  const random = seededRandom(seed);
  const sums = tests.map(() => 0);
  const squares = tests.map(() => 0);
  const ranks = tests.map(() => tests.map(() => 0));
  const logits = new Float64Array(size);
  const normals = new Float64Array(size);
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < size; i++) normals[i] = random.normal();
    for (let i = 0; i < size; i++) {
      let value = coefficients[i]!.estimate;
      for (let k = 0; k <= i; k++) value += factor[i * size + k]! * normals[k]!;
      logits[i] = value;
    }
    const score = tests.map((_, t) =>
      by === "youden" ? expit(logits[t]!) + expit(logits[q + t]!) : logits[t]! + logits[q + t]!,
    );
    const indices = tests.map((_, t) => {
      let [superior, inferior] = [0, 0];
      tests.forEach((__, r) => {
        if (by !== "both") {
          superior += score[t]! > score[r]! ? 1 : 0;
          inferior += score[t]! < score[r]! ? 1 : 0;
          return;
        }
        superior += logits[t]! > logits[r]! && logits[q + t]! > logits[q + r]! ? 1 : 0;
        inferior += logits[t]! < logits[r]! && logits[q + t]! < logits[q + r]! ? 1 : 0;
      });
      return (2 * superior + 1) / (2 * inferior + 1);
    });
    indices.forEach((index, t) => {
      sums[t]! += index;
      squares[t]! += index * index;
      const better = indices.filter((other) => other > index).length;
      ranks[t]![better]! += 1;
    });
  }
  return tests.map((_, t) => {
    const mean = sums[t]! / draws;
    const variance = Math.max(0, squares[t]! / draws - mean * mean);
    return {
      superiorityIndex: { mean, monteCarloError: Math.sqrt(variance / draws) },
      ranks: ranks[t]!.map((count) => count / draws),
    };
  });
}
