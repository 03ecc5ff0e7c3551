import * as library from "../../src/index.js";
import type { PublishedResult } from "../../src/published/schema.js";
import type { Study } from "../../src/tables/study.js";
import { loadFixture } from "../fixtures.js";

export type RefitRequest = NonNullable<PublishedResult["refit"]>;

/** A call of a function of the library, and how a published file asks for it. */
export interface LibraryCall {
  /** What the function returns. */
  readonly result: () => unknown;
  /** What comes before its paths in the file; its name unless said. */
  readonly name?: string;
  readonly rows: keyof typeof ROWS;
  readonly refit: RefitRequest;
  /** Whether it takes long. */
  readonly slow?: true;
}

const row = ({ id, tp, fp, fn, tn, ...rest }: Study, covariates: object = {}): object => ({
  ...("cluster" in rest ? { cluster: rest.cluster } : {}),
  study: id,
  tp,
  fp,
  fn,
  tn,
  ...covariates,
});

const plain = loadFixture("gould")
  .slice(0, 8)
  .map(
    ({ id, tp, fp, fn, tn }, i): Study => ({
      id,
      tp,
      fp,
      fn,
      tn,
      covariates: { year: 1990 + i, group: i % 2 === 0 ? "a" : "b" },
    }),
  );
const ascus = library.readStudies(
  "study,cluster,test,tp,fp,fn,tn\nA1,A,RepC,6,14,4,28\nA2,A,HC2,9,25,1,17\nB1,B,RepC,8,28,4,71\nB2,B,HC2,10,28,1,58\n" +
    "C1,C,RepC,20,191,13,483\nC2,C,HC2,27,282,6,392\nD1,D,RepC,4,20,3,56\nD2,D,HC2,6,27,1,49\nE1,E,RepC,48,324,21,597\nE2,E,HC2,64,350,5,571",
);
const cutoffs =
  "study,cutoff,tp,fp,fn,tn\nA,20,70,40,30,160\nA,40,45,12,55,188\nB,15,44,50,6,50\nB,30,30,15,20,85\nC,25,80,30,40,120\nD,20,30,22,10,78\nD,50,12,3,28,97";

const few = plain.slice(0, 6);

/** The data of the calls, as published files hold them. */
export const ROWS = {
  plain: { studies: plain.map((study) => row(study, study.covariates)) },
  few: { studies: few.map((study) => row(study, study.covariates)) },
  comparative: { studies: ascus.map((study) => row(study, study.covariates)) },
  cutoffs: { csv: cutoffs },
} as const;

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

const binomial = once(() => library.fitBinomial(plain, { minStudies: 2 }));
const summary = once(() => library.summaryPoint(binomial()) as library.SummaryPointWithRatios);
const bayesOptions = { draws: 400, seed: 3, prior: "tsd25" } as const;
const bayes = once(() => library.fitBayes(few, { ...bayesOptions, minStudies: 2 }));
const comparative = once(() => library.fitComparative(ascus, { test: "test" }));
const marker = once(() => library.readThresholdStudies(cutoffs));
const thresholds = once(() => library.fitThresholds(marker(), { alternatives: false }));
const linear = once(() => library.fitLinearThresholds(marker(), { model: "CI", log: true }));
const reference = { sensitivity: 0.95, specificity: 0.99 };
const latent = once(() => library.fitLatentClass(few, { reference, starts: 1, nodes: 9 }));

const TESTS = { test: "test", prevalence: 0.2 } as const;
const comparison = once(() => library.compareTests(comparative(), { prevalence: 0.2 }));

/** A function of one test: of the studies, or of the fit that they give. */
const ofOne = (name: string, result: () => unknown, asked?: Readonly<Record<string, unknown>>): LibraryCall => ({
  result,
  rows: "plain",
  refit: { model: "binomial", ...(asked === undefined ? {} : { ask: { [name]: asked } }) } as RefitRequest,
});
const ofBayes = (name: string, result: () => unknown, asked: Readonly<Record<string, unknown>> = {}): LibraryCall => ({
  result,
  rows: "few",
  refit: {
    model: "bayes",
    options: { draws: 400, seed: 3, priorDistribution: "tsd25", leaveOneOut: false },
    ask: name === "" ? {} : { [name]: asked },
  },
});
const ofTests = (name: string, result: () => unknown, asked: Readonly<Record<string, unknown>> = {}): LibraryCall => ({
  result,
  rows: "comparative",
  refit: { model: "comparative", options: TESTS, ask: { [name]: asked } },
});
const ofCutoffs = (
  name: string,
  result: () => unknown,
  asked: Readonly<Record<string, unknown>> = {},
): LibraryCall => ({
  result,
  rows: "cutoffs",
  refit: { model: "thresholds", options: { alternatives: false }, ask: { [name]: asked } },
});

const slowly = (call: LibraryCall): LibraryCall => ({ ...call, slow: true });

/** Why no published number can be what a function returns. */
const READS = "reads or checks data: its numbers are those that were given";
const PRINTED = "works on printed numbers: what it says of them is in its own documents";
const WORDS = "returns no number of a result";

/** Every function that the library exports: how a published file asks for its numbers, or why it has none to ask for. */
export const LIBRARY_CALLS: Readonly<Record<string, LibraryCall | string>> = {
  accuracy: ofOne("accuracy", () => Object.fromEntries(plain.map((study) => [study.id, library.accuracy(study)]))),
  analyze: {
    ...ofOne("", () => library.analyze(plain, { minStudies: 2, prior: 0.2 })),
    name: "",
    refit: { model: "binomial", options: { prior: 0.2 } },
  },
  auc: ofOne("auc", () => library.auc(binomial()), {}),
  averagePredictiveValues: ofOne(
    "averagePredictiveValues",
    () => library.averagePredictiveValues(summary(), { from: 0.1, to: 0.4 }),
    { from: 0.1, to: 0.4 },
  ),
  bivariateBoxplot: ofOne("bivariateBoxplot", () => library.bivariateBoxplot(plain)),
  bootstrap: ofOne("bootstrap", () => library.bootstrap(binomial(), "sensitivity", { replicates: 20, seed: 4 }), {
    statistic: "sensitivity",
    replicates: 20,
    seed: 4,
  }),
  clusterRobust: ofOne("clusterRobust", () => library.clusterRobust(binomial())),
  compareSubgroups: ofOne(
    "compareSubgroups",
    () => library.compareSubgroups(plain, { by: "group", model: "reitsma" }),
    { by: "group", model: "reitsma" },
  ),
  correctForReference: ofOne(
    "correctForReference",
    () => library.correctForReference(binomial(), { ...reference, prevalence: 0.3 }),
    { ...reference, prevalence: 0.3 },
  ),
  deeks: ofOne("deeks", () => library.deeks(plain), {}),
  empiricalBayes: ofOne("empiricalBayes", () => library.empiricalBayes(binomial())),
  fitBinomial: { ...ofOne("fit", binomial), name: "fit" },
  fitReitsma: {
    ...ofOne("fit", () => library.fitReitsma(plain, { minStudies: 2, method: "ml" })),
    name: "fit",
    refit: { model: "reitsma", options: { method: "ml" } },
  },
  galbraith: ofOne("galbraith", () => library.galbraith(plain)),
  heterogeneity: ofOne("heterogeneity", () => library.heterogeneity(binomial()), {}),
  hsroc: ofOne("hsroc", () => library.hsroc(binomial()), {}),
  iSquaredOf: ofOne("iSquaredOf", () => library.iSquaredOf(20, 9, 0.95), { chiSquared: 20, df: 9 }),
  influence: ofOne("influence", () => library.influence(binomial()), {}),
  kappa: ofOne(
    "kappa",
    () =>
      library.kappa([
        [20, 5],
        [3, 12],
      ]),
    {
      matrix: [
        [20, 5],
        [3, 12],
      ],
    },
  ),
  leaveOneOut: ofOne("leaveOneOut", () => library.leaveOneOut(binomial()), {}),
  likelihoodRatioMatrix: ofOne("likelihoodRatioMatrix", () => library.likelihoodRatioMatrix(plain)),
  likelihoodRatioTest: {
    ...ofOne("", () =>
      library.likelihoodRatioTest(binomial(), library.fitBinomial(plain, { moderators: ["year"], minStudies: 2 })),
    ),
    refit: { model: "binomial", options: { moderators: ["year"] }, ask: { likelihoodRatioTest: {} } },
  },
  logitHeterogeneity: ofOne("logitHeterogeneity", () => ({
    sensitivity: library.logitHeterogeneity(plain, "sensitivity"),
    specificity: library.logitHeterogeneity(plain, "specificity"),
  })),
  modelChecks: ofOne("modelChecks", () => library.modelChecks(binomial())),
  mosesLittenberg: ofOne("mosesLittenberg", () => library.mosesLittenberg(plain, { weights: "inverse-variance" }), {
    weights: "inverse-variance",
  }),
  naturalFrequencies: ofOne(
    "naturalFrequencies",
    () => library.naturalFrequencies(summary(), { prevalences: [0.1, 0.3] }),
    { prevalences: [0.1, 0.3] },
  ),
  penalizedPsi: ofOne("penalizedPsi", () => library.penalizedPsi(binomial())),
  poolUnivariate: ofOne(
    "poolUnivariate",
    () => ({ plr: library.poolUnivariate(plain, { measure: "plr", by: "group" }) }),
    { by: "group" },
  ),
  posttest: ofOne("posttest", () => library.posttest({ prior: 0.1, plr: summary().plr, nlr: summary().nlr }), {
    prior: 0.1,
  }),
  predictAt: {
    ...ofOne("", () =>
      library.predictAt(library.fitBinomial(plain, { moderators: ["year"], minStudies: 2 }), { year: 1995 }),
    ),
    refit: { model: "binomial", options: { moderators: ["year"] }, ask: { predictAt: { at: { year: 1995 } } } },
  },
  predictionIntervals: ofOne("predictionIntervals", () => library.predictionIntervals(binomial()), {}),
  predictiveValueCurve: ofOne("predictiveValueCurve", () => library.predictiveValueCurve(summary(), { points: 5 }), {
    points: 5,
  }),
  proportionInterval: ofOne("proportionInterval", () => library.proportionInterval(17, 20), {
    successes: 17,
    trials: 20,
  }),
  referenceSensitivityAnalysis: ofOne(
    "referenceSensitivityAnalysis",
    () => library.referenceSensitivityAnalysis(plain, { sensitivity: [0.9, 1], specificity: [0.99, 1] }),
    { sensitivity: [0.9, 1], specificity: [0.99, 1] },
  ),
  regions: ofOne("regions", () => library.regions(binomial(), { points: 8 }), { points: 8 }),
  simulationOf: ofOne("simulationOf", () => library.simulationOf(binomial())),
  sroc: ofOne("sroc", () => library.sroc(binomial(), { points: 9 }), { points: 9 }),
  studyWeights: ofOne("studyWeights", () => library.studyWeights(binomial())),
  summaryPoint: ofOne("summaryPoint", summary),
  thresholdEffect: ofOne("thresholdEffect", () => library.thresholdEffect(plain)),
  unanimousMargins: ofOne("unanimousMargins", () => library.unanimousMargins(binomial())),
  planReview: ofOne(
    "planReview",
    () =>
      library.planReview(library.simulationOf(binomial()), {
        sensitivity: { width: 0.4 },
        studies: [6],
        replicates: 5,
      }),
    {
      parameters: JSON.parse(JSON.stringify(library.simulationOf(binomial()))),
      sensitivity: { width: 0.4 },
      studies: [6],
      replicates: 5,
      seed: 1,
    },
  ),
  fitBayes: slowly({ ...ofBayes("", bayes), name: "fit" }),
  predictive: slowly(ofBayes("predictive", () => library.predictive(bayes(), { seed: 2 }), { seed: 2 })),
  priorPosterior: slowly(
    ofBayes("priorPosterior", () => library.priorPosterior(bayes(), { points: 5 }), { points: 5 }),
  ),
  priorSensitivity: slowly(
    ofBayes("priorSensitivity", () => library.priorSensitivity(bayes(), ["cochrane"]), {
      priors: ["cochrane"],
    }),
  ),
  fitComparative: ofTests("fitComparative", comparative),
  compareTests: {
    ...ofTests("", comparison),
    name: "",
    refit: { model: "comparative", options: TESTS },
  },
  rankTests: ofTests("rankTests", () => library.rankTests(comparative(), { draws: 200, seed: 5 }), {
    draws: 200,
    seed: 5,
  }),
  testAgreement: ofTests("testAgreement", () => library.testAgreement(comparison())),
  forTest: ofTests("forTest", () => ({
    HC2: library.forTest(comparative(), "HC2"),
    RepC: library.forTest(comparative(), "RepC"),
  })),
  fitThresholds: ofCutoffs("fitThresholds", thresholds),
  analyzeThresholds: {
    ...ofCutoffs("", () =>
      library.analyzeThresholds(marker(), { cutoffs: [22, 35], alternatives: false, prevalence: 0.3 }),
    ),
    name: "",
    refit: { model: "thresholds", options: { cutoffs: [22, 35], alternatives: false, prevalence: 0.3 } },
  },
  accuracyAt: ofCutoffs("accuracyAt", () => library.accuracyAt(thresholds(), [22, 35]), { cutoffs: [22, 35] }),
  cutoffFor: ofCutoffs("cutoffFor", () => library.cutoffFor(thresholds(), { sensitivity: 0.8 }), {
    wanted: { sensitivity: 0.8 },
  }),
  optimalCutoff: ofCutoffs("optimalCutoff", () => library.optimalCutoff(thresholds(), { weight: 0.6 }), {
    weight: 0.6,
  }),
  compareThresholdModels: slowly(
    ofCutoffs(
      "compareThresholdModels",
      () => library.compareThresholdModels(marker(), { alternatives: false, nodes: 5 }),
      { nodes: 5 },
    ),
  ),
  thresholdCurves: ofCutoffs("thresholdCurves", () => library.thresholdCurves(thresholds(), { points: 5 }), {
    points: 5,
  }),
  thresholdLinearity: ofCutoffs("thresholdLinearity", () => library.thresholdLinearity(thresholds())),
  thresholdRegion: ofCutoffs("thresholdRegion", () => library.thresholdRegion(thresholds(), 22, { points: 9 }), {
    cutoff: 22,
    points: 9,
  }),
  leaveOneOutThresholds: ofCutoffs("leaveOneOutThresholds", () => library.leaveOneOutThresholds(thresholds())),
  fitLinearThresholds: {
    result: linear,
    name: "fitLinearThresholds",
    rows: "cutoffs",
    refit: { model: "linear-thresholds", options: { model: "CI", log: true } },
  },
  linearAccuracyAt: {
    result: () => library.linearAccuracyAt(linear(), [22, 35]),
    rows: "cutoffs",
    refit: {
      model: "linear-thresholds",
      options: { model: "CI", log: true },
      ask: { linearAccuracyAt: { cutoffs: [22, 35] } },
    },
  },
  fitLatentClass: {
    slow: true,
    result: latent,
    rows: "few",
    refit: { model: "latent-class", options: { reference, starts: 1, nodes: 9 } },
  },
  runProgram: "its numbers are the quantities that `as` asks for",
  reproduce: PRINTED,
  identify: PRINTED,
  auditReport: PRINTED,
  parsePublished: PRINTED,
  reconstruct: PRINTED,
  reconstructStudies: PRINTED,
  readReports: PRINTED,
  oneVsRestReports: PRINTED,
  analyzeReports: "an analysis of reconstructed tables: given as data, its numbers are those of `analyze`",
  decodeTable: READS,
  decodeText: READS,
  oneVsRest: READS,
  parseStudies: READS,
  parseThresholdStudies: READS,
  readStudies: READS,
  readStudiesFile: READS,
  readStudyTable: READS,
  readThresholdStudies: READS,
  simulateStudies: "draws studies: given as data, they are read like others",
  designRow: "one row of a design: the covariates that were given",
  hasRatios: WORDS,
  heterogeneityWords: WORDS,
  likelihoodRatioQuadrant: "the bounds that it was given",
  DtaError: WORDS,
  InputError: WORDS,
  InsufficientStudiesError: WORDS,
};

/** Those that return numbers. */
export const calls = Object.entries(LIBRARY_CALLS).flatMap(([name, call]): [string, LibraryCall][] =>
  typeof call === "string" ? [] : [[name, call]],
);

/** The functions that the library exports. */
export const exportedFunctions = Object.entries(library)
  .filter(([, value]) => typeof value === "function")
  .map(([name]) => name)
  .sort();
