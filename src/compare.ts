/**
 * Several index tests: which is better, by how much, and how sure is that.
 *
 * - {@link fitComparative} fits a model of several tests, some of them applied in the same studies.
 * - {@link compareTests} compares every test with a reference: ratios, differences, likelihood ratio tests, evidence.
 * - {@link rankTests} says how often one test is better than another in the estimated sampling distribution.
 * - {@link forTest} is one test of a fit as a bivariate fit, for `summaryPoint`, `sroc`, `regions` and figures.
 *
 * Bad input throws an `InputError` with a `code`.
 *
 * @module dta-meta/compare
 */

export { DtaError, type ErrorDetail, InputError, InsufficientStudiesError } from "./base/errors.js";
export {
  type CompareFitOptions,
  type CompareTestsOptions,
  compareTests,
} from "./inference/comparative/compare-tests.js";
export type { ContrastEstimate, ContrastName, Contrasts } from "./inference/comparative/contrasts.js";
export type { Evidence, PairEvidence, TestEvidence } from "./inference/comparative/evidence.js";
export type { JointCounts, JointTable, PairedProportions, PairedTable } from "./inference/comparative/paired-table.js";
export {
  type PairwiseSuperiority,
  type RankedTest,
  type Ranking,
  type RankOptions,
  rankTests,
} from "./inference/comparative/rank-tests.js";
export type { ComparativeTest } from "./inference/comparative/structure-tests.js";
export type { StudyContrast } from "./inference/comparative/study-contrasts.js";
export {
  type AgreementPoint,
  type ProportionAgreement,
  type TestAgreement,
  testAgreement,
} from "./inference/comparative/test-agreement.js";
export type {
  Comparison,
  LimitedEstimate,
  PerThousand,
  TestAccuracy,
  TestComparison,
} from "./inference/comparative/test-comparison.js";
export type {
  ComparativeConvergence,
  ComparativeFit,
  ComparativeFitOptions,
  TestCoefficient,
  UnboundedMean,
} from "./models/comparative/comparative-fit.js";
export { fitComparative } from "./models/comparative/fit-comparative.js";
export { forTest } from "./models/comparative/for-test.js";
export type { ComparativeOptions, ComparativeStart } from "./models/comparative/options.js";
export type { Structure, StructureChoice } from "./models/comparative/structure.js";
