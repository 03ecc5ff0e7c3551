import { describe, expect, it } from "vitest";
import { fitLinearThresholds } from "../../src/programs/diagmeta/fit-linear-thresholds.js";
import type { LinearThresholdOptions } from "../../src/programs/diagmeta/linear-fit.js";
import { loadCutoffs, severalCutoffsText } from "../several-cutoffs.js";
import { expectClose } from "../tolerance.js";

interface Reference {
  readonly options: {
    readonly model: NonNullable<LinearThresholdOptions["model"]>;
    readonly distr: "logistic" | "normal";
    readonly "log.cutoff": boolean;
    readonly equalvar: boolean;
  };
  readonly remlCriterion: number;
  readonly coefficients: Readonly<Record<"alpha0" | "alpha1" | "beta0" | "beta1", number>>;
  readonly diagmeta: Readonly<Record<string, number>>;
}

describe("diagmeta's linear mixed models", () => {
  it("agree for HbA1c: criterion, lines, optimal cut-off and its limits, area", () => {
    const hba1c = loadCutoffs("hba1c");
    const others: readonly Reference[] = JSON.parse(severalCutoffsText("linear-hba1c.json"));
    for (const reference of others) {
      const { options: o, diagmeta } = reference;
      const fit = fitLinearThresholds(hba1c, {
        model: o.model,
        distribution: o.distr,
        log: o["log.cutoff"],
        equalVariances: o.equalvar,
      });
      const what = `${o.model} ${o.distr}${o["log.cutoff"] ? " log" : ""}${o.equalvar ? " equal variances" : ""}`;
      expect(fit.convergence.converged, what).toBe(true);
      expectClose(fit.remlCriterion, reference.remlCriterion, 1e-7, `criterion, ${what}`);
      expectClose(fit.coefficients.beta1, reference.coefficients.beta1, 1e-5, `slope, ${what}`);
      if (diagmeta.optcut !== undefined) expectClose(fit.optimalCutoff!.cutoff.estimate, diagmeta.optcut, 1e-6, what);
      if (diagmeta["lower.optcut"] !== undefined) {
        expectClose(fit.optimalCutoff!.cutoff.lower, diagmeta["lower.optcut"], 1e-5, `lower limit, ${what}`);
        expectClose(fit.optimalCutoff!.cutoff.upper, diagmeta["upper.optcut"]!, 1e-5, `upper limit, ${what}`);
      }
      if (diagmeta.AUCSens !== undefined)
        expectClose(fit.auc.sensitivity.estimate, diagmeta.AUCSens, 1e-5, `area, ${what}`);
    }
  });
});
