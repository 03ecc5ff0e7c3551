// Do the intervals of fitThresholds cover what data with several cut-offs were simulated from? Run on demand (some minutes):
//   npx tsx test/simulation/threshold-coverage.ts [replicates]
// Prints, by scenario, the coverage of the 95 % intervals of sensitivity and specificity at a fixed cut-off, of the optimal
// cut-off and of the area, each with its Monte Carlo error, and how the fits went.
import {
  accuracyAt,
  fitThresholds,
  optimalCutoff,
  sroc,
  type ThresholdFit,
  type ThresholdStudy,
} from "../../src/index.js";
import { logit } from "../../src/numeric/distributions/logistic.js";
import { seededRandom } from "../../src/numeric/random/random.js";

interface Scenario {
  readonly name: string;
  readonly k: number;
  /** Least and most people per group. */
  readonly size: readonly [number, number];
  /** Least and most cut-offs per study. */
  readonly cutoffs: readonly [number, number];
}

// locations, widths and their variation near those of exhaled nitric oxide (ppb, log scale)
const TRUTH = { m0: 2.77, m1: 3.6, s0: 0.36, s1: 0.48, sd0: 0.32, sd1: 0.53, rho: 0.85, t0: 0.17, t1: 0.1 };
const GRID = [10, 15, 20, 25, 30, 35, 40, 50];
const FIXED = 25;

const SCENARIOS: readonly Scenario[] = [
  { name: "10 studies, 2 to 5 cut-offs", k: 10, size: [40, 200], cutoffs: [2, 5] },
  { name: "20 studies, 2 to 5 cut-offs", k: 20, size: [40, 200], cutoffs: [2, 5] },
  { name: "30 studies, 1 to 5 cut-offs", k: 30, size: [40, 200], cutoffs: [1, 5] },
];

function simulate({ k, size, cutoffs }: Scenario, random: ReturnType<typeof seededRandom>): ThresholdStudy[] {
  const between = ([low, high]: readonly [number, number]): number => low + random.integerBelow(high - low + 1);
  return Array.from({ length: k }, (_, i) => {
    const z = random.normal();
    const u0 = TRUTH.sd0 * z;
    const u1 = TRUTH.sd1 * (TRUTH.rho * z + Math.sqrt(1 - TRUTH.rho ** 2) * random.normal());
    const chosen = random
      .shuffle(GRID)
      .slice(0, between(cutoffs))
      .sort((x, y) => x - y);
    const group = (location: number, scale: number): number[] => {
      const values = Array.from({ length: between(size) }, () =>
        Math.exp(location + scale * logit(random.uniform() || 0.5)),
      );
      return [values.length, ...chosen.map((c) => values.filter((value) => value > c).length)];
    };
    const [n1, ...tp] = group(TRUTH.m1 + u1, TRUTH.s1 * Math.exp(TRUTH.t1 * random.normal()));
    const [n0, ...fp] = group(TRUTH.m0 + u0, TRUTH.s0 * Math.exp(TRUTH.t0 * random.normal()));
    return {
      id: `Study ${i + 1}`,
      diseased: n1!,
      nonDiseased: n0!,
      points: chosen.map((cutoff, j) => ({ cutoff, tp: tp[j]!, fn: n1! - tp[j]!, fp: fp[j]!, tn: n0! - fp[j]! })),
    };
  });
}

/** The truth as a fit, so that what a fit answers gives the true values too. */
function trueValues(like: ThresholdFit): readonly number[] {
  const values = [TRUTH.m1, TRUTH.s1, TRUTH.m0, TRUTH.s0];
  const truth = { ...like, coefficients: like.coefficients.map((c, i) => ({ ...c, estimate: values[i]! })) };
  return answers(truth).map(({ estimate }) => estimate!);
}

function answers(fit: ThresholdFit) {
  const [z, t] = (["z", "t"] as const).map((interval) => ({
    at: accuracyAt(fit, [FIXED], { interval })[0]!,
    cutoff: optimalCutoff(fit, { interval }).cutoff,
  }));
  const six = [z!.at.sensitivity, t!.at.sensitivity, z!.at.specificity, t!.at.specificity, z!.cutoff, t!.cutoff];
  return [...six, sroc(fit).auc];
}

const NAMES = [
  "sensitivity at 25, z",
  "sensitivity at 25, t",
  "specificity at 25, z",
  "specificity at 25, t",
  "optimal cut-off, z",
  "optimal cut-off, t",
  "area",
];

function run(scenario: Scenario, replicates: number): void {
  const covered = NAMES.map(() => 0);
  const started = performance.now();
  let [used, boundary, failed] = [0, 0, 0];
  for (let replicate = 0; replicate < replicates; replicate++) {
    const fit = fitThresholds(simulate(scenario, seededRandom(2026, replicate)), { alternatives: false, nodes: 15 });
    if (!fit.convergence.converged) {
      failed++;
      continue;
    }
    used++;
    if (fit.convergence.boundary !== "none") boundary++;
    const truth = trueValues(fit);
    answers(fit).forEach(({ lower, upper }, i) => {
      if (lower !== null && upper !== null && lower <= truth[i]! && truth[i]! <= upper) covered[i]!++;
    });
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`\n${scenario.name}: ${used} fits, ${boundary} on a boundary, ${failed} not converged, ${seconds} s`);
  NAMES.forEach((name, i) => {
    const share = covered[i]! / used;
    console.log(
      `  ${name.padEnd(22)} ${(100 * share).toFixed(1)} % ± ${(100 * Math.sqrt((share * (1 - share)) / used)).toFixed(1)}`,
    );
  });
}

const replicates = Number(process.argv[2] ?? 400);
for (const scenario of SCENARIOS) run(scenario, replicates);
