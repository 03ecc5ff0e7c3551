import type { Study } from "../tables/study.js";
import { fitNotes, hsrocQuantities, logitQuantities } from "./bivariate-quantities.js";
import { type ProgramOutput, type ProgramQuantity, significant, single } from "./program-output.js";
import { sharedFit } from "./shared-fit.js";

/**
 * The "externally calculated parameters" of a Cochrane review in RevMan, which fits no such model itself: means, variances and correlation of
 * the logits, the standard errors and the covariance of the means, and the parameters of the HSROC curve, without intervals. What they are
 * of is the exact model by maximum likelihood, as metandi and MetaDAS give them; their digits are the reviewers'.
 */
export function revman(studies: readonly Study[]): ProgramOutput {
  const fit = sharedFit(studies, { minStudies: 3 });
  const six = significant(6);
  const { varSensitivity, varSpecificity, covariance, correlation } = fit.betweenStudy;
  const logits = logitQuantities(fit, six);
  const mean = (name: string): ProgramQuantity => {
    const { estimate = null, standardError = null } = logits[name]!;
    return { estimate, standardError, format: six };
  };
  return {
    program: "revman",
    label: "RevMan's externally calculated parameters (exact model)",
    k: fit.k,
    quantities: {
      "logits.sensitivity": mean("logits.sensitivity"),
      "logits.specificity": mean("logits.specificity"),
      "logits.covariance": logits["logits.covariance"]!,
      "betweenStudy.varSensitivity": single(varSensitivity, six),
      "betweenStudy.varSpecificity": single(varSpecificity, six),
      "betweenStudy.covariance": single(covariance, six),
      "betweenStudy.correlation": single(correlation, six),
      ...Object.fromEntries(
        Object.entries(hsrocQuantities(fit, six)).map(([name, { estimate = null }]) => [name, single(estimate, six)]),
      ),
    },
    notes: fitNotes(fit),
  };
}
