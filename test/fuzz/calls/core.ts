import * as core from "../../../src/index.js";
import { count, csv, manyStudies, printed, report, studies, table } from "../data.js";
import type { Pool } from "../pool.js";
import type { Dice } from "../values.js";
import {
  type Arguments,
  type Calls,
  correction,
  level,
  levelOnly,
  modelled,
  options,
  proportion,
  ratio,
} from "./call.js";

/** A fit of any of the models of two logits. */
const anyFit = (d: Dice, pool: Pool): core.BivariateFit => (d.chance(0.1) ? pool(d, "bayes") : pool(d, "fits"));
const ofStudies: Arguments = (d) => [manyStudies(d), levelOnly(d)];
const ofFit: Arguments = (d, pool) => [anyFit(d, pool), levelOnly(d)];
const ofFitAlone: Arguments = (d, pool) => [anyFit(d, pool)];
const fitOptions = (d: Dice): unknown => ({
  ...levelOnly(d),
  ...options(d, { points: () => 2 + d.below(60), at: () => ({}) }),
});
const matrix = (d: Dice, size: number, most: number): number[][] =>
  Array.from({ length: size }, () => Array.from({ length: size }, () => d.below(most)));
const reports = (d: Dice): core.StudyReport[] =>
  Array.from({ length: d.below(5) }, (_, i) => ({ id: `S${i}`, report: report(d) }) as unknown as core.StudyReport);
const ofReports: Arguments = (d) => [
  reports(d),
  options(d, { limit: () => 1 + d.below(50), rounding: () => d.pick(["nearest", "truncate", "either"]) }),
];
const expressions = ["year > 2000", 'test == "CT"', "tp + fn > 10 and fp < 3", "1 +", "round(1e300, 10) > 1"];

/** The functions of one study, of studies and of their fits. */
export const coreCalls: Calls = {
  accuracy: (d) => [
    table(d),
    options(d, {
      level: () => level(d),
      correction: () => correction(d),
      interval: () => d.pick(["wilson", "clopper-pearson", "jeffreys", "agresti-coull", "wald"]),
    }),
  ],
  averagePredictiveValues: (d) => {
    const from = d.unit();
    return [
      { plr: ratio(d), nlr: ratio(d) },
      { from, to: from + (1 - from) * d.unit() },
    ];
  },
  kappa: (d) => [matrix(d, 2 + d.below(3), d.pick([2, 12, 1000]))],
  posttest: (d) => [{ prior: d.unit(), plr: ratio(d), nlr: ratio(d) }],
  proportionInterval: (d) => {
    const n = count(d);
    return [d.below(n + 1), n, levelOnly(d)];
  },
  predictiveValueCurve: (d) => [{ plr: ratio(d), nlr: ratio(d) }, options(d, { points: () => 2 + d.below(50) })],
  likelihoodRatioQuadrant: (d) => [{ plr: ratio(d), nlr: ratio(d) }],
  iSquaredOf: (d) => [d.unit() * d.pick([1, 100, 1e9]), d.below(20), 0.95],
  heterogeneityWords: (d) => [d.unit()],
  oneVsRest: (d) => [matrix(d, 2 + d.below(4), 40)],
  oneVsRestReports: (d) => [
    Array.from({ length: 2 + d.below(3) }, (_, i) => ({
      label: `c${i}`,
      support: d.below(100),
      precision: printed(d),
      recall: printed(d),
    })),
  ],
  parseStudies: (d) => [manyStudies(d)],
  readStudies: (d) => [csv(d)],
  readStudyTable: (d) => [csv(d)],
  readStudiesFile: (d) => [new TextEncoder().encode(csv(d))],
  decodeText: (d) => [new TextEncoder().encode(csv(d))],
  decodeTable: (d) => [new TextEncoder().encode(csv(d))],
  readReports: (d) => [
    `study,n,diseased,sens,spec\n${Array.from({ length: d.below(4) }, (_, i) => `S${i},${d.below(300)},${d.below(200)},${printed(d)},${printed(d)}`).join("\n")}`,
  ],
  reconstruct: (d) => [report(d), options(d, { limit: () => 1 + d.below(50) })],
  reconstructStudies: ofReports,
  analyzeReports: (d, pool) => [ofReports(d, pool)[0], { model: "reitsma", combinations: 3 }],
  fitReitsma: (d) => [
    manyStudies(d),
    {
      ...modelled(d),
      ...options(d, { correction: () => correction(d), method: () => d.pick(["reml", "ml", "mm", "fixed"]) }),
    },
  ],
  fitBinomial: (d) => [studies(d), { ...modelled(d), ...options(d, { nodes: () => d.pick([1, 5, 7, 15]) }) }],
  analyze: (d) => [
    studies(d),
    {
      ...modelled(d),
      model: d.pick(["reitsma", "reitsma", "binomial"]),
      ...options(d, { prior: () => d.unit(), as: () => d.pick(core.programNames) }),
      leaveOneOut: d.chance(0.2),
    },
  ],
  deeks: ofStudies,
  thresholdEffect: ofStudies,
  mosesLittenberg: ofStudies,
  galbraith: ofStudies,
  bivariateBoxplot: ofStudies,
  likelihoodRatioMatrix: ofStudies,
  logitHeterogeneity: (d) => [manyStudies(d), d.pick(["sensitivity", "specificity"]), levelOnly(d)],
  poolUnivariate: (d) => [
    manyStudies(d),
    {
      measure: d.pick(["sensitivity", "specificity", "plr", "nlr", "dor"]),
      ...options(d, { method: () => d.pick(["dl", "reml", "fixed", "mh", "logistic", "pooled"]), by: () => "test" }),
    },
  ],
  compareSubgroups: (d) => [studies(d), { by: "test", model: "reitsma" }],
  auc: (d, pool) => [
    anyFit(d, pool),
    { ...levelOnly(d), ...(d.chance(0.1) ? { interval: "bootstrap", replicates: 3 } : {}) },
  ],
  sroc: (d, pool) => [anyFit(d, pool), fitOptions(d)],
  regions: (d, pool) => [anyFit(d, pool), fitOptions(d)],
  hsroc: ofFit,
  summaryPoint: (d, pool) => [
    anyFit(d, pool),
    { ...levelOnly(d), ...options(d, { interval: () => d.pick(["z", "t", "profile"]) }) },
  ],
  hasRatios: (d, pool) => [core.summaryPoint(anyFit(d, pool))],
  predictionIntervals: ofFit,
  empiricalBayes: ofFit,
  heterogeneity: ofFitAlone,
  modelChecks: ofFitAlone,
  studyWeights: ofFitAlone,
  clusterRobust: ofFitAlone,
  influence: ofFitAlone,
  leaveOneOut: ofFitAlone,
  penalizedPsi: ofFitAlone,
  unanimousMargins: (d, pool) => [anyFit(d, pool), level(d)],
  likelihoodRatioTest: (d, pool) => {
    if (d.chance(0.3)) return [anyFit(d, pool), anyFit(d, pool)];
    const rows = studies(d);
    return [
      core.fitReitsma(rows, { method: "ml", correlation: 0, minStudies: 3 }),
      core.fitReitsma(rows, { method: "ml", minStudies: 3 }),
    ];
  },
  predictAt: (d, pool) => [anyFit(d, pool), d.pick([{}, { year: 2000 }, { test: "CT" }])],
  designRow: (d, pool) => [anyFit(d, pool).design.moderators, d.pick([{}, { year: 2000 }, { test: "CT" }])],
  naturalFrequencies: (d, pool) => [
    core.summaryPoint(anyFit(d, pool)),
    { prevalences: [d.unit()], per: d.pick([100, 1000]) },
  ],
  correctForReference: (d, pool) => [
    d.chance(0.6) ? table(d) : anyFit(d, pool),
    {
      sensitivity: proportion(d),
      specificity: proportion(d),
      ...options(d, { prevalence: () => d.unit(), dependence: () => d.unit() }),
    },
  ],
  referenceSensitivityAnalysis: (d) => [
    studies(d),
    { sensitivity: [proportion(d), 1], specificity: [proportion(d)], ...options(d, { prevalence: () => d.unit() }) },
  ],
  runProgram: (d) => [d.pick(core.programNames), studies(d)],
  filterStudies: (d) => [manyStudies(d), d.pick(expressions)],
  compileExpression: (d) => [d.pick(["a + b", "a > 1 ? 2 : 3", "((((", "a.b", "round(a, 10)"]), ["a", "b"]],
  deriveCovariate: (d) => [studies(d), "derived", d.pick(expressions)],
  deriveModerators: (d) => [studies(d), d.pick(["year", "year > 2000, test", "tp / 0", "1 +"])],
  expressionColumns: (d) => [studies(d)],
  expressionRow: (d) => [studies(d)[0]],
  splitList: (d) => [d.pick(["a, b", "f(a, b), c", '"a,b"', "((("])],
};
