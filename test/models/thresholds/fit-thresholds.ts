import { describe, expect, it } from "vitest";
import { accuracyAt } from "../../../src/inference/thresholds/accuracy-at.js";
import { optimalCutoff } from "../../../src/inference/thresholds/optimal-cutoff.js";
import { thresholdSroc } from "../../../src/inference/thresholds/threshold-sroc.js";
import { fitThresholds, type ThresholdOptions } from "../../../src/models/thresholds/fit-thresholds.js";
import type { ThresholdFit } from "../../../src/models/thresholds/threshold-fit.js";
import type { ThresholdStudy } from "../../../src/tables/thresholds/threshold-study.js";
import { loadCutoffs, type ReferenceFit, referenceFits, severalCutoffs } from "../../several-cutoffs.js";
import { expectClose } from "../../tolerance.js";

const alone = { alternatives: false } as const;

function expectDerived(fit: ThresholdFit, { derived }: ReferenceFit, tolerance: number): void {
  const rows = accuracyAt(
    fit,
    derived.at.map(({ cutoff }) => cutoff),
  );
  derived.at.forEach((wanted, i) => {
    for (const which of ["sensitivity", "specificity"] as const) {
      const { estimate, lower, upper } = rows[i]![which];
      expectClose(estimate!, wanted[which], tolerance, `${which} at ${wanted.cutoff}`);
      expectClose(lower!, wanted[`${which}Lower`], tolerance, `lower ${which} at ${wanted.cutoff}`);
      expectClose(upper!, wanted[`${which}Upper`], tolerance, `upper ${which} at ${wanted.cutoff}`);
    }
  });
  const { cutoff } = optimalCutoff(fit);
  expectClose(cutoff.estimate!, derived.optcut.estimate, tolerance, "optimal cut-off");
  expectClose(cutoff.lower!, derived.optcut.lower, tolerance, "its lower limit");
  expectClose(cutoff.upper!, derived.optcut.upper, tolerance, "its upper limit");
  const { auc } = thresholdSroc(fit);
  expectClose(auc.estimate!, derived.auc.estimate, tolerance, "area");
  expectClose(auc.lower!, derived.auc.lowerLogit, tolerance, "its lower limit");
  expectClose(auc.upper!, derived.auc.upperLogit, tolerance, "its upper limit");
}

const commonScales: Readonly<Record<string, ThresholdOptions>> = {
  loglogistic: { scale: "log", distribution: "logistic" },
  lognormal: { scale: "log", distribution: "normal" },
  weibull: { scale: "log", distribution: "weibull" },
  "logistic identity": { scale: "identity", distribution: "logistic" },
  "normal identity": { scale: "identity", distribution: "normal" },
  boxCox: { scale: "box-cox", distribution: "logistic" },
};

/** Holds fits of several cut-offs against independent optima and themselves: all, or those that take a second. */
export function testFitThresholds(thorough: boolean): void {
  const itLong = it.runIf(thorough);

  describe.each(thorough ? severalCutoffs : severalCutoffs.slice(0, 1))("common scales on %s", (name) => {
    const studies = loadCutoffs(name);
    it.each(Object.keys(commonScales))("%s is the independent optimum", (key) => {
      const reference = referenceFits[name].likelihood[key]!;
      const fit = fitThresholds(studies, { ...commonScales[key], scales: "common", ...alone });
      expect(fit.convergence.converged).toBe(true);
      expectClose(fit.logLik, reference.logLik, 1e-11, "log-likelihood");
      expectClose(fit.aic, reference.aic, 1e-11, "AIC");
      if (key === "boxCox") expectClose(fit.lambda!, reference.parameters.lambda!, 1e-6, "lambda");
      expectDerived(fit, reference, 1e-6);
    });

    it("has the covariance of the independent optimum", () => {
      const { covariance } = referenceFits[name].likelihood.loglogistic!;
      const fit = fitThresholds(studies, { scales: "common", ...alone });
      // theirs by the logs of the scales, in the order μ₀, μ₁, σ₀, σ₁, var₀, var₁, cov
      const order = [2, 0, 3, 1, 4, 5, 6];
      const factor = [1, 1, 1 / fit.coefficients[3]!.estimate, 1 / fit.coefficients[1]!.estimate, 1, 1, 1];
      covariance!.matrix.forEach((row, i) => {
        row.forEach((value, j) => {
          const ours = fit.parameterCovariance![order[i]!]![order[j]!]! * factor[i]! * factor[j]!;
          const size = Math.sqrt(row[i]! * covariance!.matrix[j]![j]!);
          expect(Math.abs(ours - value) / size, `${i}, ${j}`).toBeLessThan(1e-5);
        });
      });
    });
  });

  describe("random scales", () => {
    // the reference's rule has converged to the last of its nodesLogLik, not further
    it("on FENO are the limit of the independent optimum", () => {
      const reference = referenceFits.feno.randomScales;
      const fit = fitThresholds(loadCutoffs("feno"), alone);
      expect(fit.scales).toBe("random");
      expect(fit.parameters).toBe(9);
      const { n7, n9 } = reference.nodesLogLik as { n7: number; n9: number };
      expect(Math.abs(fit.logLik - n9)).toBeLessThan(n9 - n7);
      expectDerived(fit, reference, 1e-5);
      expect(fit.scaleTest!.chiSquared).toBeCloseTo(24.14, 2);
    });

    itLong("on HbA1c are nearer to the limit than 9 nodes in four dimensions", () => {
      const reference = referenceFits.hba1c.randomScales;
      const fit = fitThresholds(loadCutoffs("hba1c"), alone);
      const { n5, n7, n9 } = reference.nodesLogLik as { n5: number; n7: number; n9: number };
      expect(n5 < n7 && n7 < n9 && n9 < fit.logLik).toBe(true);
      expectDerived(fit, reference, 2e-3);
    });

    itLong("without correlation are the model of Jones et al.", () => {
      const fit = fitThresholds(loadCutoffs("feno"), { correlation: 0, scales: "random", ...alone });
      const reference = referenceFits.feno.independent.log!;
      expect(Math.abs(fit.logLik - reference.nodesLogLik!.n25!)).toBeLessThan(1e-6);
      expect(fit.betweenStudy.covariance).toBe(0);
      expectDerived(fit, reference, 1e-6);
    });

    itLong.each([
      ["feno", 31],
      ["hba1c", 31],
    ] as const)("of %s do not move with %i nodes", (name, nodes) => {
      const studies = loadCutoffs(name);
      const fit = fitThresholds(studies, alone);
      const finer = fitThresholds(studies, { nodes, ...alone });
      expect(Math.abs(finer.logLik - fit.logLik)).toBeLessThan(2e-6);
      fit.coefficients.forEach(({ estimate, standardError }, i) => {
        expect(Math.abs(finer.coefficients[i]!.estimate - estimate) / standardError!).toBeLessThan(1e-4);
      });
    });
  });

  const multiplied = (studies: readonly ThresholdStudy[], unit: number): ThresholdStudy[] =>
    studies.map((study) => ({
      ...study,
      points: study.points.map((point) => ({ ...point, cutoff: point.cutoff * unit })),
    }));

  describe("a fit of several cut-offs", () => {
    const studies = loadCutoffs("feno");

    it.each(thorough ? (["log", "box-cox"] as const) : (["log"] as const))(
      "does not depend on the marker's unit (%s)",
      (scale) => {
        const fit = fitThresholds(studies, { scale, ...alone });
        const other = fitThresholds(multiplied(studies, 1 / 1000), { scale, ...alone });
        expectClose(other.logLik, fit.logLik, 1e-9, "log-likelihood");
        expectClose(
          optimalCutoff(other).cutoff.estimate! * 1000,
          optimalCutoff(fit).cutoff.estimate!,
          1e-6,
          "optimal cut-off",
        );
        expectClose(
          optimalCutoff(other).cutoff.lower! * 1000,
          optimalCutoff(fit).cutoff.lower!,
          1e-6,
          "its lower limit",
        );
        expectClose(thresholdSroc(other).auc.lower!, thresholdSroc(fit).auc.lower!, 1e-6, "area");
      },
    );

    it("mirrors where low values are positive", () => {
      const mirrored = studies.map(({ id, diseased, nonDiseased, points }) => ({
        id,
        diseased,
        nonDiseased,
        points: points.map((point) => ({ ...point, cutoff: 1000 / point.cutoff })).reverse(),
      }));
      const fit = fitThresholds(studies, alone);
      const less = fitThresholds(mirrored, { direction: "less", ...alone });
      expectClose(less.logLik, fit.logLik, 1e-10, "log-likelihood");
      const [at] = accuracyAt(fit, [25]);
      const [mirror] = accuracyAt(less, [40]);
      for (const which of ["sensitivity", "specificity", "plr", "nlr", "youden"] as const) {
        expectClose(mirror![which].estimate!, at![which].estimate!, 1e-7, which);
        expectClose(mirror![which].lower!, at![which].lower!, 1e-6, `lower ${which}`);
      }
      expect(() => fitThresholds(mirrored)).toThrow(/direction: "less"/);
    });

    itLong("swaps with the groups", () => {
      const swapped = studies.map(({ id, diseased, nonDiseased, points }) => ({
        id,
        diseased: nonDiseased,
        nonDiseased: diseased,
        points: points.map(({ cutoff, tp, fp, fn, tn }) => ({ cutoff, tp: fp, fp: tp, fn: tn, tn: fn })),
      }));
      const fit = fitThresholds(studies, alone);
      const other = fitThresholds(swapped, alone);
      expectClose(other.logLik, fit.logLik, 1e-9, "log-likelihood");
      expect(other.warnings.map(({ code }) => code)).toContain("groups-reversed");
      expectClose(other.coefficients[0]!.estimate, fit.coefficients[2]!.estimate, 1e-6, "location");
    });

    itLong("does not depend on the order of studies", () => {
      const fit = fitThresholds(studies, alone);
      const other = fitThresholds([...studies].reverse(), alone);
      expectClose(other.logLik, fit.logLik, 1e-11, "log-likelihood");
      expectClose(other.coefficients[0]!.estimate, fit.coefficients[0]!.estimate, 1e-7, "location");
    });

    itLong("stands beside its alternatives and names a better one", () => {
      const fit = fitThresholds(studies);
      expect(fit.alternatives.map(({ scale, distribution }) => `${scale} ${distribution}`)).toEqual([
        "box-cox logistic",
        "log normal",
        "log logistic",
        "identity logistic",
      ]);
      for (const { scale, distribution, aic } of fit.alternatives.slice(0, 2)) {
        const own = fitThresholds(studies, { scale, distribution, scales: "random", ...alone });
        expect(Math.abs(own.aic - aic), `${scale} ${distribution}`).toBeLessThan(0.01);
      }
      expect(fit.warnings.map(({ code }) => code)).toEqual(["better-alternative"]);
    });

    it("warns where most studies give one cut-off, and takes one width for all where few give several", () => {
      const single = studies.map((study) => ({
        ...study,
        points: [study.points[Math.floor(study.points.length / 2)]!],
      }));
      const fit = fitThresholds(single, alone);
      expect(fit.scales).toBe("common");
      expect(fit.warnings.map(({ code }) => code)).toEqual(
        expect.arrayContaining(["one-cutoff-per-study", "common-scales"]),
      );
    });

    itLong("takes moderators of both locations", () => {
      const years = studies.map((study) => ({ ...study, covariates: { year: Number(/\d{4}/.exec(study.id)![0]) } }));
      const fit = fitThresholds(years, { moderators: ["year"], ...alone });
      const plain = fitThresholds(studies, alone);
      expect(fit.coefficients.map(({ group, term }) => `${group} ${term}`)).toEqual([
        "diseased location",
        "diseased year",
        "diseased scale",
        "nonDiseased location",
        "nonDiseased year",
        "nonDiseased scale",
      ]);
      expect(fit.parameters).toBe(11);
      expect(fit.logLik).toBeGreaterThan(plain.logLik);
      expect(() => accuracyAt(fit, [25])).toThrow(/at: \{ "year"/);
      const later = years.map((study) => ({ ...study, covariates: { year: study.covariates.year - 2000 } }));
      const shifted = fitThresholds(later, { moderators: ["year"], ...alone });
      const [x] = accuracyAt(fit, [25], { at: { year: 2010 } });
      const [y] = accuracyAt(shifted, [25], { at: { year: 10 } });
      expectClose(y!.sensitivity.lower!, x!.sensitivity.lower!, 1e-6, "lower sensitivity");
    });

    it("is plain data", () => {
      const fit = fitThresholds(studies, alone);
      expect(JSON.parse(JSON.stringify(fit))).toEqual(fit);
    });

    it("refuses what contradicts itself, by study and cut-off", () => {
      const broken = studies.map((study) =>
        study.id === "Schneider 2013"
          ? { ...study, points: study.points.map((p) => (p.cutoff === 43 ? { ...p, fn: p.fn + 1 } : p)) }
          : study,
      );
      expect(() => fitThresholds(broken)).toThrow(/"Schneider 2013", cut-off 43: tp \+ fn is 155/);
      expect(() => fitThresholds(studies, { scale: "logarithm" as "log" })).toThrow(/scale must be/);
      expect(() => fitThresholds(studies, { levle: 0.9 } as ThresholdOptions)).toThrow(/Did you mean "level"/);
      expect(() => fitThresholds(studies.slice(0, 3))).toThrow(/at least 4 studies/);
      expect(() =>
        fitThresholds([{ ...studies[0]!, points: [{ cutoff: 0, tp: 138, fp: 34, fn: 0, tn: 0 }] }, ...studies], {
          scale: "log",
        }),
      ).toThrow(/positive cut-offs/);
    });
  });
}
