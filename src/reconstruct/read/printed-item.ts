import type { Rational } from "../../numeric/rational.js";
import type { MetricField } from "../metric.js";
import type { NumberScale, ValueInterval } from "./printed-number.js";
import type { LimitMethod } from "./proportion-limits.js";

/** Sizes and cells: whole numbers that hold exactly. */
export type CountField = "n" | "diseased" | "nonDiseased" | "tp" | "fp" | "fn" | "tn";

/** The sizes: n, diseased, nonDiseased. They are taken as given where other numbers conflict with them. */
export const sizeFields: readonly CountField[] = ["n", "diseased", "nonDiseased"];

/** Printed confidence limits. */
export type LimitsField = "sensitivityInterval" | "specificityInterval";

/** A field of an `AccuracyReport` that holds a printed number or limits. */
export type ReportField = CountField | MetricField | LimitsField;

interface Printed {
  readonly label: string;
  /** As it stood in the report. */
  readonly printed: string;
  /** One unit of its last digit, on the scale of the quantity. */
  readonly unit: Rational;
}

export interface CountItem extends Printed {
  readonly kind: "count";
  readonly field: CountField;
  readonly interval: ValueInterval;
}

export interface MetricItem extends Printed {
  readonly kind: "metric";
  readonly field: MetricField;
  readonly scale: NumberScale;
  /** `null` for a ratio printed as ∞. */
  readonly interval: ValueInterval | null;
}

export interface LimitsItem extends Printed {
  readonly kind: "limits";
  readonly field: LimitsField;
  readonly scale: NumberScale;
  readonly lower: ValueInterval;
  readonly upper: ValueInterval;
  readonly level: number;
  /** The methods that may have made them: one where the report names it. */
  readonly methods: readonly LimitMethod[];
  readonly methodKnown: boolean;
}

/** One printed number (or pair of limits) of a report, with the values it stands for. */
export type PrintedItem = CountItem | MetricItem | LimitsItem;
