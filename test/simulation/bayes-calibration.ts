// Simulation-based calibration of fitBayes (Talts, Betancourt, Simpson, Vehtari & Gelman 2018, arXiv:1804.06788): parameters are drawn
// from the prior and studies from the parameters; over many reviews the rank of the parameter in its posterior is uniform.
//   npx tsx test/simulation/bayes-calibration.ts [reviews]
import { fitBayes } from "../../src/index.js";
import { densityQuantile } from "../../src/models/bayes/density.js";
import { resolvePrior } from "../../src/models/bayes/prior.js";
import { chiSquaredUpperTail } from "../../src/numeric/distributions/chi-squared.js";
import { expit } from "../../src/numeric/distributions/logistic.js";
import { seededRandom } from "../../src/numeric/random/random.js";

const REVIEWS = Number(process.argv[2] ?? 500);
const STUDIES = 8;
const BINS = 10;
const prior = resolvePrior("metabayesdta");
const NAMES = [
  "logit sensitivity",
  "logit specificity",
  "sd of logit sensitivity",
  "sd of logit specificity",
  "correlation",
];
const counts = NAMES.map(() => new Array<number>(BINS).fill(0));
let poor = 0;

for (let review = 0; review < REVIEWS; review++) {
  const random = seededRandom(20_261_121, review);
  const draw = (density: Parameters<typeof densityQuantile>[0]): number =>
    densityQuantile(density, (random.integerBelow(2 ** 32) + 0.5) / 2 ** 32);
  const mu1 = draw(prior.mean.sensitivity);
  const mu2 = draw(prior.mean.specificity);
  const sd1 = draw(prior.sd.sensitivity);
  const sd2 = draw(prior.sd.specificity);
  const rho = draw(prior.correlation);
  const studies = Array.from({ length: STUDIES }, (_, i) => {
    const z = random.normal();
    const u = mu1 + sd1 * z;
    const v = mu2 + sd2 * (rho * z + Math.sqrt(1 - rho * rho) * random.normal());
    const diseased = 20 + random.integerBelow(80);
    const others = 20 + random.integerBelow(180);
    const tp = random.binomial(diseased, expit(u));
    const tn = random.binomial(others, expit(v));
    return { id: `study ${i + 1}`, tp, fn: diseased - tp, tn, fp: others - tn };
  });
  const fit = fitBayes(studies, { prior: "metabayesdta", draws: 2000, nodes: 5, seed: review + 1 });
  if (!fit.convergence.converged) poor++;
  [mu1, mu2, sd1, sd2, rho].forEach((truth, j) => {
    const below = fit.draws.reduce(
      (sum, d) => sum + ([d.mu1, d.mu2, d.sd1, d.sd2, d.rho][j]! < truth ? d.weight : 0),
      0,
    );
    counts[j]![Math.min(BINS - 1, Math.floor(below * BINS))]!++;
  });
}

console.log(
  `${REVIEWS} reviews of ${STUDIES} studies, prior metabayesdta, 2,000 draws each; ${poor} with weights that did not settle`,
);
console.log(`| parameter | ${Array.from({ length: BINS }, (_, i) => `${i * 10}–${i * 10 + 10} %`).join(" | ")} | p |`);
console.log(`| --- |${" ---: |".repeat(BINS + 1)}`);
NAMES.forEach((name, j) => {
  const expected = REVIEWS / BINS;
  const chiSquared = counts[j]!.reduce((sum, n) => sum + ((n - expected) * (n - expected)) / expected, 0);
  console.log(`| ${name} | ${counts[j]!.join(" | ")} | ${chiSquaredUpperTail(chiSquared, BINS - 1).toFixed(2)} |`);
});
