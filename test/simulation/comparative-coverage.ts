import { contrastOf } from "../../src/inference/comparative/contrasts.js";
import { fitComparative } from "../../src/models/comparative/fit-comparative.js";
import type { ComparativeOptions } from "../../src/models/comparative/options.js";
import { contrastProfiler } from "../../src/models/comparative/profile-contrast.js";
import { studentTUpperQuantile } from "../../src/numeric/distributions/student-t.js";
import { type Random, seededRandom } from "../../src/numeric/random/random.js";
import type { Study } from "../../src/tables/study.js";

// Coverage of the 95% interval of relative sensitivity (test B over test A) in data whose truth is known: study effects, and
// effects of the test within the study. By z and by t (studies less tests) from the standard error; by the profile likelihood with χ²,
// and with the square of that t. Run: npx tsx test/simulation/comparative-coverage.ts [replicates] [studies] [words of a structure]

const TRUTH = { sensitivity: [1.4, 2.0], specificity: [1.7, 1.4] } as const;
/** Cholesky factor of the study effects: variances 0.40 and 0.30, correlation −0.3. */
const STUDY = [0.632, -0.164, 0.522] as const;
/** Standard deviations of the test-within-study effects. */
const WITHIN = [0.4, 0.3] as const;
const STUDIES = Number(process.argv[3] ?? 20);

const expit = (x: number): number => 1 / (1 + Math.exp(-x));
const truth = Math.log(expit(TRUTH.sensitivity[1]) / expit(TRUTH.sensitivity[0]));

/** Rows of 20 studies, the first `paired` of them with both tests, the others with one in turn. */
function simulate(random: Random, paired: number): Study[] {
  return Array.from({ length: STUDIES }, (_, study) => {
    const [z1, z2] = [random.normal(), random.normal()];
    const effects = [STUDY[0] * z1, STUDY[1] * z1 + STUDY[2] * z2];
    const tests = study < paired ? [0, 1] : [study % 2];
    const n1 = 30 + random.integerBelow(120);
    const n0 = 50 + random.integerBelow(250);
    return tests.map((test): Study => {
      const tp = random.binomial(n1, expit(TRUTH.sensitivity[test]! + effects[0]! + WITHIN[0] * random.normal()));
      const tn = random.binomial(n0, expit(TRUTH.specificity[test]! + effects[1]! + WITHIN[1] * random.normal()));
      return {
        id: `${study}, ${test}`,
        cluster: String(study),
        tp,
        fp: n0 - tn,
        fn: n1 - tp,
        tn,
        covariates: { test: test === 0 ? "A" : "B" },
      };
    });
  }).flat();
}

const MODELS: Readonly<Record<string, Omit<ComparativeOptions, "test">>> = {
  "nested, diagonal": { structure: "nested", within: "diagonal" },
  "nested, unstructured": { structure: "nested" },
  "nested, normal model": { structure: "nested", model: "normal" },
  independent: { structure: "independent" },
  shared: { structure: "shared" },
};

const LOG_PROPORTION = {
  value: (x: number): number => -Math.log1p(Math.exp(-x)),
  slope: (x: number): number => expit(-x),
  inverse: (v: number): number => (v < 0 ? -Math.log(Math.expm1(-v)) : Number.NaN),
};
const CHI = 3.841458820694124;

const replicates = Number(process.argv[2] ?? 200);
const wanted = process.argv[4] ?? "";
console.log(
  "| studies with both tests | random effects | used of those simulated | z | t | profile, χ² | profile, t² | bias of ln RSe |",
);
console.log("| --- | --- | --- | --- | --- | --- | --- | --- |");
for (const paired of [STUDIES, STUDIES / 2]) {
  for (const [name, options] of Object.entries(MODELS)) {
    if (!name.includes(wanted)) continue;
    const covered = { z: 0, t: 0, profile: 0, profileT: 0 };
    let used = 0;
    let bias = 0;
    for (let i = 0; i < replicates; i++) {
      const fit = fitComparative(simulate(seededRandom(20_260 + i), paired), {
        test: "test",
        reference: "A",
        ...options,
      });
      const { estimate, standardError } = contrastOf(fit, "relativeSensitivity", "B", "A", {
        level: 0.95,
        critical: 1.959964,
      });
      if (!fit.convergence.converged || standardError === null) continue;
      used++;
      const t = studentTUpperQuantile(0.025, fit.k - 2);
      const off = Math.abs(Math.log(estimate) - truth) / standardError;
      const deviance = contrastProfiler(fit).deviance(
        { outcome: "sensitivity", quantity: LOG_PROPORTION, test: "B", reference: "A", standardError },
        truth,
      );
      bias += Math.log(estimate) - truth;
      if (off * off <= CHI) covered.z++;
      if (off <= t) covered.t++;
      if (deviance !== null && deviance <= CHI) covered.profile++;
      if (deviance !== null && deviance <= t * t) covered.profileT++;
    }
    const share = (count: number): string => `${((100 * count) / used).toFixed(1)} %`;
    console.log(
      `| ${paired} of ${STUDIES} | ${name} | ${used} of ${replicates} | ${share(covered.z)} | ${share(covered.t)} | ${share(covered.profile)} | ${share(covered.profileT)} | ${(bias / used).toFixed(4)} |`,
    );
  }
}
