import type { LimitMethod } from "./read/proportion-limits.js";

/**
 * What a paper prints about one study, in place of a 2×2 table. Everything is optional.
 *
 * A string carries its rounding: "0.92" is anything that rounds to 0.92, "0.920" is ten times narrower. A number counts as
 * its shortest decimal form, 0.92 like "0.92". Proportions may be written as percentages: "92%", "92.3".
 */
export interface AccuracyReport {
  /** Patients in all. */
  readonly n?: number;
  /** Patients with the disease, tp + fn. */
  readonly diseased?: number;
  /** Patients without the disease, fp + tn. */
  readonly nonDiseased?: number;
  /** True positives: diseased people whom the test calls diseased. */
  readonly tp?: number;
  /** False positives: people without the disease whom the test calls diseased. */
  readonly fp?: number;
  /** False negatives: diseased people whom the test misses. */
  readonly fn?: number;
  /** True negatives: people without the disease whom the test clears. */
  readonly tn?: number;
  /** tp/(tp + fn). */
  readonly sensitivity?: string | number;
  /** tn/(fp + tn). */
  readonly specificity?: string | number;
  /** Positive predictive value, tp/(tp + fp). */
  readonly ppv?: string | number;
  /** Negative predictive value, tn/(fn + tn). */
  readonly npv?: string | number;
  /** (tp + tn)/n. */
  readonly accuracy?: string | number;
  /** (sensitivity + specificity)/2. */
  readonly balancedAccuracy?: string | number;
  /** Sensitivity + specificity − 1. */
  readonly youden?: string | number;
  /** 2·tp/(2·tp + fp + fn). */
  readonly f1?: string | number;
  /** Positive likelihood ratio; "∞" where fp is 0. */
  readonly plr?: string | number;
  /** Negative likelihood ratio; "∞" where tn is 0. */
  readonly nlr?: string | number;
  /** Diagnostic odds ratio tp·tn/(fp·fn); "∞" where fp or fn is 0. */
  readonly dor?: string | number;
  /** Matthews correlation coefficient φ. */
  readonly mcc?: string | number;
  /** Cohen's κ of test and reference standard. */
  readonly kappa?: string | number;
  /** Diseased over all. */
  readonly prevalence?: string | number;
  /** Printed confidence limits of sensitivity. */
  readonly sensitivityInterval?: PrintedLimits;
  /** Printed confidence limits of specificity. */
  readonly specificityInterval?: PrintedLimits;
}

/** Printed confidence limits of a proportion. */
export interface PrintedLimits {
  /** Lower limit as printed. */
  readonly lower: string | number;
  /** Upper limit as printed. */
  readonly upper: string | number;
  /** Confidence level, 0.95 by default; 95 means the same. */
  readonly level?: number;
  /** How the paper says it computed them; where it doesn't say, every method is tried. */
  readonly method?: LimitMethod | "exact" | "score" | "unknown";
}
