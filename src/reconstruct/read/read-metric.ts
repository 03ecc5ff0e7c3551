import { shown } from "../../base/describe.js";
import { InputError } from "../../base/errors.js";
import { addRational, compareRational, type Rational, rational } from "../../numeric/rational.js";
import type { PrintedLimits } from "../accuracy-report.js";
import { type Metric, metrics } from "../metric.js";
import type { LimitsField, LimitsItem, MetricItem } from "./printed-item.js";
import {
  intervalOf,
  type NumberScale,
  type PrintedNumber,
  type RoundingMode,
  readPrintedNumber,
  unitOf,
  type ValueInterval,
} from "./printed-number.js";
import { type LimitMethod, limitMethods } from "./proportion-limits.js";

const HUNDRED = rational(100n);

/** Throws `InputError` where the number lies outside what the quantity can be. */
export function checkMetricNumber(field: string, label: string, range: Metric["range"], number: PrintedNumber): void {
  const { value, text } = number;
  const reject = (what: string, wanted: string): never => {
    throw new InputError("out-of-range", `${field}: got ${shown(text)}; ${what} Wanted ${wanted}.`, {
      where: field,
      got: text,
      wanted,
    });
  };
  const wanted =
    range === "ratio"
      ? "a number from 0 up, or ∞"
      : `a proportion from ${range === "signed" ? -1 : 0} to 1, or a percentage up to 100`;
  if (value === null) {
    if (range !== "ratio") reject(`${label} cannot be infinite.`, wanted);
    return;
  }
  if (range === "ratio" && number.percentSign) reject(`${label} is a ratio, not a percentage.`, wanted);
  if (range !== "signed" && value.numerator < 0n) reject(`${label} cannot be negative.`, wanted);
  if (range === "ratio") return;
  const size = value.numerator < 0n ? rational(-value.numerator, value.denominator) : value;
  if (compareRational(size, HUNDRED) > 0) reject(`${label} cannot be above 100 percent.`, wanted);
}

/** One printed quantity as an item. */
export function metricItem(
  metric: Metric,
  number: PrintedNumber,
  scale: NumberScale,
  rounding: RoundingMode,
): MetricItem {
  return {
    kind: "metric",
    field: metric.field,
    label: metric.label,
    printed: number.text,
    scale,
    unit: unitOf(number, scale),
    interval: number.value === null ? null : clipInterval(intervalOf(number, scale, rounding), metric.range),
  };
}

/** What of an interval the quantity can reach. */
function clipInterval(interval: ValueInterval, range: Metric["range"]): ValueInterval {
  const least = rational(range === "signed" ? -1n : 0n);
  const clipped =
    compareRational(interval.lower, least) < 0 ? { ...interval, lower: least, lowerClosed: true } : interval;
  if (range === "ratio" || compareRational(clipped.upper, rational(1n)) <= 0) return clipped;
  return { ...clipped, upper: rational(1n), upperClosed: true };
}

/** Printed limits whose numbers are read, but not yet their scale. */
export interface ReadLimits {
  readonly field: LimitsField;
  readonly label: string;
  readonly lower: PrintedNumber | null;
  readonly upper: PrintedNumber | null;
  readonly level: number;
  readonly methods: readonly LimitMethod[];
  readonly methodKnown: boolean;
}

const otherNames: Readonly<Record<string, LimitMethod>> = { exact: "clopper-pearson", score: "wilson" };

/** Reads printed confidence limits; none where neither is reported. Throws `InputError` on what cannot be limits. */
export function readLimits(field: LimitsField, input: PrintedLimits | null | undefined): ReadLimits[] {
  if (input === undefined || input === null) return [];
  if (typeof input !== "object") {
    throw new InputError(
      "bad-limits",
      `${field}: got ${shown(input)}, wanted { lower, upper }, such as { lower: "0.85", upper: "0.96" }.`,
      {
        where: field,
        got: input,
        wanted: "{ lower, upper, level?, method? }",
      },
    );
  }
  const label = metrics[field === "sensitivityInterval" ? "sensitivity" : "specificity"].label;
  const readLimit = (end: "lower" | "upper"): PrintedNumber | null => {
    const value = input[end];
    const number = value === undefined || value === null ? null : readPrintedNumber(`${field}.${end}`, value);
    if (number !== null) checkMetricNumber(`${field}.${end}`, `a confidence limit of ${label}`, "proportion", number);
    return number;
  };
  const [lower, upper] = [readLimit("lower"), readLimit("upper")];
  if (lower === null && upper === null) return [];
  const { level = 0.95, method = "unknown" } = input;
  const proportion = level > 1 ? level / 100 : level;
  if (!(proportion > 0 && proportion < 1)) {
    throw new InputError("bad-level", `${field}.level: got ${level}, wanted a confidence level such as 0.95 or 95.`, {
      where: `${field}.level`,
      got: level,
      wanted: "a number between 0 and 1, or a percentage",
    });
  }
  const known = otherNames[method] ?? limitMethods.find((name) => name === method);
  if (known === undefined && method !== "unknown") {
    const wanted = [...limitMethods, ...Object.keys(otherNames), "unknown"].join(" | ");
    throw new InputError("bad-method", `${field}.method: got ${shown(method)}, wanted ${wanted}.`, {
      where: `${field}.method`,
      got: method,
      wanted,
    });
  }
  return [
    {
      field,
      label,
      lower,
      upper,
      level: proportion,
      methods: known === undefined ? limitMethods : [known],
      methodKnown: known !== undefined,
    },
  ];
}

const anything: ValueInterval = { lower: rational(0n), upper: rational(1n), lowerClosed: true, upperClosed: true };

/** Printed limits as an item. */
export function limitsItem(
  { lower, upper, label, ...rest }: ReadLimits,
  scaleOf: (number: PrintedNumber) => NumberScale,
  rounding: RoundingMode,
): LimitsItem {
  const interval = (number: PrintedNumber | null): ValueInterval =>
    number === null ? anything : clipInterval(intervalOf(number, scaleOf(number), rounding), "proportion");
  const given = lower ?? upper;
  const scale = given === null ? "proportion" : scaleOf(given);
  const unit: Rational = given === null ? rational(1n) : unitOf(given, scale);
  const item: LimitsItem = {
    ...rest,
    kind: "limits",
    label: `${label} interval`,
    printed: `${lower?.text ?? "?"} to ${upper?.text ?? "?"}`,
    scale,
    unit,
    lower: interval(lower),
    upper: interval(upper),
  };
  const twiceMiddle = ({ lower: low, upper: high }: ValueInterval): Rational => addRational(low, high);
  if (compareRational(twiceMiddle(item.lower), twiceMiddle(item.upper)) > 0) {
    throw new InputError(
      "limits-cross",
      `${rest.field}: the lower limit ${lower?.text} lies above the upper limit ${upper?.text}; exchange or correct them.`,
      {
        where: rest.field,
        got: item.printed,
        wanted: "lower ≤ upper",
      },
    );
  }
  return item;
}
