import { greatestFractionTo, leastFractionFrom } from "../../numeric/nearest-fraction.js";
import { ceilRational, floorRational, type Rational, rational } from "../../numeric/rational.js";
import type { CellVector, MetricField } from "../metric.js";
import type { CountItem, MetricItem } from "../read/printed-item.js";

/** coefficients · (tp, fp, fn, tn) ≥ atLeast, all whole. */
export interface LinearConstraint {
  readonly coefficients: CellVector;
  readonly atLeast: number;
}

/** A quantity numerator · cells / denominator · cells, or a count, numerator · cells alone. */
interface LinearForm {
  readonly numerator: CellVector;
  readonly denominator: CellVector | null;
  /** Brings a value of the printed quantity to one of the form. */
  readonly transform?: (value: Rational) => Rational;
}

const DISEASED: CellVector = [1, 0, 1, 0];
const NON_DISEASED: CellVector = [0, 1, 0, 1];
const POSITIVE: CellVector = [1, 1, 0, 0];
const NEGATIVE: CellVector = [0, 0, 1, 1];
const ALL: CellVector = [1, 1, 1, 1];
const TP: CellVector = [1, 0, 0, 0];
const FP: CellVector = [0, 1, 0, 0];
const FN: CellVector = [0, 0, 1, 0];
const TN: CellVector = [0, 0, 0, 1];

const forms: Readonly<Partial<Record<CountItem["field"] | MetricField, LinearForm>>> = {
  n: { numerator: ALL, denominator: null },
  diseased: { numerator: DISEASED, denominator: null },
  nonDiseased: { numerator: NON_DISEASED, denominator: null },
  tp: { numerator: TP, denominator: null },
  fp: { numerator: FP, denominator: null },
  fn: { numerator: FN, denominator: null },
  tn: { numerator: TN, denominator: null },
  sensitivity: { numerator: TP, denominator: DISEASED },
  specificity: { numerator: TN, denominator: NON_DISEASED },
  ppv: { numerator: TP, denominator: POSITIVE },
  npv: { numerator: TN, denominator: NEGATIVE },
  accuracy: { numerator: [1, 0, 0, 1], denominator: ALL },
  prevalence: { numerator: DISEASED, denominator: ALL },
  // F1 = 2·tp/(2·tp + fp + fn) rises with tp/(tp + fp + fn) = F1/(2 − F1), whose terms do not exceed n.
  f1: {
    numerator: TP,
    denominator: [1, 1, 1, 0],
    transform: ({ numerator, denominator }) => rational(numerator, 2n * denominator - numerator),
  },
};

/** What must be at least 1 for a finite quantity to be defined. κ is left to the margins: no linear rule describes it. */
const nonEmpty: Readonly<Record<MetricField, readonly CellVector[]>> = {
  sensitivity: [DISEASED],
  specificity: [NON_DISEASED],
  ppv: [POSITIVE],
  npv: [NEGATIVE],
  accuracy: [],
  prevalence: [],
  f1: [[1, 1, 1, 0]],
  balancedAccuracy: [DISEASED, NON_DISEASED],
  youden: [DISEASED, NON_DISEASED],
  plr: [DISEASED, FP],
  nlr: [DISEASED, TN],
  dor: [FP, FN],
  mcc: [DISEASED, NON_DISEASED, POSITIVE, NEGATIVE],
  kappa: [],
};

/** Whether the item speaks of the cells in a linear way, whatever the margins are. */
export function isLinear({ field }: CountItem | MetricItem): boolean {
  return forms[field] !== undefined;
}

/**
 * The item as linear constraints on the cells, exact for all tables of up to `largest` patients: the ends of its interval
 * are replaced by the nearest fractions inside it whose denominators do not exceed `largest`, since no table gives others.
 * Then every coefficient is small enough for exact arithmetic in doubles.
 */
export function linearConstraints(item: CountItem | MetricItem, largest: number): LinearConstraint[] {
  const constraints = definedConstraints(item);
  const form = forms[item.field];
  const { interval } = item;
  if (form === undefined || interval === null) return constraints;
  const { numerator, denominator, transform = (value: Rational) => value } = form;
  const [lower, upper] = [transform(interval.lower), transform(interval.upper)];
  if (denominator === null) {
    const least = interval.lowerClosed ? ceilRational(lower) : floorRational(lower) + 1n;
    const most = interval.upperClosed ? floorRational(upper) : ceilRational(upper) - 1n;
    constraints.push({ coefficients: numerator, atLeast: Number(least) });
    constraints.push({ coefficients: negate(numerator), atLeast: -Number(most) });
    return constraints;
  }
  if (lower.numerator > 0n || (lower.numerator === 0n && !interval.lowerClosed)) {
    const { numerator: p, denominator: q } = leastFractionFrom(lower, !interval.lowerClosed, largest);
    constraints.push({ coefficients: combine(numerator, Number(q), denominator, -Number(p)), atLeast: 0 });
  }
  if (upper.numerator < upper.denominator || (upper.numerator === upper.denominator && !interval.upperClosed)) {
    const { numerator: p, denominator: q } = greatestFractionTo(upper, !interval.upperClosed, largest);
    constraints.push({ coefficients: combine(numerator, -Number(q), denominator, Number(p)), atLeast: 0 });
  }
  return constraints;
}

/** That the quantity is defined; or, where ∞ is printed, that its denominator is 0 and its numerator isn't. */
function definedConstraints(item: CountItem | MetricItem): LinearConstraint[] {
  if (item.kind === "count") return [];
  if (item.interval !== null) return nonEmpty[item.field].map(atLeastOne);
  const none = (cell: CellVector): LinearConstraint => ({ coefficients: negate(cell), atLeast: 0 });
  if (item.field === "plr") return [atLeastOne(TP), none(FP), atLeastOne(TN)];
  if (item.field === "nlr") return [atLeastOne(FN), none(TN), atLeastOne(FP)];
  return [atLeastOne(TP), atLeastOne(TN)];
}

function atLeastOne(coefficients: CellVector): LinearConstraint {
  return { coefficients, atLeast: 1 };
}

function negate([tp, fp, fn, tn]: CellVector): CellVector {
  return [0 - tp, 0 - fp, 0 - fn, 0 - tn];
}

function combine(x: CellVector, xWeight: number, y: CellVector, yWeight: number): CellVector {
  const at = (i: 0 | 1 | 2 | 3): number => x[i] * xWeight + y[i] * yWeight;
  return [at(0), at(1), at(2), at(3)];
}
