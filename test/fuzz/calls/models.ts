import { priorNames } from "../../../src/bayes.js";
import { comparativeStudies, cutoffRows, studies, thresholdStudies } from "../data.js";
import type { Dice } from "../values.js";
import { type Arguments, type Calls, level, levelOnly, moderators, options, proportion } from "./call.js";

const comparative = (d: Dice): Record<string, unknown> => ({
  test: "test",
  minStudies: 2,
  ...(d.chance(0.5) ? { model: "normal" } : {}),
  ...options(d, {
    structure: () => d.pick(["auto", "independent", "shared", "nested", "unstructured"]),
    reference: () => d.pick(["CT", "MRI"]),
    evidence: () => d.pick(["all", "direct"]),
    variances: () => d.pick(["equal", "unequal"]),
    sensitivity: () => d.pick(["test", "common"]),
    level: () => level(d),
    robust: () => d.chance(0.5),
    nodes: () => d.pick([1, 5, 9]),
  }),
});
const cutoffs = (d: Dice): number[] =>
  Array.from({ length: d.below(4) }, () => d.pick([5, 10, 20, 1e-7, 1e10, -1, 0]) * (0.5 + d.unit()));
const thresholdOptions = (d: Dice): Record<string, unknown> => ({
  nodes: 7,
  minStudies: 2,
  alternatives: d.chance(0.05),
  ...options(d, {
    scale: () => d.pick(["log", "identity", "box-cox"]),
    distribution: () => d.pick(["logistic", "normal", "weibull"]),
    scales: () => d.pick(["common", "random"]),
    correlation: () => d.pick(["estimated", 0]),
    direction: () => d.pick(["greater", "less"]),
    level: () => level(d),
  }),
});
const at = (d: Dice): Record<string, unknown> => ({
  ...levelOnly(d),
  ...options(d, { interval: () => d.pick(["z", "t"]), prevalence: () => d.unit() }),
});
const ofThresholds: Arguments = (d, pool) => [pool(d, "thresholds")];
const csvOf = (d: Dice): string =>
  ["study,cutoff,tp,fp,fn,tn", ...cutoffRows(d).map((row) => Object.values(row).join(","))].join("\n");

/** The functions of several tests, of cut-offs, of posteriors and of imperfect references. */
export const modelCalls: Calls = {
  fitComparative: (d) => [comparativeStudies(d), comparative(d)],
  compareTests: (d, pool) =>
    d.chance(0.4)
      ? [
          comparativeStudies(d),
          { ...comparative(d), ...options(d, { prevalence: () => d.unit(), interval: () => "t" }) },
        ]
      : [pool(d, "comparisons"), options(d, { prevalence: () => d.unit(), interval: () => d.pick(["z", "t"]) })],
  rankTests: (d, pool) => [
    pool(d, "comparisons"),
    options(d, { by: () => d.pick(["both", "dor", "youden"]), draws: () => d.below(50) }),
  ],
  forTest: (d, pool) => [pool(d, "comparisons"), d.pick(["CT", "CT", "MRI", "US"])],
  readThresholdStudies: (d) => [csvOf(d)],
  parseThresholdStudies: (d) => [cutoffRows(d)],
  fitThresholds: (d) => [thresholdStudies(d), thresholdOptions(d)],
  analyzeThresholds: (d) => [
    thresholdStudies(d),
    {
      ...thresholdOptions(d),
      alternatives: false,
      ...options(d, { cutoffs: () => cutoffs(d), cost: () => d.unit() * 10, prevalence: () => d.unit() }),
    },
  ],
  compareThresholdModels: (d) => [thresholdStudies(d).slice(0, 4), { nodes: 5, minStudies: 2 }],
  accuracyAt: (d, pool) => [pool(d, "thresholds"), cutoffs(d), at(d)],
  cutoffFor: (d, pool) => [
    pool(d, "thresholds"),
    d.chance(0.5) ? { sensitivity: proportion(d) } : { specificity: proportion(d) },
    levelOnly(d),
  ],
  optimalCutoff: (d, pool) => [
    pool(d, "thresholds"),
    d.pick([{}, { weight: d.unit() }, { cost: d.unit() * 100, prevalence: d.unit() }]),
  ],
  thresholdCurves: (d, pool) => [pool(d, "thresholds"), options(d, { points: () => 2 + d.below(50) })],
  thresholdLinearity: ofThresholds,
  thresholdRegion: (d, pool) => [
    pool(d, "thresholds"),
    cutoffs(d)[0] ?? 10,
    { ...levelOnly(d), ...options(d, { points: () => 3 + d.below(50) }) },
  ],
  leaveOneOutThresholds: ofThresholds,
  fitLinearThresholds: (d) => [
    thresholdStudies(d),
    options(d, {
      model: () => d.pick(["CI", "DI", "CS", "DS", "CICS", "DICS", "CIDS", "DIDS"]),
      distribution: () => d.pick(["logistic", "normal"]),
      log: () => d.chance(0.5),
      equalVariances: () => d.chance(0.5),
      weights: () => d.pick(["invvar", "size", "equal"]),
      increment: () => d.pick([0.5, 1e-9, 1]),
      direction: () => d.pick(["greater", "less"]),
      level: () => level(d),
    }),
  ],
  linearAccuracyAt: (d, pool) => [pool(d, "linear"), cutoffs(d)],
  fitBayes: (d) => [
    studies(d),
    {
      draws: 100,
      nodes: 3,
      ...options(d, {
        prior: () => d.pick(priorNames),
        moderators: () => moderators(d),
        minStudies: () => 1 + d.below(5),
        level: () => level(d),
        seed: () => d.below(99),
      }),
    },
  ],
  priorSensitivity: (d, pool) => [pool(d, "bayes"), [d.pick(priorNames)]],
  priorPosterior: (d, pool) => [pool(d, "bayes"), options(d, { points: () => 2 + d.below(50) })],
  bootstrap: (d, pool) => [pool(d, "fits"), d.pick(["auc", "sensitivity", "dor"]), { replicates: 2 }],
  predictive: (d, pool) => [
    pool(d, "bayes"),
    options(d, { above: () => [d.unit(), d.unit()], seed: () => d.below(99) }),
  ],
  fitLatentClass: (d) => [
    studies(d).slice(0, 8),
    {
      starts: 1,
      nodes: 9,
      ...options(d, {
        reference: () => ({ sensitivity: proportion(d), specificity: proportion(d) }),
        dependence: () => d.unit(),
        level: () => level(d),
      }),
    },
  ],
};
