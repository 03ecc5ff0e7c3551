import * as expressions from "../../src/expressions.js";
import * as figures from "../../src/figures.js";
import * as core from "../../src/index.js";
import * as published from "../../src/published.js";
import * as report from "../../src/report.js";
import { count, csv, type Dice, printed, report as reportOf, studies, table } from "./values.js";

/** What a call is made with, made anew for each. */
type Arguments = (d: Dice, pool: Pool) => unknown[];

/** Results that later calls start from. */
export interface Pool {
  readonly fits: readonly core.BivariateFit[];
  readonly analyses: readonly core.Analysis[];
}

const maybe = <T>(d: Dice, p: number, value: () => T): T | undefined => (d.chance(p) ? value() : undefined);

function options(d: Dice, make: Record<string, () => unknown>): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(make)) {
    const one = maybe(d, 0.3, value);
    if (one !== undefined) made[name] = one;
  }
  return made;
}

const level = (d: Dice): number => d.pick([0.5, 0.9, 0.95, 0.99, 0.999999]);
const correction = (d: Dice) => ({ value: d.pick([0.5, 0.1, 1e-9, 1]), when: d.pick(["single", "all", "none"]) });
const levelOnly = (d: Dice) => options(d, { level: () => level(d) });
const modelled = (d: Dice) =>
  options(d, {
    level: () => level(d),
    minStudies: () => 1 + d.below(5),
    correlation: () => d.pick(["estimated", 0]),
    moderators: () => [d.pick(["year", "test", "odd"])],
  });
const ratio = (d: Dice): number => d.pick([0, 1e-300, 0.01, 0.5, 1, 3, 100, 1e10, 1e300]) * (0.5 + d.unit());
const estimate = (d: Dice): unknown => {
  const middle = d.unit();
  return { estimate: middle, lower: middle * d.unit(), upper: middle + (1 - middle) * d.unit(), level: 0.95 };
};
const ofStudies: Arguments = (d) => [studies(d), levelOnly(d)];
const ofFit: Arguments = (d, { fits }) => [d.pick(fits), levelOnly(d)];
const ofAnalysis: Arguments = (d, { analyses }) => [d.pick(analyses)];
const fitOptions = (d: Dice) => ({ ...levelOnly(d), ...options(d, { points: () => 2 + d.below(60), at: () => ({}) }) });
const paper = (d: Dice): unknown => ({
  results: Array.from({ length: 1 + d.below(3) }, (_, i) => ({
    id: `r${i}`,
    k: d.below(30),
    sensitivity: { estimate: printed(d), lower: printed(d), upper: printed(d) },
    specificity: printed(d),
    plr: printed(d),
    auc: printed(d),
  })),
  ...(d.chance(0.5) ? { data: { csv: csv(d) } } : {}),
});

/** How each function is called as its types ask; what is not here is called with anything at all. */
const WELL_TYPED: Readonly<Record<string, Arguments>> = {
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
  kappa: (d) => {
    const size = 2 + d.below(3);
    return [Array.from({ length: size }, () => Array.from({ length: size }, () => d.below(d.pick([2, 12, 1000]))))];
  },
  posttest: (d) => [{ prior: d.unit(), plr: ratio(d), nlr: ratio(d) }],
  proportionInterval: (d) => {
    const n = count(d);
    return [d.below(n + 1), n, levelOnly(d)];
  },
  predictiveValueCurve: (d) => [{ plr: ratio(d), nlr: ratio(d) }, options(d, { points: () => 2 + d.below(50) })],
  likelihoodRatioQuadrant: (d) => [{ plr: ratio(d), nlr: ratio(d) }],
  iSquaredOf: (d) => [d.unit() * 100, d.below(20), 0.95],
  heterogeneityWords: (d) => [d.unit()],
  oneVsRest: (d) => {
    const size = 2 + d.below(4);
    return [Array.from({ length: size }, () => Array.from({ length: size }, () => d.below(40)))];
  },
  parseStudies: (d) => [studies(d)],
  readStudies: (d) => [csv(d)],
  readStudyTable: (d) => [csv(d)],
  readReports: (d) => [
    `study,n,diseased,sens,spec\n${Array.from({ length: d.below(4) }, (_, i) => `S${i},${d.below(300)},${d.below(200)},${printed(d)},${printed(d)}`).join("\n")}`,
  ],
  reconstruct: (d) => [reportOf(d), options(d, { limit: () => 1 + d.below(50) })],
  fitReitsma: (d) => [
    studies(d),
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
      ...options(d, { prior: () => d.unit() }),
      leaveOneOut: d.chance(0.2),
    },
  ],
  deeks: ofStudies,
  thresholdEffect: ofStudies,
  mosesLittenberg: ofStudies,
  galbraith: ofStudies,
  bivariateBoxplot: ofStudies,
  likelihoodRatioMatrix: ofStudies,
  logitHeterogeneity: (d) => [studies(d), d.pick(["sensitivity", "specificity"]), levelOnly(d)],
  poolUnivariate: (d) => [
    studies(d),
    {
      measure: d.pick(["sensitivity", "specificity", "plr", "nlr", "dor"]),
      ...options(d, { method: () => d.pick(["dl", "reml", "fixed", "mh", "logistic", "pooled"]), by: () => "test" }),
    },
  ],
  compareSubgroups: (d) => [studies(d), { by: "test", model: "reitsma" }],
  auc: (d, pool) => [d.pick(pool.fits), levelOnly(d)],
  sroc: (d, pool) => [d.pick(pool.fits), fitOptions(d)],
  regions: (d, pool) => [d.pick(pool.fits), fitOptions(d)],
  hsroc: ofFit,
  summaryPoint: ofFit,
  predictionIntervals: ofFit,
  empiricalBayes: ofFit,
  heterogeneity: (d, pool) => [d.pick(pool.fits)],
  modelChecks: (d, pool) => [d.pick(pool.fits)],
  studyWeights: (d, pool) => [d.pick(pool.fits)],
  clusterRobust: (d, pool) => [d.pick(pool.fits)],
  influence: (d, pool) => [d.pick(pool.fits)],
  likelihoodRatioTest: (d, pool) => [d.pick(pool.fits), d.pick(pool.fits)],
  predictAt: (d, pool) => [d.pick(pool.fits), d.pick([{}, { year: 2000 }, { test: "CT" }])],
  naturalFrequencies: (d, pool) => [
    core.summaryPoint(d.pick(pool.fits)),
    { prevalences: [d.unit()], per: d.pick([100, 1000]) },
  ],
  correctForReference: (d) => [table(d), { sensitivity: d.unit(), specificity: d.unit() }],
  runProgram: (d) => [d.pick(core.programNames), studies(d)],
  parsePublished: (d) => [paper(d)],
  auditReport: (d) => [paper(d)],
  filterStudies: (d) => [
    studies(d),
    d.pick(["year > 2000", 'test == "CT"', "tp + fn > 10 and fp < 3", "1 +", "round(1e300, 10) > 1"]),
  ],
  compileExpression: (d) => [d.pick(["a + b", "a > 1 ? 2 : 3", "((((", "a.b", "round(a, 10)"]), ["a", "b"]],
  forestPlot: ofAnalysis,
  srocPlot: ofAnalysis,
  deeksPlot: ofAnalysis,
  influencePlot: ofAnalysis,
  leaveOneOutPlot: ofAnalysis,
  faganNomogram: (d) => [{ prior: d.unit(), plr: ratio(d), nlr: ratio(d) }],
  reportHtml: ofAnalysis,
  methodsText: ofAnalysis,
  resultsText: ofAnalysis,
  analysisDocument: ofAnalysis,
  show: ofAnalysis,
  estimate: (d) => [estimate(d)],
};

export interface Target {
  readonly name: string;
  readonly call: (...given: unknown[]) => unknown;
  /** `null` where only junk is known to hand over. */
  readonly wellTyped: Arguments | null;
}

const ENTRIES: Readonly<Record<string, object>> = { index: core, figures, report, expressions, published };

/** Every function that the package exports, once; a new one joins by being exported. */
export const targets: readonly Target[] = [
  ...new Map(
    Object.entries(ENTRIES).flatMap(([entry, module]) =>
      Object.entries(module)
        .filter(([name, value]) => typeof value === "function" && !/Error$/.test(name))
        .map(([name, value]) => [
          value as unknown,
          {
            name: `${entry}.${name}`,
            call: value as Target["call"],
            // names that two entries share belong to the core
            wellTyped: entry === "figures" && name in core ? null : (WELL_TYPED[name] ?? null),
          },
        ]),
    ),
  ).values(),
];
