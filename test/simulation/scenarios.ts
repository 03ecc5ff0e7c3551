import type { Study } from "../../src/index.js";
import { expit } from "../../src/numeric/distributions/logistic.js";
import { seededRandom } from "../../src/numeric/random/random.js";

/** A kind of review that is simulated. */
export interface Scenario {
  readonly name: string;
  readonly k: number;
  /** Means, logit scale. */
  readonly means: readonly [number, number];
  readonly variances: readonly [number, number];
  readonly correlation: number;
  /** Least and most participants a margin. */
  readonly size: readonly [number, number];
}

const usual = { means: [1.4, 1.8], variances: [0.5, 0.4], correlation: -0.5, size: [30, 200] } as const;
export const SCENARIOS: readonly Scenario[] = [
  { name: "4 studies", k: 4, ...usual },
  { name: "6 studies", k: 6, ...usual },
  { name: "8 studies", k: 8, ...usual },
  { name: "12 studies", k: 12, ...usual },
  { name: "20 studies", k: 20, ...usual },
  { name: "30 studies", k: 30, ...usual },
  { name: "60 studies", k: 60, ...usual },
  {
    name: "10 sparse studies (5–30 a margin, many zero cells)",
    k: 10,
    means: [2.5, 3],
    variances: [0.5, 0.5],
    correlation: -0.3,
    size: [5, 30],
  },
  { name: "12 studies, correlation −1", k: 12, ...usual, correlation: -1 },
  { name: "12 studies, correlation 0.9", k: 12, ...usual, correlation: 0.9 },
  { name: "12 studies, no variation", k: 12, ...usual, variances: [0, 0] },
  { name: "12 studies, variances 9 and 4", k: 12, ...usual, variances: [9, 4] },
  { name: "10 studies of 1 to 8 a margin", k: 10, ...usual, size: [1, 8] },
  { name: "8 studies of up to 100,000", k: 8, ...usual, size: [1000, 100_000] },
];

/** The studies of one review. */
export function draw(
  { k, means, variances, correlation, size }: Scenario,
  random: ReturnType<typeof seededRandom>,
): Study[] {
  const [s1, s2] = [Math.sqrt(variances[0]), Math.sqrt(variances[1])];
  return Array.from({ length: k }, (_, i) => {
    const [x, y] = truth({ means, correlation }, [s1, s2], random);
    const margin = (): number => size[0] + random.integerBelow(size[1] - size[0] + 1);
    const [n1, n0] = [margin(), margin()];
    const tp = random.binomial(n1, expit(x));
    const tn = random.binomial(n0, expit(y));
    return { id: `Study ${i + 1}`, tp, fp: n0 - tn, fn: n1 - tp, tn };
  });
}

/** The true logits of one study. */
export function truth(
  { means, correlation }: Pick<Scenario, "means" | "correlation">,
  [s1, s2]: readonly [number, number],
  random: ReturnType<typeof seededRandom>,
): readonly [number, number] {
  const z1 = random.normal();
  const z2 = correlation * z1 + Math.sqrt(1 - correlation * correlation) * random.normal();
  return [means[0] + s1 * z1, means[1] + s2 * z2];
}

/** One simulated review of a scenario, and the true logits of 20 studies that follow it. */
export function review(
  scenario: Scenario,
  seed: number,
  index: number,
): { readonly studies: readonly Study[]; readonly next: readonly (readonly [number, number])[] } {
  const random = seededRandom(seed, index);
  const studies = draw(scenario, random);
  const deviations = [Math.sqrt(scenario.variances[0]), Math.sqrt(scenario.variances[1])] as const;
  return { studies, next: Array.from({ length: 20 }, () => truth(scenario, deviations, random)) };
}
