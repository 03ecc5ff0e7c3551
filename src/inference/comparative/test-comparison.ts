import type { PartialEstimate } from "../../base/estimate.js";
import type { ComparativeFit } from "../../models/comparative/comparative-fit.js";
import type { MeanInterval } from "../point/mean-interval.js";
import type { ContrastEstimate, Contrasts } from "./contrasts.js";
import type { Evidence, PairEvidence } from "./evidence.js";
import type { PairedTable } from "./paired-table.js";
import type { ComparativeTest } from "./structure-tests.js";
import type { StudyContrast } from "./study-contrasts.js";

/** An estimate whose limits may be unknown. */
export interface LimitedEstimate extends PartialEstimate {
  /** The value. */
  readonly estimate: number;
}

/** Accuracy of one test at the median study. */
export interface TestAccuracy {
  /** The test. */
  readonly test: string;
  /** Studies that have it. */
  readonly k: number;
  /** Tables of it. */
  readonly rows: number;
  /** Sensitivity, a proportion; its limits `null` where the fit's `covariance` is. */
  readonly sensitivity: LimitedEstimate;
  /** Specificity, likewise. */
  readonly specificity: LimitedEstimate;
  /** Diagnostic odds ratio. */
  readonly dor: PartialEstimate;
  /** Positive likelihood ratio. */
  readonly plr: PartialEstimate;
  /** Negative likelihood ratio. */
  readonly nlr: PartialEstimate;
}

/** What a comparison means for 1,000 people at one prevalence. */
export interface PerThousand {
  /** Share of people with the target condition. */
  readonly prevalence: number;
  /** People with the condition that the test misses fewer than the reference, of 1,000 tested; negative where it misses more. */
  readonly fewerMissed: ContrastEstimate;
  /** People without it that the test alarms fewer than the reference, of 1,000 tested. */
  readonly fewerFalseAlarms: ContrastEstimate;
}

/** One test against the reference. */
export interface Comparison extends Contrasts {
  /** The test: above the line of every ratio. */
  readonly test: string;
  /** The test that it is compared with. */
  readonly reference: string;
  /** `null` without a prevalence. */
  readonly per1000: PerThousand | null;
  /** Studies behind it. */
  readonly studies: Pick<PairEvidence, "both" | "testOnly" | "referenceOnly" | "kind">;
}

/** What `compareTests` found. */
export interface TestComparison {
  /** The test that the others are compared with. */
  readonly reference: string;
  /** How limits were made; see the option of `compareTests`. */
  readonly interval: MeanInterval;
  /** Each test's accuracy. */
  readonly tests: readonly TestAccuracy[];
  /** Each test but the reference, against it. */
  readonly comparisons: readonly Comparison[];
  /** The hypothesis that all tests have one sensitivity. */
  readonly sensitivity: ComparativeTest;
  /** The hypothesis that all tests have one specificity. */
  readonly specificity: ComparativeTest;
  /** The hypothesis that all tests have one sensitivity and one specificity. */
  readonly joint: ComparativeTest;
  /**
   * The hypothesis that all tests vary alike between studies: independent effects with one covariance against one for each
   * test; `null` where a test has fewer than 4 rows.
   */
  readonly equalVariances: ComparativeTest | null;
  /** The hypothesis that the difference between tests is the same in every study, which shared effects take for granted; `null` where no study has two tests. */
  readonly testByStudy:
    | (ComparativeTest & {
        /** The same as `pValue`; the P value is no more than this. `null` where there is no test. */
        readonly pValueAtMost: number | null;
      })
    | null;
  /**
   * The hypothesis of `"nested"` effects that both tests vary alike and are correlated symmetrically, against
   * `"unstructured"` ones; `null` but for two tests with at least 8 studies that have both.
   */
  readonly equalCovariances: ComparativeTest | null;
  /** The studies and patients behind it. */
  readonly evidence: Evidence;
  /** Each study with two of the tests by itself: its ratios of proportions, samples taken as independent. */
  readonly studyContrasts: readonly StudyContrast[];
  /** Studies whose joint tables were given. */
  readonly paired: readonly PairedTable[];
  /** The model behind it. */
  readonly fit: ComparativeFit;
  /** The same from the studies with at least two of the tests alone; `null` where those are all of the studies, or too few. */
  readonly direct: TestComparison | null;
  /** Why `direct` is `null`; `null` where it is not. */
  readonly directReason: string | null;
  /** What a reader has to know. */
  readonly warnings: readonly string[];
}
