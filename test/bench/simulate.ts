import type { Study } from "../../src/index.js";
import { seededRandom } from "../../src/numeric/random/random.js";

const expit = (x: number): number => 1 / (1 + Math.exp(-x));

/** k studies from the binomial-normal model: sensitivity about 0.85, specificity about 0.8, correlation −0.4. */
export function simulateStudies(k: number, seed: number): Study[] {
  const random = seededRandom(seed);
  return Array.from({ length: k }, (_, i) => {
    const z1 = random.normal();
    const z2 = -0.4 * z1 + Math.sqrt(1 - 0.16) * random.normal();
    const diseased = 20 + random.integerBelow(180);
    const nonDiseased = 20 + random.integerBelow(280);
    const tp = random.binomial(diseased, expit(1.7 + 0.8 * z1));
    const tn = random.binomial(nonDiseased, expit(1.4 + 0.7 * z2));
    return { id: `Study ${i + 1}`, tp, fp: nonDiseased - tn, fn: diseased - tp, tn };
  });
}
