/** What a pooled quantity is, which says what values it can have. */
export type QuantityKind =
  | "proportion"
  | "ratio"
  | "real"
  | "variance"
  | "correlation"
  | "percentage"
  | "p-value"
  | "statistic"
  | "probability";

/** A quantity that published reports print, under the name that reports, programs and findings know it by. */
export interface QuantityInfo {
  readonly label: string;
  readonly kind: QuantityKind;
}

const info = (label: string, kind: QuantityKind): QuantityInfo => ({ label, kind });

/** Quantities that stand at the top of a result. Proportions are from 0 to 1, or with a percent sign. */
export const SUMMARY_QUANTITIES = {
  sensitivity: info("sensitivity", "proportion"),
  specificity: info("specificity", "proportion"),
  falsePositiveRate: info("false positive rate", "proportion"),
  plr: info("positive likelihood ratio", "ratio"),
  nlr: info("negative likelihood ratio", "ratio"),
  inverseNlr: info("1 / negative likelihood ratio", "ratio"),
  dor: info("diagnostic odds ratio", "ratio"),
  auc: info("area under the SROC curve", "proportion"),
  partialAuc: info("partial area under the SROC curve", "proportion"),
  qStar: info("Q*, where sensitivity equals specificity on the SROC curve", "proportion"),
} as const satisfies Record<string, QuantityInfo>;

/** Quantities that stand in a group of a result, as `group.member`. */
export const GROUPED_QUANTITIES = {
  logits: {
    sensitivity: info("mean logit sensitivity", "real"),
    specificity: info("mean logit specificity", "real"),
    falsePositiveRate: info("mean logit false positive rate", "real"),
    covariance: info("covariance of the two estimated mean logits", "real"),
  },
  betweenStudy: {
    varSensitivity: info("between-study variance of logit sensitivity", "variance"),
    varSpecificity: info("between-study variance of logit specificity", "variance"),
    sdSensitivity: info("between-study standard deviation of logit sensitivity", "variance"),
    sdSpecificity: info("between-study standard deviation of logit specificity", "variance"),
    covariance: info("between-study covariance of logit sensitivity and logit specificity", "real"),
    correlation: info("between-study correlation of logit sensitivity and logit specificity", "correlation"),
    correlationWithFpr: info(
      "between-study correlation of logit sensitivity and logit false positive rate",
      "correlation",
    ),
    generalizedTauSquared: info("determinant of the between-study covariance matrix", "variance"),
  },
  hsroc: {
    lambda: info("HSROC accuracy Λ", "real"),
    theta: info("HSROC threshold Θ", "real"),
    beta: info("HSROC shape β", "real"),
    varAlpha: info("HSROC variance of accuracy σ²α", "variance"),
    varTheta: info("HSROC variance of threshold σ²θ", "variance"),
  },
  fitStatistics: {
    logLik: info("log-likelihood", "real"),
    deviance: info("deviance", "real"),
    aic: info("Akaike's criterion", "real"),
    bic: info("Schwarz's criterion", "real"),
    bicDifference: info("BIC of the fixed-effect model less that of the random-effects model", "real"),
  },
  iSquared: {
    sensitivity: info("I² of sensitivity, in percent", "percentage"),
    specificity: info("I² of specificity, in percent", "percentage"),
    bivariate: info("bivariate I², in percent", "percentage"),
  },
  threshold: {
    correlation: info("correlation of the two logits", "correlation"),
    proportion: info("proportion of heterogeneity likely due to a threshold effect", "proportion"),
    spearman: info("Spearman's correlation of logit sensitivity with logit false positive rate", "correlation"),
    pearson: info("Pearson's correlation of sensitivity with false positive rate", "correlation"),
  },
  fagan: {
    prior: info("pre-test probability", "probability"),
    posttestPositive: info("probability of disease after a positive result", "probability"),
    posttestNegative: info("probability of disease after a negative result", "probability"),
    predictiveNegative: info("probability of no disease after a negative result", "probability"),
  },
  deeks: {
    slope: info("slope of Deeks' regression", "real"),
    intercept: info("intercept of Deeks' regression", "real"),
    t: info("t of Deeks' slope", "real"),
    df: info("degrees of freedom of Deeks' t", "statistic"),
    pValue: info("P of Deeks' test", "p-value"),
  },
} as const satisfies Record<string, Record<string, QuantityInfo>>;

/** What can be given of one measure's heterogeneity, as `heterogeneity.measure.member`. */
export const HETEROGENEITY_MEASURES = ["sensitivity", "specificity", "plr", "nlr", "dor"] as const;

/** What can be given of a χ² test of any kind: of heterogeneity, of nested models. */
const CHI_SQUARED_TEST = {
  chiSquared: info("χ²", "statistic"),
  q: info("Cochran's Q", "statistic"),
  df: info("degrees of freedom", "statistic"),
  pValue: info("P", "p-value"),
  iSquared: info("I², in percent", "percentage"),
  tauSquared: info("τ²", "variance"),
} as const satisfies Record<string, QuantityInfo>;

/** Quantities of one level of a covariate, or one of several tests, and ratios of two: `levels.CT.sensitivity`, `relative.sensitivity`. */
function levelQuantity(name: string): QuantityInfo | null {
  const [, of, ratio] = /^(?:levels\.(.+)\.)?relative\.(sensitivity|specificity)$/.exec(name) ?? [];
  if (ratio !== undefined) return info(`relative ${ratio}${of === undefined ? "" : ` of ${of}`}`, "ratio");
  const [, level, measure] = /^levels\.(.+)\.([^.]+)$/.exec(name) ?? [];
  const known = (SUMMARY_QUANTITIES as Record<string, QuantityInfo>)[measure ?? ""];
  return known === undefined ? null : info(`${known.label}, ${level}`, known.kind);
}

/** The quantity of that dotted name; `null` for names that only one program knows, such as `icc.sensitivity`. */
export function quantityInfo(name: string): QuantityInfo | null {
  const parts = name.split(".");
  const [first = "", second = ""] = parts;
  const last = parts[parts.length - 1] ?? "";
  if (parts.length === 1) return (SUMMARY_QUANTITIES as Record<string, QuantityInfo>)[first] ?? null;
  if (first === "heterogeneity" || first === "tests") {
    return (CHI_SQUARED_TEST as Record<string, QuantityInfo>)[last] ?? null;
  }
  if (first === "levels" || first === "relative") return levelQuantity(name);
  const group = (GROUPED_QUANTITIES as Record<string, Record<string, QuantityInfo>>)[first];
  return parts.length === 2 ? (group?.[second] ?? null) : null;
}
