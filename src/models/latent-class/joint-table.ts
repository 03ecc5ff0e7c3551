/** A reference standard of known accuracy, and how its errors go with those of the index test. */
export interface ReferenceAccuracy {
  readonly sensitivity: number;
  readonly specificity: number;
  /** Share of the largest possible covariance of the two tests among the diseased. */
  readonly dependenceDiseased: number;
  /** The like among the non-diseased. */
  readonly dependenceNonDiseased: number;
}

/** The truth behind a 2×2 table: prevalence, and the index test's positive rates among the diseased and the non-diseased. */
export interface TrueRates {
  readonly prevalence: number;
  /** Sensitivity of the index test. */
  readonly sensitivity: number;
  /** 1 − specificity of the index test. */
  readonly falsePositiveRate: number;
}

/** P(both positive) among people of whom the index test finds `index` and the reference `reference`, and its slope in `index`. */
interface BothPositive {
  readonly value: number;
  readonly slope: number;
}

/**
 * P(index+, reference+) = ab + c, the covariance c a share of the most there can be, min(a(1 − b), b(1 − a)) = min(a, b) − ab
 * (Vacek 1985, Biometrics 41:959, doi:10.2307/2530967).
 */
export function bothPositive(index: number, reference: number, share: number): BothPositive {
  return index <= reference
    ? { value: index * (reference + share * (1 - reference)), slope: reference + share * (1 - reference) }
    : { value: reference * (index + share * (1 - index)), slope: reference * (1 - share) };
}

/** What is observed: P(index+, reference+), P(index+), P(reference+), which fix all four cells. */
export type Observed = readonly [both: number, index: number, reference: number];

/** Derivatives of the three observed probabilities by (prevalence, sensitivity, false positive rate). */
export interface ObservedSlopes {
  readonly byPrevalence: Observed;
  readonly bySensitivity: Observed;
  readonly byFalsePositiveRate: Observed;
}

/** The three observed probabilities and their derivatives. */
export function observedOf(
  truth: TrueRates,
  reference: ReferenceAccuracy,
): { readonly value: Observed } & ObservedSlopes {
  const { prevalence, sensitivity, falsePositiveRate } = truth;
  const healthy = 1 - prevalence;
  const alarms = 1 - reference.specificity;
  const diseased = bothPositive(sensitivity, reference.sensitivity, reference.dependenceDiseased);
  const others = bothPositive(falsePositiveRate, alarms, reference.dependenceNonDiseased);
  return {
    value: [
      prevalence * diseased.value + healthy * others.value,
      prevalence * sensitivity + healthy * falsePositiveRate,
      prevalence * reference.sensitivity + healthy * alarms,
    ],
    byPrevalence: [diseased.value - others.value, sensitivity - falsePositiveRate, reference.sensitivity - alarms],
    bySensitivity: [prevalence * diseased.slope, prevalence, 0],
    byFalsePositiveRate: [healthy * others.slope, healthy, 0],
  };
}

/** Rounding that a rate may lie outside of [0, 1] by. */
const SLACK = 1e-12;

const within = (rate: number, low: number, high: number): boolean => rate >= low - SLACK && rate <= high + SLACK;

/**
 * The index test's rates that give P(index+, reference+) and P(index+) at a known prevalence: every solution in [0, 1]². Without
 * dependence there is one at most; it is linear on either side of the points where the rates of the two tests cross.
 */
export function ratesBehind(
  both: number,
  index: number,
  prevalence: number,
  reference: ReferenceAccuracy,
): TrueRates[] {
  const healthy = 1 - prevalence;
  const b = reference.sensitivity;
  const f = 1 - reference.specificity;
  const solutions: TrueRates[] = [];
  for (const below of [true, false]) {
    for (const alarmsBelow of [true, false]) {
      // On each piece P(both | diseased) = constant + slope · rate.
      const diseased = bothPositive(below ? 0 : 1, b, reference.dependenceDiseased);
      const others = bothPositive(alarmsBelow ? 0 : 1, f, reference.dependenceNonDiseased);
      const constantDiseased = below ? 0 : diseased.value - diseased.slope;
      const constantOthers = alarmsBelow ? 0 : others.value - others.slope;
      const rest = both - prevalence * constantDiseased - healthy * constantOthers;
      const difference = diseased.slope - others.slope;
      if (!(prevalence > 0) || !(healthy > 0) || Math.abs(difference) < SLACK) continue;
      const sensitivity = (rest - others.slope * index) / (prevalence * difference);
      const falsePositiveRate = (diseased.slope * index - rest) / (healthy * difference);
      const onPiece =
        within(sensitivity, below ? 0 : b, below ? b : 1) &&
        within(falsePositiveRate, alarmsBelow ? 0 : f, alarmsBelow ? f : 1);
      const known = solutions.some(
        (other) =>
          Math.abs(other.sensitivity - sensitivity) < 1e-9 &&
          Math.abs(other.falsePositiveRate - falsePositiveRate) < 1e-9,
      );
      if (onPiece && !known) solutions.push({ prevalence, sensitivity, falsePositiveRate });
    }
  }
  return solutions;
}
