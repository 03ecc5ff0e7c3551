import { describe, expect, it } from "vitest";
import { sroc } from "../../../src/inference/curve/sroc.js";
import { accuracyAt } from "../../../src/inference/thresholds/accuracy-at.js";
import { compareThresholdModels } from "../../../src/inference/thresholds/compare-threshold-models.js";
import { cutoffFor } from "../../../src/inference/thresholds/cutoff-for.js";
import { type OptimalCutoffOptions, optimalCutoff } from "../../../src/inference/thresholds/optimal-cutoff.js";
import { thresholdLinearity } from "../../../src/inference/thresholds/threshold-linearity.js";
import { leaveOneOutThresholds } from "../../../src/inference/thresholds/threshold-omissions.js";
import { fitThresholds } from "../../../src/models/thresholds/fit-thresholds.js";
import { loadCutoffs } from "../../several-cutoffs.js";
import { expectClose } from "../../tolerance.js";

const studies = loadCutoffs("feno");
const options = { scales: "common", alternatives: false } as const;
const fit = fitThresholds(studies, options);

describe("accuracyAt", () => {
  it("is consistent with itself", () => {
    const [row] = accuracyAt(fit, [25], { prevalence: 0.3 });
    const se = row!.sensitivity.estimate!;
    const sp = row!.specificity.estimate!;
    expectClose(row!.plr.estimate, se / (1 - sp), 1e-12, "LR+");
    expectClose(row!.nlr.estimate, (1 - se) / sp, 1e-12, "LR−");
    expectClose(row!.dor.estimate, (se * sp) / ((1 - se) * (1 - sp)), 1e-12, "DOR");
    expectClose(row!.youden.estimate, se + sp - 1, 1e-12, "Youden");
    expectClose(row!.ppv!.estimate, (0.3 * se) / (0.3 * se + 0.7 * (1 - sp)), 1e-12, "PPV");
    expectClose(row!.npv!.estimate, (0.7 * sp) / (0.7 * sp + 0.3 * (1 - se)), 1e-12, "NPV");
    for (const which of ["sensitivity", "specificity", "plr", "nlr", "dor", "youden", "ppv", "npv"] as const) {
      const { estimate, lower, upper } = row![which]!;
      expect(lower! < estimate! && estimate! < upper!, which).toBe(true);
    }
    const { prediction } = row!;
    expect(prediction!.sensitivity.lower).toBeLessThan(row!.sensitivity.lower!);
    expect(prediction!.specificity.upper).toBeGreaterThan(row!.specificity.upper!);
    expect(row!.observed).toBe(studies.filter(({ points }) => points.some(({ cutoff }) => cutoff === 25)).length);
  });

  it.each(["plr", "nlr", "youden"] as const)(
    "has limits that a bootstrap of the parameters confirms in first order: %s",
    (which) => {
      // the delta method's standard error on the working scale against numerical derivatives of the whole pipeline
      const work = { plr: Math.log, nlr: Math.log, youden: Math.atanh }[which];
      const [row] = accuracyAt(fit, [25]);
      const reported = (work(row![which].upper!) - work(row![which].lower!)) / 2 / 1.959963984540054;
      const base = fit.coefficients.map(({ estimate }) => estimate);
      const value = (estimates: readonly number[]): number => {
        const moved = { ...fit, coefficients: fit.coefficients.map((c, i) => ({ ...c, estimate: estimates[i]! })) };
        return work(accuracyAt(moved, [25])[0]![which].estimate!);
      };
      const gradient = base.map((x, i) => {
        const [up, down] = [[...base], [...base]];
        up[i] = x + 1e-5;
        down[i] = x - 1e-5;
        return (value(up) - value(down)) / 2e-5;
      });
      const variance = gradient.reduce(
        (sum, g, i) => sum + g * gradient.reduce((inner, h, j) => inner + h * fit.covariance![i]![j]!, 0),
        0,
      );
      expectClose(reported, Math.sqrt(variance), 1e-6, which);
    },
  );

  it("takes Student's t where it is told to", () => {
    const [z] = accuracyAt(fit, [25]);
    const [t] = accuracyAt(fit, [25], { interval: "t" });
    const width = ({ lower, upper }: { lower: number | null; upper: number | null }): number =>
      Math.log(upper! / lower!);
    // 27 degrees of freedom
    expectClose(width(t!.plr) / width(z!.plr), 2.0518305164802833 / 1.959963984540054, 1e-9, "LR+");
    expect(t!.plr.estimate).toBe(z!.plr.estimate);
    expect(optimalCutoff(fit, { interval: "t" }).cutoff.lower).toBeLessThan(optimalCutoff(fit).cutoff.lower!);
  });

  it("takes cut-offs that make sense", () => {
    expect(accuracyAt(fit, [1, 200]).map(({ outside }) => outside)).toEqual([true, true]);
    expect(() => accuracyAt(fit, [0])).toThrow(/above 0/);
    expect(() => accuracyAt(fit, [25], { prevalence: 30 })).toThrow(/prevalence/);
  });
});

describe("cutoffFor", () => {
  it.each(["greater", "less"] as const)("inverts accuracyAt (%s)", (direction) => {
    const turned =
      direction === "greater"
        ? fit
        : fitThresholds(
            studies.map((study) => ({
              ...study,
              points: study.points.map((p) => ({ ...p, cutoff: 500 / p.cutoff })).reverse(),
            })),
            { ...options, direction },
          );
    for (const wanted of [{ sensitivity: 0.9 }, { specificity: 0.95 }] as const) {
      const { cutoff, accuracy } = cutoffFor(turned, wanted);
      const [name, value] = Object.entries(wanted)[0]! as ["sensitivity" | "specificity", number];
      expectClose(accuracy![name].estimate, value, 1e-12, name);
      // the limits of the cut-off are those at which the band of the accuracy crosses the value, to first order
      expect(cutoff.lower! < cutoff.estimate! && cutoff.estimate! < cutoff.upper!).toBe(true);
    }
    expect(() => cutoffFor(turned, {} as { sensitivity: number })).toThrow(/one of/);
  });
});

describe("optimalCutoff", () => {
  it.each<[OptimalCutoffOptions]>([[{}], [{ weight: 0.7 }], [{ prevalence: 0.2, cost: 3 }]])(
    "maximises what it weighs: %j",
    (weights) => {
      const best = optimalCutoff(fit, weights);
      const objective = (cutoff: number): number => {
        const [at] = accuracyAt(fit, [cutoff]);
        return best.weight * at!.sensitivity.estimate! + (1 - best.weight) * at!.specificity.estimate!;
      };
      const x = best.cutoff.estimate!;
      for (let cutoff = 2; cutoff < 300; cutoff *= 1.03)
        expect(objective(cutoff)).toBeLessThanOrEqual(objective(x) + 1e-12);
      expect(objective(x * 1.001)).toBeLessThan(objective(x));
    },
  );

  it("weighs prevalence by costs", () => {
    expectClose(optimalCutoff(fit, { prevalence: 0.2, cost: 3 }).weight, 0.6 / 1.4, 1e-12, "weight");
    expect(() => optimalCutoff(fit, { weight: 0.5, prevalence: 0.2 })).toThrow(/not both/);
    expect(() => optimalCutoff(fit, { cost: 2 })).toThrow(/needs the prevalence/);
  });

  it("says where no cut-off is best", () => {
    const { cutoff, reason } = optimalCutoff(fit, { weight: 0.9999999 });
    expect(cutoff.estimate === null ? reason : "inside").toMatch(/positive|inside/);
  });
});

describe("sroc of several cut-offs", () => {
  it("integrates to its area and knows its cut-offs", () => {
    const { curve, auc } = sroc(fit, { points: 4001 });
    let area = 0;
    for (let i = 1; i < curve.length; i++) {
      area += ((curve[i]!.fpr - curve[i - 1]!.fpr) * (curve[i]!.sensitivity + curve[i - 1]!.sensitivity)) / 2;
    }
    expect(Math.abs(area - auc.estimate!)).toBeLessThan(2e-3);
    const middle = curve[2000]!;
    const [at] = accuracyAt(fit, [middle.cutoff]);
    expectClose(at!.sensitivity.estimate, middle.sensitivity, 1e-10, "sensitivity");
  });
});

describe("looks at a fit of several cut-offs", () => {
  const few = studies.slice(0, 7);

  it("compares scales, distributions and widths", () => {
    const models = compareThresholdModels(few, { nodes: 11 });
    expect(models).toHaveLength(18);
    expect(models.every(({ aic }, i) => i === 0 || aic >= models[i - 1]!.aic)).toBe(true);
    expect(
      models.find(
        ({ scale, distribution, scales }) => scale === "log" && distribution === "logistic" && scales === "common",
      )!.parameters,
    ).toBe(7);
  });

  it("leaves one study out after another", () => {
    const small = fitThresholds(few, options);
    const rows = leaveOneOutThresholds(small);
    expect(rows.map(({ omitted }) => omitted)).toEqual(few.map(({ id }) => id));
    const direct = fitThresholds(few.slice(1), options);
    expectClose(rows[0]!.optimalCutoff!.estimate, optimalCutoff(direct).cutoff.estimate!, 1e-9, "optimal cut-off");
    for (const { cooksDistance } of rows) expect(cooksDistance).toBeGreaterThan(0);
  });

  it("checks the linearity", () => {
    const { points, lines, curvature } = thresholdLinearity(fit);
    expect(points).toHaveLength(300);
    expect(lines.map(({ group }) => group)).toEqual(["diseased", "nonDiseased"]);
    expect(curvature.map(({ studies: k }) => k)).toEqual([16, 16]);
    // on the right scale the bend is that of a smaller power
    const bent = thresholdLinearity(fitThresholds(studies, { ...options, scale: "identity" }));
    expect(Math.abs(bent.curvature[1]!.estimate)).toBeGreaterThan(Math.abs(curvature[1]!.estimate));
  });
});
