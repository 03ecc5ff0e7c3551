import { describe, expect, it } from "vitest";
import { fitLinearThresholds, linearAccuracyAt } from "../../../src/programs/diagmeta/fit-linear-thresholds.js";
import type { LinearThresholdOptions } from "../../../src/programs/diagmeta/linear-fit.js";
import { fenoAsPrinted, loadCutoffs, severalCutoffsText } from "../../several-cutoffs.js";
import { expectClose } from "../../tolerance.js";

interface Reference {
  readonly options: {
    readonly model: NonNullable<LinearThresholdOptions["model"]>;
    readonly distr: "logistic" | "normal";
    readonly "log.cutoff": boolean;
    readonly equalvar: boolean;
    readonly lambda: number;
    readonly mw: "invvar" | "size" | "equal";
    readonly incr: number;
  };
  readonly remlCriterion: number;
  readonly aic: number;
  readonly varDiseased: number;
  readonly varNondiseased: number;
  readonly coefficients: Readonly<Record<"alpha0" | "alpha1" | "beta0" | "beta1", number>>;
  readonly covariance: readonly number[];
  readonly diagmeta: Readonly<Record<string, number | undefined>>;
  readonly stats: Readonly<Record<string, number>>;
  readonly exact: {
    readonly optcut: { readonly estimate: number | null; readonly lower: number | null; readonly upper: number | null };
    readonly auc: { readonly estimate: number; readonly lowerLogit: number; readonly upperLogit: number } | null;
  };
}

const references: readonly Reference[] = JSON.parse(severalCutoffsText("linear.json"));
const studies = fenoAsPrinted();

describe("diagmeta's linear mixed models of FENO", () => {
  const name = ({ options: o }: Reference): string =>
    `${o.model} ${o.distr}${o["log.cutoff"] ? " log" : ""}${o.equalvar ? " equal variances" : ""} λ ${o.lambda.toFixed(2)} ${o.mw} ${o.incr}`;

  it.each(references.map((reference) => [name(reference), reference] as const))("%s", (_, reference) => {
    const { options: o, diagmeta, exact } = reference;
    const fit = fitLinearThresholds(studies, {
      model: o.model,
      distribution: o.distr,
      log: o["log.cutoff"],
      equalVariances: o.equalvar,
      weight: o.lambda,
      weights: o.mw,
      increment: o.incr,
    });
    expectClose(fit.remlCriterion, reference.remlCriterion, 1e-7, "criterion");
    expectClose(fit.aic, reference.aic, 1e-7, "AIC");
    expectClose(fit.varDiseased, reference.varDiseased, 1e-9, "varDiseased");
    expectClose(fit.varNonDiseased, reference.varNondiseased, 1e-9, "varNonDiseased");
    for (const key of ["alpha0", "alpha1", "beta0", "beta1"] as const) {
      expectClose(fit.coefficients[key], reference.coefficients[key], 1e-5, key);
    }
    const [stats] = linearAccuracyAt(fit, [reference.stats.cutoff!]);
    expectClose(stats!.sensitivity.lower!, reference.stats["lower.Sens"]!, 1e-5, "lower sensitivity");
    expectClose(stats!.specificity.upper!, reference.stats["upper.Spec"]!, 1e-5, "upper specificity");
    if (diagmeta.optcut !== undefined) {
      const printed = fit.optimalCutoff!;
      expectClose(printed.cutoff.estimate!, diagmeta.optcut, 1e-5, "optimal cut-off");
      expectClose(printed.sensitivity.estimate!, diagmeta["Sens.optcut"]!, 1e-5, "sensitivity there");
      expectClose(printed.sensitivity.upper!, diagmeta["upper.Sens.optcut"]!, 1e-5, "its upper limit");
      if (diagmeta["lower.optcut"] !== undefined) {
        expectClose(printed.cutoff.lower!, diagmeta["lower.optcut"], 1e-5, "lower optimal cut-off");
        expectClose(printed.cutoff.upper!, diagmeta["upper.optcut"]!, 1e-5, "upper optimal cut-off");
      }
      for (const [key, area] of [
        ["AUCSens", fit.auc.sensitivity],
        ["AUCSpec", fit.auc.specificity],
      ] as const) {
        expectClose(area.estimate!, diagmeta[key]!, 1e-5, key);
        expectClose(area.lower!, diagmeta[`${key}.lower`]!, 1e-5, `lower ${key}`);
        expectClose(area.upper!, diagmeta[`${key}.upper`]!, 1e-5, `upper ${key}`);
      }
    }
    if (exact.optcut.estimate !== null) {
      const { cutoff } = fit.corrected.optimalCutoff!;
      expectClose(cutoff.estimate!, exact.optcut.estimate, 1e-5, "right optimal cut-off");
      expectClose(cutoff.lower!, exact.optcut.lower!, 1e-5, "its lower limit");
      expectClose(cutoff.upper!, exact.optcut.upper!, 1e-5, "its upper limit");
    }
    if (exact.auc !== null) {
      expectClose(fit.corrected.auc.estimate!, exact.auc.estimate, 1e-6, "right area");
      expectClose(fit.corrected.auc.lower!, exact.auc.lowerLogit, 1e-5, "its lower limit");
    }
  });

  it("names what is wrong with them", () => {
    const codes = (options: LinearThresholdOptions): string[] =>
      fitLinearThresholds(studies, options).warnings.map(({ code }) => code);
    expect(codes({ model: "CIDS", log: true })).toContain("unit-dependent");
    expect(codes({ log: true })).toEqual(expect.arrayContaining(["no-heterogeneity-of-accuracy", "totals-differ"]));
    expect(codes({ distribution: "normal", equalVariances: true })).toContain("wrong-limits");
  });

  it("reflect where low values are positive", () => {
    const feno = loadCutoffs("feno");
    const mirrored = feno.map((study) => ({
      ...study,
      points: study.points.map((point) => ({ ...point, cutoff: 100 - point.cutoff })).reverse(),
    }));
    const fit = fitLinearThresholds(feno, { model: "DICS", distribution: "normal" });
    const less = fitLinearThresholds(mirrored, { model: "DICS", distribution: "normal", direction: "less" });
    expectClose(less.optimalCutoff!.cutoff.estimate!, 100 - fit.optimalCutoff!.cutoff.estimate!, 1e-6, "optimum");
    expectClose(less.optimalCutoff!.cutoff.lower!, 100 - fit.optimalCutoff!.cutoff.upper!, 1e-6, "lower limit");
  });
});
