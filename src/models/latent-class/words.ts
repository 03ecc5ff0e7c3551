import { count } from "../../base/count.js";
import type { LatentClassFit, ReferenceEstimate } from "./fit.js";

const shown = (value: number): string => String(Number(value.toPrecision(3)));

/** What was supposed or found of a reference's accuracy, kind by kind. */
function referenceWords(name: string, estimates: readonly ReferenceEstimate[]): string {
  return estimates
    .map(({ kind, estimate, lower, upper, fixed, boundary }) => {
      const of = estimates.length > 1 ? ` of ${kind}` : "";
      if (fixed) return `${name}${of} fixed at ${shown(estimate)}`;
      if (boundary) return `${name}${of} estimated at the edge, 1`;
      return `${name}${of} estimated as ${shown(estimate)} (${shown(lower)} to ${shown(upper)})`;
    })
    .join(", ");
}

/** What was fitted, in the sentences of a methods section, with what reviewers of latent-class analyses ask. */
export function latentWords(fit: LatentClassFit): string {
  const { diseased, nonDiseased } = fit.options.dependence;
  const dependence =
    diseased === 0 && nonDiseased === 0
      ? "The tests' errors were taken to be independent given the true state, an assumption that flatters the index test where both read the same biology."
      : `The tests' errors were allowed to go together: ${shown(100 * diseased)} % of the largest possible covariance among the diseased and ${shown(100 * nonDiseased)} % among the others, fixed as a sensitivity analysis.`;
  const { n, agreeing } = fit.starts;
  const search =
    n > 1 ? ` The search was started from ${n} places, of which ${agreeing} ended at the reported optimum.` : "";
  return (
    `The reference standard was not taken for the truth: a latent-class bivariate model was fitted to ${count(fit.k, "table")} by ${fit.method}, with prevalence and the index test's accuracy varying between studies and the reference's accuracy common to them (Chu et al. 2009; Liu et al. 2015). ` +
    `In it, ${referenceWords("the reference's sensitivity was", fit.referenceSensitivity)}; ${referenceWords("its specificity was", fit.referenceSpecificity)}. ` +
    `${dependence}${search} The analysis that takes the reference for the truth stands beside it.`
  );
}
