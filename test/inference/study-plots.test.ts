import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bivariateBoxplot } from "../../src/inference/heterogeneity/bivariate-boxplot.js";
import { galbraith } from "../../src/inference/heterogeneity/galbraith.js";
import { thresholdEffect } from "../../src/inference/heterogeneity/threshold.js";
import type { Study } from "../../src/tables/study.js";
import { fixtureNames, loadFixture, loadReference } from "../fixtures.js";
import { expectClose, tolerance } from "../tolerance.js";

describe("thresholdEffect", () => {
  it.each(fixtureNames)("agrees with R's cor.test under every correction for %s", (name) => {
    const { threshold } = loadReference(name);
    for (const when of ["none", "single", "all"] as const) {
      const expected = threshold[when];
      if (expected === null) continue;
      const got = thresholdEffect(loadFixture(name), { correction: { when } });
      if (expected.rho === null) expect(got.rho).toBeNull();
      else expectClose(got.rho, expected.rho, tolerance.closedForm, when);
      if (expected.pValueAsymptotic !== null) expectClose(got.pValue, expected.pValueAsymptotic, 1e-10, when);
    }
  });

  it("is not defined with two studies or where nothing varies, and warns of what it does not license", () => {
    const study = (id: string, tp: number, fp: number): Study => ({ id, tp, fp, fn: 10, tn: 10 });
    const two = thresholdEffect([study("a", 5, 2), study("b", 7, 3)]);
    expect([two.rho, two.pValue]).toEqual([null, null]);
    expect(two.reason).toMatch(/at least three studies, got 2/);
    const same = thresholdEffect([study("a", 5, 2), study("b", 5, 3), study("c", 5, 4)]);
    expect(same.reason).toMatch(/same sensitivity/);
    expect(same.caution).toMatch(/does not license/);
    const perfect = thresholdEffect([study("a", 5, 2), study("b", 6, 3), study("c", 7, 4)]);
    expect(perfect).toMatchObject({ rho: 1, pValue: 0, reason: null });
  });
});

describe("galbraith", () => {
  it("has the fixed-effect mean for its slope, and residuals whose squares sum to Q", () => {
    const studies = loadFixture("auditc");
    const got = galbraith(studies, { correction: { when: "all" } });
    const { logDor } = loadReference("auditc").univariate;
    expectClose(
      got.points.reduce((sum, { residual }) => sum + residual ** 2, 0),
      logDor.dl.q,
      tolerance.closedForm,
    );
    const numerator = got.points.reduce((sum, { x, y }) => sum + x * y, 0);
    const denominator = got.points.reduce((sum, { x }) => sum + x * x, 0);
    expectClose(got.slope, numerator / denominator, tolerance.closedForm);
    for (const { x, y, residual, outside } of got.points) {
      expectClose(residual, y - got.slope! * x, tolerance.closedForm);
      expect(outside).toBe(Math.abs(residual) > 2);
    }
    // S01: ln DOR 3.594, SE 0.3708 (mada's madad)
    expectClose(got.points[0]!.x, 1 / 0.370839725977785, tolerance.closedForm);
    expectClose(got.points[0]!.y * 0.370839725977785, Math.log(36.3793103448276), tolerance.closedForm);
  });

  it("takes any measure, and is empty with a reason without one", () => {
    expect(galbraith(loadFixture("auditc"), { measure: "sensitivity" }).points).toHaveLength(14);
    const none = galbraith([{ id: "healthy", tp: 0, fp: 1, fn: 0, tn: 9 }]);
    expect(none).toMatchObject({ slope: null, points: [] });
    expect(none.reason).toMatch(/No study/);
  });
});

describe("bivariateBoxplot", () => {
  const median = (values: readonly number[]): number => {
    const sorted = [...values].sort((a, b) => a - b);
    const half = sorted.length / 2;
    return Number.isInteger(half) ? (sorted[half - 1]! + sorted[half]!) / 2 : sorted[Math.floor(half)]!;
  };

  it("is centred at the medians, has a hinge around about half of the studies, and a fence 1.58 times as far", () => {
    for (const name of ["auditc", "smoking", "glas", "anti_ccp", "diabetes_both"]) {
      const studies = loadFixture(name);
      const { centre, points, hinge, fence } = bivariateBoxplot(studies);
      expectClose(
        centre!.logitSensitivity,
        median(points.map((point) => point.logitSensitivity)),
        tolerance.closedForm,
      );
      expectClose(
        centre!.logitSpecificity,
        median(points.map((point) => point.logitSpecificity)),
        tolerance.closedForm,
      );
      const inside = points.filter(({ relativeDistance }) => relativeDistance! <= 1).length / points.length;
      expect(inside, name).toBeGreaterThan(0.35);
      expect(inside, name).toBeLessThan(0.65);
      expect(hinge[0]).toEqual(hinge.at(-1));
      hinge.forEach((point, i) => {
        const reach = (one: { logitSensitivity: number; logitSpecificity: number }): number =>
          Math.hypot(one.logitSensitivity - centre!.logitSensitivity, one.logitSpecificity - centre!.logitSpecificity);
        expectClose(reach(fence[i]!), 1.58 * reach(point), 1e-10);
      });
      for (const { relativeDistance, outlier } of points) expect(outlier).toBe(relativeDistance! > 1.58);
    }
  });

  it.each(["auditc", "glas", "telomerase"])("has the distances that R computes by mad and lm for %s", (name) => {
    const reference = JSON.parse(
      readFileSync(new URL("../../fixtures/univariate/bivariate-boxplot.json", import.meta.url), "utf8"),
    ) as { sets: Record<string, { centre: [number, number]; relativeDistance: number[] }> };
    const { centre, relativeDistance } = reference.sets[name]!;
    const got = bivariateBoxplot(loadFixture(name));
    expectClose(got.centre!.logitSpecificity, centre[0], tolerance.closedForm);
    expectClose(got.centre!.logitSensitivity, centre[1], tolerance.closedForm);
    got.points.forEach((point, i) => {
      expectClose(point.relativeDistance, relativeDistance[i]!, 1e-11, point.id);
    });
  });

  it("moves and stretches with the logits' own units: swapping the axes mirrors it", () => {
    const studies = loadFixture("auditc");
    const turned = studies.map((study) => ({ ...study, tp: study.tn, fn: study.fp, tn: study.tp, fp: study.fn }));
    const one = bivariateBoxplot(studies);
    const other = bivariateBoxplot(turned);
    other.points.forEach((point, i) => {
      expectClose(point.logitSensitivity, one.points[i]!.logitSpecificity, tolerance.closedForm);
      expectClose(point.relativeDistance, one.points[i]!.relativeDistance!, 1e-10);
    });
  });

  it("finds a study that stands apart", () => {
    const usual = loadFixture("skin_tests");
    const { points } = bivariateBoxplot([...usual, { id: "apart", tp: 1, fp: 400, fn: 300, tn: 2 }]);
    expect(points.at(-1)).toMatchObject({ id: "apart", outlier: true });
  });

  it("is not defined for three studies, or where half of them share a value", () => {
    expect(bivariateBoxplot(loadFixture("auditc").slice(0, 3)).reason).toMatch(/at least four studies, got 3/);
    const same = Array.from({ length: 6 }, (_, i) => ({ id: `${i}`, tp: 9, fp: i + 1, fn: 3, tn: 20 }));
    const got = bivariateBoxplot(same);
    expect(got).toMatchObject({ centre: null, points: [], hinge: [], fence: [] });
    expect(got.reason).toMatch(/absolute deviation is 0/);
  });
});
