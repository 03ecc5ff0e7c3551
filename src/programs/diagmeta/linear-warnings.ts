import type { Warning } from "../../models/fit.js";
import type { ThresholdStudy } from "../../tables/thresholds/threshold-study.js";
import type { LinearThresholdOptions } from "./linear-fit.js";

/** What a reader of a linear fit has to know: faults of the model, of the program's numbers, and of these data. */
export function linearWarnings(
  studies: readonly ThresholdStudy[],
  options: Required<LinearThresholdOptions>,
  convergence: { readonly converged: boolean; readonly message: string; readonly passedOver: boolean },
  ordered: boolean,
): Warning[] {
  const { model, equalVariances, distribution } = options;
  const warnings: Warning[] = [];
  const add = (code: string, message: string): void => {
    warnings.push({ code, message });
  };
  if (!convergence.converged) add("not-converged", convergence.message);
  if (convergence.passedOver) {
    add(
      "other-optimum",
      "The restricted likelihood has a higher maximum at which a fitted line falls with the cut-off: the best with rising lines is given, as lmer finds it from its start. AIC and BIC are those of that maximum.",
    );
  }
  if (!ordered) {
    add(
      "negative-relation",
      "A fitted line falls with the cut-off, or the diseased have the lower mean: diagmeta stops here, and what follows from the lines means nothing.",
    );
  }
  if (model === "CS" || model === "DS" || model === "CIDS") {
    add(
      "unit-dependent",
      `Model ${model} has no random intercept of its own for what a change of the marker's unit adds to the slopes: in another unit it gives other results.`,
    );
  }
  if (model === "CI" || model === "CS" || model === "CICS") {
    add(
      "no-heterogeneity-of-accuracy",
      `Model ${model} gives both groups the same random effects: studies differ in their threshold alone, not in accuracy. Where they do differ the fit is bad; compare its AIC with that of DICS or DIDS.`,
    );
  }
  if (model === "CI" || model === "DI") {
    add(
      "many-cutoffs-narrow",
      "Without random slopes the rows of a study are taken as independent given its intercept: standard errors fall with every cut-off that a study adds, though the people are the same.",
    );
  }
  if (equalVariances && distribution === "normal") {
    add(
      "wrong-limits",
      "diagmeta's limits of the optimal cut-off for equal variances rest on a wrong derivative (a factor β is missing, logit λ has the wrong sign) and may be too wide or too narrow; they are given as printed. `corrected` has the right ones.",
    );
  } else if (distribution === "logistic") {
    add(
      "no-limits",
      "diagmeta prints no limits of the optimal cut-off for the logistic distribution; `corrected` has them.",
    );
  }
  add(
    "widened-limits",
    "Limits as printed add k over the information of all rows to the variance of a line: they are no confidence limits of the mean and much too narrow for a new study.",
  );
  add(
    "area-limits",
    "The limits of the areas as printed are the areas under the pointwise bands, not an interval of the area; `corrected` has one.",
  );
  const differing = studies.filter(({ points, diseased, nonDiseased }) =>
    points.some(({ tp, fp, fn, tn }) => tp + fn !== diseased || fp + tn !== nonDiseased),
  );
  if (differing.length > 0) {
    add(
      "totals-differ",
      `Totals differ between cut-offs of ${differing.map(({ id }) => id).join(", ")}: the linear model does not notice.`,
    );
  }
  return warnings;
}
