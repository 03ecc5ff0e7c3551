import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hsroc } from "../../src/inference/curve/hsroc.js";
import { sroc } from "../../src/inference/curve/sroc.js";
import { meanSensitivity, sensitivityAt, srocArea, srocCurve } from "../../src/inference/curve/sroc-curve.js";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import { expit, logit } from "../../src/numeric/distributions/logistic.js";
import { fixtureNames, loadFixture, loadReference } from "../fixtures.js";
import { expectClose, tolerance } from "../tolerance.js";
import { normalFitFrom } from "./reference-fit.js";

/** Composite Simpson's rule in t with FPR = t³(10 − 15t + 6t²), which is flat at both ends: slow, and nothing like the library's rule. */
function simpson(f: (fpr: number) => number, panels = 20000): number {
  let sum = 0;
  for (let i = 0; i <= 2 * panels; i++) {
    const t = i / (2 * panels);
    const fpr = t ** 3 * (10 - 15 * t + 6 * t * t);
    const slope = 30 * t * t * (1 - t) ** 2;
    const weight = i === 0 || i === 2 * panels ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * (slope === 0 ? 0 : f(fpr) * slope);
  }
  return sum / (6 * panels);
}

const withVariances = (varSensitivity: number, varSpecificity: number) =>
  normalFitFrom(
    { ...loadReference("auditc").normal.reml.all, betweenStudy: { varSensitivity, varSpecificity, covariance: 0 } },
    loadFixture("auditc"),
  );

describe("sroc", () => {
  it.each(fixtureNames)("draws the reference's curve and integrates it for %s", (name) => {
    const { sroc: reference } = loadReference(name);
    const fit = normalFitFrom(reference.from, loadFixture(name));
    const curve = srocCurve(fit);
    if (curve.kind === "undefined") throw new Error("no curve");
    for (const [i, fpr] of reference.fpr.entries()) {
      expectClose(
        sensitivityAt(curve, fpr),
        reference.rutterGatsonis.sensitivity[i]!,
        tolerance.closedForm,
        `at ${fpr}`,
      );
    }
    expectClose(sroc(fit).auc, reference.rutterGatsonis.auc, 1e-10, "AUC");
  });

  it("gives 0.8879 for AUDIT-C, where mada prints 0.8867", () => {
    const fit = fitReitsma(loadFixture("auditc"), { correction: { when: "all" } });
    expectClose(sroc(fit).auc, 0.8879006, 1e-6);
  });

  it("has the closed-form area where the curve is symmetric", () => {
    // one odds ratio throughout: AUC = DOR/(DOR − 1)² · (DOR − 1 − ln DOR), Walter 2002, Stat Med 21:1237
    for (const logDor of [-3, -1, 0.5, 2, 5, 9]) {
      const dor = Math.exp(logDor);
      expectClose(srocArea(logDor, 1).area, (dor / (dor - 1) ** 2) * (dor - 1 - logDor), 1e-14);
    }
    expectClose(srocArea(0, 1).area, 0.5, 1e-15);
  });

  it("has the area and derivatives of a slow rule, for flat and for steep curves", () => {
    for (const [intercept, slope] of [
      [2, 0.05],
      [-1, 0.7],
      [3, 1.8],
      [1, 12],
    ] as const) {
      const area = (i: number, s: number): number => simpson((fpr) => expit(i + s * logit(fpr)));
      const got = srocArea(intercept, slope);
      expectClose(got.area, area(intercept, slope), 1e-11, `area ${intercept} ${slope}`);
      const h = 1e-4;
      expectClose(got.byIntercept, (area(intercept + h, slope) - area(intercept - h, slope)) / (2 * h), 1e-8);
      expectClose(got.bySlope, (area(intercept, slope + h) - area(intercept, slope - h)) / (2 * h), 1e-8);
    }
  });

  it("takes the same area from both sides: exchanging the axes leaves it unchanged", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -8, max: 8, noNaN: true }),
        fc.double({ min: 0.05, max: 20, noNaN: true }),
        (intercept, slope) => {
          expectClose(srocArea(intercept, slope).area, srocArea(intercept / slope, 1 / slope).area, 1e-14);
        },
      ),
    );
  });

  it("is the HSROC model's curve: expit(Λ·e^−β/2 + e^−β·logit FPR)", () => {
    const fit = fitReitsma(loadFixture("catheter"));
    const { lambda, beta } = hsroc(fit);
    for (const { fpr, sensitivity } of sroc(fit, { points: 11 }).curve) {
      const expected = expit(lambda.estimate! * Math.exp(-beta.estimate! / 2) + Math.exp(-beta.estimate!) * logit(fpr));
      expectClose(sensitivity, expected, 1e-12);
    }
  });

  it("draws over the observed false positive rates, or over all when asked", () => {
    const studies = loadFixture("dementia");
    const rates = studies.map(({ fp, tn }) => fp / (fp + tn));
    const fit = fitReitsma(studies);
    const observed = sroc(fit, { points: 5 });
    expect(observed.observedFpr).toEqual([Math.min(...rates), Math.max(...rates)]);
    expect(observed.curve.map(({ fpr }) => fpr)).toHaveLength(5);
    expect(observed.curve[0]!.fpr).toBe(observed.observedFpr[0]);
    expect(observed.curve[4]!.fpr).toBe(observed.observedFpr[1]);
    const full = sroc(fit, { points: 3, range: "full" }).curve;
    expect(full[0]).toEqual({ fpr: 0, sensitivity: 0 });
    expect(full[2]).toEqual({ fpr: 1, sensitivity: 1 });
    expect(() => sroc(fit, { points: 1 })).toThrow(/from 2/);
  });

  it("has a partial area that is the mean sensitivity over the observed range, and adds up to the whole", () => {
    const fit = fitReitsma(loadFixture("smoking"));
    const curve = srocCurve(fit);
    const { auc, partialAuc, observedFpr } = sroc(fit);
    const [low, high] = observedFpr;
    const rest = low * meanSensitivity(curve, 0, low)! + (1 - high) * meanSensitivity(curve, high, 1)!;
    expectClose(partialAuc! * (high - low) + rest, auc!, 1e-13);
  });

  it("reaches its limits where one variance is 0: a horizontal or a vertical line", () => {
    const { sensitivity, specificity } = loadReference("auditc").normal.reml.all;
    const horizontal = sroc(withVariances(0, 1));
    expect(horizontal.auc).toBe(expit(sensitivity));
    expect(horizontal.partialAuc).toBe(expit(sensitivity));
    expect(horizontal.reason).toMatch(/horizontal/);
    expectClose(horizontal.auc, sroc(withVariances(1e-10, 1)).auc!, 1e-4);
    const vertical = sroc(withVariances(1, 0), { range: "full", points: 3 });
    expectClose(vertical.auc, expit(specificity), 1e-15);
    expectClose(vertical.auc, sroc(withVariances(1, 1e-10)).auc!, 1e-4);
    expect(vertical.curve.map((point) => point.sensitivity)).toEqual([0, 1, 1]);
    expectClose(vertical.partialAuc, sroc(withVariances(1, 1e-12)).partialAuc!, 1e-4);
  });

  it("is not defined where both variances are 0, nor its partial area over an empty range", () => {
    const none = sroc(fitReitsma(loadFixture("auditc"), { method: "fixed" }));
    expect(none).toMatchObject({ curve: [], auc: null, partialAuc: null });
    expect(none.reason).toMatch(/both between-study variances are 0/);
    const one = normalFitFrom(loadReference("auditc").normal.reml.all, [{ id: "A", tp: 1, fp: 1, fn: 1, tn: 3 }]);
    expect(sroc(one).partialAuc).toBeNull();
    expect(sroc(one).auc).not.toBeNull();
    expect(sroc(one).reason).toMatch(/same false positive rate/);
  });
});
