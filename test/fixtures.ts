import { readdirSync, readFileSync } from "node:fs";
import { readStudies } from "../src/tables/read-studies.js";
import type { Study } from "../src/tables/study.js";

// What fixtures/*/reference.json holds; see fixtures/README.md for scales, signs and provenance.

export type Matrix = readonly (readonly number[])[];

export interface ReferenceBetweenStudy {
  readonly varSensitivity: number;
  readonly varSpecificity: number;
  readonly covariance: number;
  /** `null` where a variance is 0; absent where the source does not print it. */
  readonly correlation?: number | null;
}

export interface ReferenceHsroc {
  readonly lambda: number;
  readonly theta: number;
  readonly beta: number;
  readonly varAlpha: number;
  readonly varTheta: number;
}

export interface ReferenceISquared {
  readonly bivariate: number;
  readonly sensitivity: number;
  readonly specificity: number;
}

export interface ReferenceRatio {
  readonly estimate: number;
  readonly logStandardError: number;
  readonly lower: number;
  readonly upper: number;
}

export interface ReferenceLikelihoodRatios {
  readonly plr: ReferenceRatio;
  readonly nlr: ReferenceRatio;
  readonly inverseNlr: ReferenceRatio;
  readonly dor: ReferenceRatio;
}

export type ReferencePredictiveValues = readonly {
  readonly prevalence: number;
  readonly ppv: number;
  readonly npv: number;
}[];

/** Coefficients (a number, or one for each term), their covariance, Ψ and the log-likelihood. */
export interface ReferenceFit<C = number> {
  readonly sensitivity: C;
  readonly specificity: C;
  readonly covariance: Matrix;
  readonly betweenStudy: ReferenceBetweenStudy;
  readonly logLik: number;
}

export interface ReferenceOptimum<C = number> extends ReferenceFit<C> {
  readonly rank: number;
  readonly boundary: boolean;
}

export interface ReferenceNormal extends ReferenceOptimum {
  readonly hsroc?: ReferenceHsroc;
  readonly iSquared?: ReferenceISquared;
  readonly likelihoodRatios?: ReferenceLikelihoodRatios;
  readonly predictiveValues?: ReferencePredictiveValues;
}

export interface ReferenceByCorrection<T> {
  readonly single: T;
  readonly all: T;
}

export interface ReferenceMoments extends Omit<ReferenceFit, "logLik"> {
  readonly negativeEigenvalues: number | null;
}

export interface ReferenceTest {
  readonly chiSquared: number;
  readonly df: number;
  readonly pValue: number;
}

export interface ReferenceQ {
  readonly q: number;
  readonly df: number;
  readonly pValue: number;
}

export interface ReferenceQuadrature extends ReferenceOptimum {
  /** Of sensitivity, specificity, varSensitivity, varSpecificity, covariance; `null` at rank 1. */
  readonly parameterCovariance: Matrix | null;
  readonly digits: {
    readonly coefficients21to31: number;
    readonly betweenStudy21to31: number;
    readonly logLik21to31: number;
  };
  readonly hsroc: ReferenceHsroc;
  readonly iSquared: ReferenceISquared;
  readonly summary: {
    readonly sensitivity: readonly [estimate: number, lower: number, upper: number];
    readonly specificity: readonly [estimate: number, lower: number, upper: number];
    readonly likelihoodRatios: ReferenceLikelihoodRatios;
    readonly predictiveValues: ReferencePredictiveValues;
  };
}

export interface ReferenceUnivariate extends ReferenceQ {
  readonly estimate: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
  readonly tauSquared: number;
  readonly tauSquaredStandardError: number | null;
  readonly iSquaredPercent: number;
  readonly hSquared: number;
  readonly tauSquaredQProfile?: readonly [number | null, number | null];
  readonly iSquaredPercentQProfile?: readonly [number | null, number | null];
  readonly predictionInterval?: readonly [number, number];
}

export interface ReferenceDeeks {
  readonly n: number;
  readonly slope: number;
  readonly slopeStandardError: number;
  readonly intercept: number;
  readonly interceptStandardError: number;
  readonly t: number;
  readonly df: number;
  readonly pValue: number;
}

export interface ReferenceCurve {
  readonly sensitivity: readonly number[];
  readonly auc: number;
  readonly aucAsMadaPrints: number;
}

type Interval = readonly [lower: number | null, upper: number | null];

export interface ReferenceProportions {
  readonly estimate: readonly (number | null)[];
  readonly wilson: readonly Interval[];
  readonly clopperPearson: readonly Interval[];
}

export interface ReferenceRatios {
  readonly estimate: readonly (number | null)[];
  readonly interval: readonly Interval[];
  readonly logStandardError: readonly (number | null)[];
}

export interface ReferenceMetaRegression {
  readonly moderators: readonly string[];
  readonly categorical: readonly string[];
  readonly terms: readonly string[];
  readonly ml: ReferenceOptimum<readonly number[]>;
  readonly reml: ReferenceOptimum<readonly number[]>;
  readonly mlNull: ReferenceOptimum;
  readonly likelihoodRatioTestMl: ReferenceTest;
  readonly quadrature21: ReferenceOptimum<readonly number[]>;
  readonly quadrature21Null: ReferenceOptimum;
  readonly likelihoodRatioTestBinomial: ReferenceTest;
  /** Rows of data.csv (from 1) with a value of every moderator; absent where all have one. */
  readonly rowsUsed?: readonly number[];
}

export interface Reference {
  readonly dataset: string;
  readonly k: number;
  readonly paper: string;
  readonly normal: {
    readonly source: string;
    readonly reml: ReferenceByCorrection<ReferenceNormal>;
    readonly ml: ReferenceByCorrection<ReferenceNormal>;
    readonly fixed: Omit<ReferenceFit, "betweenStudy">;
    readonly moments: { readonly mm: ReferenceMoments; readonly vc: ReferenceMoments };
    readonly q: { readonly all: ReferenceQ; readonly sensitivity: ReferenceQ; readonly specificity: ReferenceQ };
  };
  readonly binomial: {
    readonly laplace: ReferenceFit & { readonly boundary: boolean };
    readonly quadrature21: ReferenceQuadrature;
    readonly quadrature61: Omit<ReferenceFit, "covariance">;
  };
  readonly sroc: {
    readonly from: Omit<ReferenceFit, "logLik">;
    readonly fpr: readonly number[];
    readonly rutterGatsonis: ReferenceCurve;
    readonly naive: ReferenceCurve;
    readonly hsroc: ReferenceHsroc;
    readonly regions: {
      readonly criticalChiSquared: number;
      readonly criticalF: number;
      /** Points (fpr, sensitivity). */
      readonly confidence: readonly (readonly [number, number])[];
      readonly prediction: readonly (readonly [number, number])[];
    };
  };
  readonly univariate: Readonly<
    Record<
      "logitSensitivity" | "logitSpecificity" | "logDor",
      { readonly dl: ReferenceUnivariate; readonly reml: ReferenceUnivariate }
    >
  >;
  readonly deeks: Readonly<Record<"single" | "all" | "always" | "alwaysWithCorrectedSampleSizes", ReferenceDeeks>>;
  readonly threshold: Readonly<
    Record<"none" | "single" | "all", { readonly rho: number | null; readonly pValueAsymptotic: number | null } | null>
  >;
  readonly equality: { readonly sensitivity: ReferenceTest; readonly specificity: ReferenceTest };
  readonly perStudy?: {
    readonly sensitivity: ReferenceProportions;
    readonly specificity: ReferenceProportions;
    readonly dor: ReferenceRatios;
    readonly plr: ReferenceRatios;
    readonly nlr: ReferenceRatios;
  };
  readonly leaveOneOut: { readonly columns: readonly string[]; readonly rows: Matrix };
  /** By moderator, `a+b` for two; beside them a `source`. See `metaRegressions`. */
  readonly metaRegression?: Readonly<Record<string, ReferenceMetaRegression | string>>;
}

export interface SimulatedDataset {
  readonly id: number;
  readonly scenario: string;
  readonly k: number;
  /** Logit scale. */
  readonly true: {
    readonly sensitivity: number;
    readonly specificity: number;
    readonly sdSensitivity: number;
    readonly sdSpecificity: number;
    readonly correlation: number;
  };
  readonly studies: readonly Study[];
  readonly reml: ReferenceFit & { readonly rank: number };
  readonly ml: ReferenceFit & { readonly rank: number };
  readonly laplace: Omit<ReferenceFit, "covariance"> & { readonly boundary: boolean };
  readonly quadrature21: ReferenceOptimum;
}

const directory = new URL("../fixtures/", import.meta.url);

const read = (path: string): string => readFileSync(new URL(path, directory), "utf8");

/** The data sets under fixtures/ that have reference results, in the order of their names. */
export const fixtureNames: readonly string[] = readdirSync(directory, { withFileTypes: true })
  .filter(
    (entry) => entry.isDirectory() && readdirSync(new URL(`${entry.name}/`, directory)).includes("reference.json"),
  )
  .map((entry) => entry.name)
  .sort();

/** The studies of a data set, in the order of its reference results. */
export function loadFixture(name: string): Study[] {
  return readStudies(read(`${name}/data.csv`));
}

/** The reference results of a data set. */
export function loadReference(name: string): Reference {
  return JSON.parse(read(`${name}/reference.json`)) as Reference;
}

/** The meta-regressions of a reference, by moderator. */
export function metaRegressions(reference: Reference): [string, ReferenceMetaRegression][] {
  return Object.entries(reference.metaRegression ?? {}).filter(
    (entry): entry is [string, ReferenceMetaRegression] => typeof entry[1] !== "string",
  );
}

/** The studies with the named covariates as text, so that numbers which are codes become levels. */
export function withCategorical(studies: readonly Study[], names: readonly string[]): Study[] {
  return studies.map((study) => {
    const covariates = { ...study.covariates };
    for (const name of names) {
      const value = covariates[name] ?? null;
      covariates[name] = value === null ? null : String(value);
    }
    return { ...study, covariates };
  });
}

type Counts = { readonly tp: number[]; readonly fp: number[]; readonly fn: number[]; readonly tn: number[] };

/** The 100 meta-analyses that were simulated from known parameters, with the optima of both models. */
export function loadSimulated(): SimulatedDataset[] {
  const file = JSON.parse(read("simulated/simulated.json")) as { datasets: (SimulatedDataset & Counts)[] };
  return file.datasets.map(({ tp, fp, fn, tn, ...rest }) => ({
    ...rest,
    studies: tp.map((_, i) => ({ id: `Study ${i + 1}`, tp: tp[i]!, fp: fp[i]!, fn: fn[i]!, tn: tn[i]! })),
  }));
}
