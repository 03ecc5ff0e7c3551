import type { Rational } from "../numeric/rational.js";

/** The four counts, in the order in which vectors of coefficients hold them: tp, fp, fn, tn. */
export type CellVector = readonly [tp: number, fp: number, fn: number, tn: number];

/** A printed quantity that follows from a table. */
export type MetricField =
  | "sensitivity"
  | "specificity"
  | "ppv"
  | "npv"
  | "accuracy"
  | "balancedAccuracy"
  | "youden"
  | "f1"
  | "plr"
  | "nlr"
  | "dor"
  | "mcc"
  | "kappa"
  | "prevalence";

type OfTable = (tp: number, fp: number, fn: number, tn: number) => number;

/**
 * A quantity as numerator/denominator, both whole and below 2^53 for tables of up to 40 million; for the correlation the
 * denominator is under a square root. It is not defined where the denominator is 0.
 */
export interface Metric {
  readonly field: MetricField;
  readonly label: string;
  /** The values it can take: 0 to 1, −1 to 1, or 0 to infinity. */
  readonly range: "proportion" | "signed" | "ratio";
  readonly numerator: OfTable;
  readonly denominator: OfTable;
  readonly root: boolean;
  /** Whether it rises with tp and tn while both margins stay (every one but NLR, which falls, and prevalence, which stays). */
  readonly rises: boolean;
}

type Definition = readonly [
  label: string,
  range: Metric["range"],
  numerator: OfTable,
  denominator: OfTable,
  traits?: { readonly root?: true; readonly falls?: true },
];

const definitions: Readonly<Record<MetricField, Definition>> = {
  sensitivity: ["sensitivity", "proportion", (tp) => tp, (tp, _fp, fn) => tp + fn],
  specificity: ["specificity", "proportion", (_tp, _fp, _fn, tn) => tn, (_tp, fp, _fn, tn) => fp + tn],
  ppv: ["PPV", "proportion", (tp) => tp, (tp, fp) => tp + fp],
  npv: ["NPV", "proportion", (_tp, _fp, _fn, tn) => tn, (_tp, _fp, fn, tn) => fn + tn],
  accuracy: ["accuracy", "proportion", (tp, _fp, _fn, tn) => tp + tn, (tp, fp, fn, tn) => tp + fp + fn + tn],
  prevalence: ["prevalence", "proportion", (tp, _fp, fn) => tp + fn, (tp, fp, fn, tn) => tp + fp + fn + tn],
  f1: ["F1", "proportion", (tp) => 2 * tp, (tp, fp, fn) => 2 * tp + fp + fn],
  balancedAccuracy: [
    "balanced accuracy",
    "proportion",
    (tp, fp, fn, tn) => tp * (fp + tn) + tn * (tp + fn),
    (tp, fp, fn, tn) => 2 * (tp + fn) * (fp + tn),
  ],
  youden: ["Youden's J", "signed", (tp, fp, fn, tn) => tp * tn - fp * fn, (tp, fp, fn, tn) => (tp + fn) * (fp + tn)],
  plr: ["LR+", "ratio", (tp, fp, _fn, tn) => tp * (fp + tn), (tp, fp, fn) => fp * (tp + fn)],
  nlr: ["LR−", "ratio", (_tp, fp, fn, tn) => fn * (fp + tn), (tp, _fp, fn, tn) => tn * (tp + fn), { falls: true }],
  dor: ["DOR", "ratio", (tp, _fp, _fn, tn) => tp * tn, (_tp, fp, fn) => fp * fn],
  mcc: [
    "MCC",
    "signed",
    (tp, fp, fn, tn) => tp * tn - fp * fn,
    (tp, fp, fn, tn) => (tp + fp) * (fn + tn) * ((tp + fn) * (fp + tn)),
    { root: true },
  ],
  kappa: [
    "kappa",
    "signed",
    (tp, fp, fn, tn) => 2 * (tp * tn - fp * fn),
    (tp, fp, fn, tn) => (tp + fp) * (fp + tn) + (tp + fn) * (fn + tn),
  ],
};

/** Every quantity by its field, in the order in which messages list them. */
export const metrics = Object.fromEntries(
  Object.entries(definitions).map(([field, [label, range, numerator, denominator, traits]]) => [
    field,
    { field, label, range, numerator, denominator, root: traits?.root === true, rises: traits?.falls !== true },
  ]),
) as Readonly<Record<MetricField, Metric>>;

/** The value as a double; `null` where it is not defined. */
export function metricValue(metric: Metric, tp: number, fp: number, fn: number, tn: number): number | null {
  const denominator = metric.denominator(tp, fp, fn, tn);
  if (denominator === 0) return null;
  return metric.numerator(tp, fp, fn, tn) / (metric.root ? Math.sqrt(denominator) : denominator) + 0;
}

/** A fraction to compare with, ready for doubles too. */
export interface Bound {
  readonly exact: Rational;
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number;
  /** 1 − value without cancellation; NaN where the fraction is too long for doubles. */
  readonly rest: number;
}

/** Prepares a fraction for comparisons. */
export function toBound(exact: Rational): Bound {
  const numerator = Number(exact.numerator);
  const denominator = Number(exact.denominator);
  const short = Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator);
  const rest = short ? (denominator - numerator) / denominator : Number.NaN;
  return { exact, numerator, denominator, value: numerator / denominator, rest };
}

/** Relative doubt of products of some six doubles, with room to spare. */
const FILTER = 16 * Number.EPSILON;

/**
 * The sign of (quantity − bound), exactly: decided in doubles where their rounding error leaves no doubt, else in whole
 * numbers of any length; the correlation is compared by squares. A quantity that isn't defined counts as 0 here, which
 * keeps the quantity monotone; whoever asks must leave such tables out.
 */
export function compareMetric(metric: Metric, tp: number, fp: number, fn: number, tn: number, bound: Bound): number {
  const numerator = metric.numerator(tp, fp, fn, tn);
  const denominator = metric.denominator(tp, fp, fn, tn);
  if (metric.root) {
    const sign = rootSign(numerator, denominator, bound);
    return sign ?? exactRootSign(numerator, [tp + fp, fn + tn, tp + fn, fp + tn], bound);
  }
  if (denominator === 0) return numerator > 0 ? 1 : -Math.sign(bound.numerator);
  const left = numerator * bound.denominator;
  const right = denominator * bound.numerator;
  const doubt = FILTER * (Math.abs(left) + Math.abs(right));
  if (left - right > doubt) return 1;
  if (right - left > doubt) return -1;
  const difference = BigInt(numerator) * bound.exact.denominator - BigInt(denominator) * bound.exact.numerator;
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

/** The sign of numerator/√product − bound by doubles; `null` where they leave a doubt. */
function rootSign(numerator: number, product: number, bound: Bound): number | null {
  const sign = product === 0 ? 0 : Math.sign(numerator);
  const boundSign = Math.sign(bound.numerator);
  if (sign !== boundSign || sign === 0) return Math.sign(sign - boundSign);
  const left = numerator * numerator * (bound.denominator * bound.denominator);
  const right = product * (bound.numerator * bound.numerator);
  const doubt = FILTER * (left + right);
  if (left - right > doubt) return sign;
  return right - left > doubt ? -sign : null;
}

/** The same for numbers of the same sign, by whole numbers of any length; the product is that of the margins. */
function exactRootSign(numerator: number, margins: CellVector, { exact }: Bound): number {
  const left = (BigInt(numerator) * exact.denominator) ** 2n;
  const right = margins.reduce((product, margin) => product * BigInt(margin), exact.numerator ** 2n);
  return left === right ? 0 : left > right ? Math.sign(numerator) : -Math.sign(numerator);
}
