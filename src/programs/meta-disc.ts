import { mosesLittenberg } from "../inference/curve/moses-littenberg.js";
import { thresholdEffect } from "../inference/heterogeneity/threshold.js";
import { poolUnivariate } from "../inference/univariate/univariate.js";
import type { Study } from "../tables/study.js";
import { decimals, interval, type ProgramOutput, type ProgramQuantity, single } from "./program-output.js";

/** How Meta-DiSc is asked to pool. */
export interface MetaDiscOptions {
  /** Model of the ratios: random effects (default) or Mantel–Haenszel. */
  readonly method?: "dl" | "mh";
}

const two = decimals(2);

/** Of the sets whose output is at hand, this formula misses the area by 0.0002 and 0.0008. */
const NOT_KNOWN = {
  within: 0.002,
  why: "how Meta-DiSc 1.4 comes to the intercept behind its area and Q* is not known; this is the curve weighted by inverse variance, to which its numbers lie close",
};

function pooled(
  studies: readonly Study[],
  measure: "sensitivity" | "specificity" | "plr" | "nlr" | "dor",
  method: "dl" | "mh" | "pooled",
): Record<string, ProgramQuantity> {
  const { overall } = poolUnivariate(studies, { measure, method, around: "mh" });
  const { estimate, q, df, pValue, iSquared, tauSquared } = overall;
  return {
    [measure]: interval(estimate, two),
    [`heterogeneity.${measure}.q`]: single(q, two),
    [`heterogeneity.${measure}.df`]: single(df, decimals(0)),
    [`heterogeneity.${measure}.pValue`]: single(pValue, decimals(4)),
    [`heterogeneity.${measure}.iSquared`]: single(
      iSquared.estimate === null ? null : 100 * iSquared.estimate,
      decimals(1),
    ),
    ...(method === "dl" ? { [`heterogeneity.${measure}.tauSquared`]: single(tauSquared, decimals(4)) } : {}),
  };
}

/** I² from Q as Meta-DiSc takes it, around the Mantel–Haenszel estimate: (Q − df)/Q. */
function withISquaredOfQ(quantities: Record<string, ProgramQuantity>): Record<string, ProgramQuantity> {
  const adjusted = { ...quantities };
  for (const name of Object.keys(quantities).filter((one) => one.endsWith(".iSquared"))) {
    const q = quantities[name.replace(/iSquared$/, "q")]?.estimate ?? null;
    const df = quantities[name.replace(/iSquared$/, "df")]?.estimate ?? null;
    if (q !== null && df !== null) adjusted[name] = single(q > df ? (100 * (q - df)) / q : 0, decimals(1));
  }
  return adjusted;
}

/**
 * What Meta-DiSc 1.4 (Zamora et al. 2006, BMC Med Res Methodol 6:31, doi:10.1186/1471-2288-6-31) prints: every quantity pooled
 * on its own.
 *
 * - Sensitivity and specificity: plain sums with Clopper–Pearson intervals, and χ² tests of equal proportions.
 * - Likelihood ratios and odds ratio: DerSimonian–Laird, where Q, and with it τ², is taken around the Mantel–Haenszel
 *   estimate; with the usual Q around the inverse-variance mean its printed numbers are not reproduced. Cells get 0.5 in
 *   studies with a zero.
 * - Summary ROC: the symmetric curve of Moses, Shapiro & Littenberg 1993, its area and Q* in closed form from the intercept
 *   of the regression, weighted by the inverse variance, or unweighted (`unweighted.auc`, `unweighted.qStar`). Area and Q* that
 *   Meta-DiSc printed of one set (0.8638, 0.7944) are those of one symmetric curve, of the odds ratio 14.93; weighted regression
 *   gives 14.97 there, unweighted 15.15. How the program comes to it is not known.
 * - Spearman's correlation of logit true with logit false positive rate.
 */
export function metaDisc(studies: readonly Study[], options: MetaDiscOptions = {}): ProgramOutput {
  const { method = "dl" } = options;
  const curve = mosesLittenberg(studies, { weights: "inverse-variance" });
  const unweighted = mosesLittenberg(studies, { weights: "equal" });
  const threshold = thresholdEffect(studies);
  const three = decimals(3);
  const four = decimals(4);
  return {
    program: "meta-disc",
    label: `Meta-DiSc 1.4, ${method === "dl" ? "random effects" : "Mantel–Haenszel"}`,
    k: studies.length,
    quantities: withISquaredOfQ({
      ...pooled(studies, "sensitivity", "pooled"),
      ...pooled(studies, "specificity", "pooled"),
      ...pooled(studies, "plr", method),
      ...pooled(studies, "nlr", method),
      ...pooled(studies, "dor", method),
      auc: single(curve.symmetric?.auc ?? null, four, { doubt: NOT_KNOWN }),
      qStar: single(curve.symmetric?.qStar ?? null, four, { doubt: NOT_KNOWN }),
      "moses.intercept": single(curve.intercept, three),
      "moses.slope": single(curve.slope, three),
      "unweighted.auc": single(unweighted.symmetric?.auc ?? null, four),
      "unweighted.qStar": single(unweighted.symmetric?.qStar ?? null, four),
      "threshold.spearman": { estimate: threshold.rho, pValue: threshold.pValue, format: three },
    }),
    notes: [threshold.reason, curve.reason].filter((reason) => reason !== null),
  };
}
