// Does fitBinomial recover the parameters that data were simulated from? Run on demand (about a minute):
//   npx tsx test/simulation/binomial-recovery.ts [replicates]
// Prints, by scenario, the bias of each parameter and the coverage of its 95 % interval, each with its Monte Carlo error.
import { fitBinomial, type Study } from "../../src/index.js";
import { expit } from "../../src/numeric/distributions/logistic.js";
import { seededRandom } from "../../src/numeric/random/random.js";

interface Scenario {
  readonly name: string;
  readonly k: number;
  /** Logit scale. */
  readonly sensitivity: number;
  readonly specificity: number;
  readonly sd: readonly [number, number];
  readonly correlation: number;
  /** Least and most participants per margin. */
  readonly size: readonly [number, number];
}

const SCENARIOS: readonly Scenario[] = [
  { name: "k = 10", k: 10, sensitivity: 1.4, specificity: 1.8, sd: [0.7, 0.6], correlation: -0.5, size: [30, 200] },
  { name: "k = 20", k: 20, sensitivity: 1.4, specificity: 1.8, sd: [0.7, 0.6], correlation: -0.5, size: [30, 200] },
  { name: "k = 50", k: 50, sensitivity: 1.4, specificity: 1.8, sd: [0.7, 0.6], correlation: -0.5, size: [30, 200] },
  { name: "sparse, k = 20", k: 20, sensitivity: 3, specificity: 3, sd: [0.9, 0.9], correlation: -0.3, size: [8, 40] },
  { name: "sparse, k = 50", k: 50, sensitivity: 3, specificity: 3, sd: [0.9, 0.9], correlation: -0.3, size: [8, 40] },
];

function simulate(scenario: Scenario, random: ReturnType<typeof seededRandom>): Study[] {
  const { k, sensitivity, specificity, sd, correlation, size } = scenario;
  const margin = (): number => size[0] + random.integerBelow(size[1] - size[0] + 1);
  return Array.from({ length: k }, (_, i) => {
    const z1 = random.normal();
    const z2 = correlation * z1 + Math.sqrt(1 - correlation ** 2) * random.normal();
    const [n1, n0] = [margin(), margin()];
    const tp = random.binomial(n1, expit(sensitivity + sd[0] * z1));
    const tn = random.binomial(n0, expit(specificity + sd[1] * z2));
    return { id: `Study ${i + 1}`, tp, fp: n0 - tn, fn: n1 - tp, tn };
  });
}

const NAMES = ["logit sensitivity", "logit specificity", "varSensitivity", "varSpecificity", "covariance"] as const;
const Z = 1.959963984540054;

function run(scenario: Scenario, replicates: number, seed: number): void {
  const [s1, s2] = scenario.sd;
  const truth = [scenario.sensitivity, scenario.specificity, s1 * s1, s2 * s2, scenario.correlation * s1 * s2];
  const sums = NAMES.map(() => ({ error: 0, squared: 0, covered: 0 }));
  const outcomes = { interior: 0, boundary: 0, failed: 0 };
  for (let replicate = 0; replicate < replicates; replicate++) {
    const fit = fitBinomial(simulate(scenario, seededRandom(seed, replicate)));
    if (!fit.convergence.converged) {
      outcomes.failed++;
      continue;
    }
    outcomes[fit.convergence.boundary === "none" ? "interior" : "boundary"]++;
    const { varSensitivity, varSpecificity, covariance } = fit.betweenStudy;
    const estimates = [...fit.coefficients.map(({ estimate }) => estimate), varSensitivity, varSpecificity, covariance];
    estimates.forEach((estimate, i) => {
      const error = estimate - truth[i]!;
      const standardError = Math.sqrt(fit.parameterCovariance![i]![i]!);
      const sum = sums[i]!;
      sum.error += error;
      sum.squared += error * error;
      if (Math.abs(error) <= Z * standardError) sum.covered++;
    });
  }
  const used = outcomes.interior + outcomes.boundary;
  console.log(
    `\n${scenario.name}: ${replicates} replicates, seed ${seed}; inside ${outcomes.interior}, on the boundary ${outcomes.boundary}, not converged ${outcomes.failed}`,
  );
  console.table(
    NAMES.map((name, i) => {
      const { error, squared, covered } = sums[i]!;
      const bias = error / used;
      const spread = Math.sqrt(squared / used - bias * bias);
      const coverage = covered / used;
      return {
        parameter: name,
        truth: truth[i]!.toFixed(3),
        bias: bias.toFixed(4),
        "bias ± (MC)": (spread / Math.sqrt(used)).toFixed(4),
        "standard deviation": spread.toFixed(3),
        "coverage, %": (100 * coverage).toFixed(1),
        "coverage ± (MC)": (100 * Math.sqrt((coverage * (1 - coverage)) / used)).toFixed(1),
      };
    }),
  );
}

const replicates = Number(process.argv[2] ?? 1000);
for (const scenario of SCENARIOS) run(scenario, replicates, 20_240_601);
