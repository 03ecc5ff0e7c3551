import { checkLevel } from "../../base/checks.js";
import { checkShape } from "../../base/shape.js";
import { normalCritical } from "../point/wald.js";
import { comparisonShapes } from "./comparison-shapes.js";
import type { StudyContrast } from "./study-contrasts.js";
import type { TestComparison } from "./test-comparison.js";

/** One study's two proportions in a plot of agreement. */
export interface AgreementPoint {
  /** The study. */
  readonly study: string;
  /** Mean of the two observed proportions. */
  readonly mean: number;
  /** That of the test less that of the reference. */
  readonly difference: number;
  /** People behind the smaller of the two proportions' samples. */
  readonly n: number;
}

/** How the tests agree in one proportion, over studies. */
export interface ProportionAgreement {
  /** The studies with both proportions. */
  readonly points: readonly AgreementPoint[];
  /** Mean of the differences, every study counting as one; `null` without any. */
  readonly mean: number | null;
  /** Their standard deviation; `null` with fewer than two. */
  readonly standardDeviation: number | null;
  /** Lower limit of agreement, mean − z·sd; `null` with fewer than three studies. */
  readonly lower: number | null;
  /** Upper limit of agreement. */
  readonly upper: number | null;
}

/** How far two tests agree from study to study. */
export interface TestAgreement {
  /** The test. */
  readonly test: string;
  /** The test that it is compared with. */
  readonly reference: string;
  /** Share of differences that the limits are meant to hold, e.g. 0.95. */
  readonly level: number;
  /** Of the sensitivities. */
  readonly sensitivity: ProportionAgreement;
  /** Of the specificities. */
  readonly specificity: ProportionAgreement;
}

const FEWEST_FOR_LIMITS = 3;

function agreementOf(points: readonly AgreementPoint[], level: number): ProportionAgreement {
  const k = points.length;
  if (k === 0) return { points, mean: null, standardDeviation: null, lower: null, upper: null };
  const mean = points.reduce((sum, { difference }) => sum + difference, 0) / k;
  if (k < 2) return { points, mean, standardDeviation: null, lower: null, upper: null };
  const squares = points.reduce((sum, { difference }) => sum + (difference - mean) * (difference - mean), 0);
  const standardDeviation = Math.sqrt(squares / (k - 1));
  const half = normalCritical(level) * standardDeviation;
  const known = k >= FEWEST_FOR_LIMITS;
  return {
    points,
    mean,
    standardDeviation,
    lower: known ? mean - half : null,
    upper: known ? mean + half : null,
  };
}

/** The study's proportions of hits, where both of its samples have people. */
function point(
  { study, testTable, referenceTable }: StudyContrast,
  hit: "tp" | "tn",
  miss: "fn" | "fp",
): AgreementPoint[] {
  const n = [testTable[hit] + testTable[miss], referenceTable[hit] + referenceTable[miss]] as const;
  if (n[0] === 0 || n[1] === 0) return [];
  const [p, q] = [testTable[hit] / n[0], referenceTable[hit] / n[1]];
  return [{ study, mean: (p + q) / 2, difference: p - q, n: Math.min(...n) }];
}

/**
 * How far each test agrees with the reference from study to study, after Bland & Altman (1986, Lancet 327:307,
 * doi:10.1016/S0140-6736(86)90837-8): the mean of the studies' differences in observed sensitivity and specificity, their
 * standard deviation, and the limits mean ± z·sd between which most of such differences lie. Every study counts as one, and the
 * limits hold the sampling error of the studies as well as what differs between them; the pooled difference is that of
 * `comparisons`. Differences are proportions.
 *
 * @returns a row for each test that some study has beside the reference
 * @throws InputError `bad-data` for what `compareTests` did not return
 *
 * @example
 * ```ts
 * import { compareTests, readStudies, testAgreement } from "dta-meta";
 *
 * const csv =
 *   "study,cluster,test,tp,fp,fn,tn\nA1,A,RepC,6,14,4,28\nA2,A,HC2,9,25,1,17\nB1,B,RepC,8,28,4,71\nB2,B,HC2,10,28,1,58\n" +
 *   "C1,C,RepC,20,191,13,483\nC2,C,HC2,27,282,6,392\nD1,D,RepC,4,20,3,56\nD2,D,HC2,6,27,1,49";
 * const [agreement] = testAgreement(compareTests(readStudies(csv), { test: "test", model: "normal" }));
 * agreement?.sensitivity.mean?.toFixed(3); // "0.260"
 * ```
 */
export function testAgreement(comparison: TestComparison): TestAgreement[] {
  checkShape("comparison", comparison, comparisonShapes, {
    name: "TestComparison",
    wanted: "what compareTests returns",
  });
  const { comparisons, fit } = comparison;
  const level = checkLevel(comparisons[0]?.relativeSensitivity.level ?? fit.level);
  return comparisons.flatMap(({ test, reference }): TestAgreement[] => {
    const own = comparison.studyContrasts.filter((study) => study.test === test);
    if (own.length === 0) return [];
    return [
      {
        test,
        reference,
        level,
        sensitivity: agreementOf(
          own.flatMap((study) => point(study, "tp", "fn")),
          level,
        ),
        specificity: agreementOf(
          own.flatMap((study) => point(study, "tn", "fp")),
          level,
        ),
      },
    ];
  });
}
