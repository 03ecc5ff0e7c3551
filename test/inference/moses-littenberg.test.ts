import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { mosesLittenberg, symmetricCurve } from "../../src/inference/curve/moses-littenberg.js";
import type { Study } from "../../src/tables/study.js";
import { loadFixture } from "../fixtures.js";
import { expectClose, tolerance } from "../tolerance.js";

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../fixtures/univariate/${name}.json`, import.meta.url), "utf8")) as T;

const mada = read<{ sets: Record<string, { mosesLittenberg: { intercept: number; slope: number } }> }>("mada");

const gp73 = read<{ studies: Study[]; printed: Record<string, string[]> }>("gp73-yang-2015");

describe("mosesLittenberg", () => {
  it.each(Object.keys(mada.sets))("has the intercept and slope of mada's mslSROC for %s", (name) => {
    const got = mosesLittenberg(loadFixture(name), { correction: { when: "all" } });
    const { intercept, slope } = mada.sets[name]!.mosesLittenberg;
    expectClose(got.intercept, intercept, tolerance.closedForm);
    expectClose(got.slope, slope, tolerance.closedForm);
  });

  it("has Walter's closed form for the symmetric curve (2002, Stat Med 21:1237)", () => {
    for (const logDor of [-2, 0.5, 2.7, 6]) {
      const dor = Math.exp(logDor);
      const { auc, qStar } = symmetricCurve(logDor);
      expectClose(auc, (dor / (dor - 1) ** 2) * (dor - 1 - logDor), 1e-12);
      expectClose(qStar, Math.sqrt(dor) / (1 + Math.sqrt(dor)), 1e-12);
    }
    expectClose(symmetricCurve(0).auc, 0.5, 1e-14);
  });

  it.each(["auditc", "dementia"])(
    "has the area under the fitted curve and Q* of %s, by sums over the curve itself",
    (name) => {
      const { intercept, slope, fitted } = mosesLittenberg(loadFixture(name));
      // D = a + bS with D = logit TPR − logit FPR and S their sum: logit TPR = (a + (1 + b)·logit FPR)/(1 − b)
      const [a, b] = [intercept!, slope!];
      const sensitivity = (fpr: number): number =>
        1 / (1 + Math.exp(-(a + (1 + b) * Math.log(fpr / (1 - fpr))) / (1 - b)));
      const n = 200_000;
      let area = 0;
      // x = t²(3 − 2t) takes the steep ends apart
      for (let i = 0; i < n; i++) {
        const t = (i + 0.5) / n;
        area += (sensitivity(t * t * (3 - 2 * t)) * 6 * t * (1 - t)) / n;
      }
      expect(Math.abs(b)).toBeGreaterThan(0.02);
      expectClose(fitted!.auc, area, 1e-7);
      expectClose(sensitivity(1 - fitted!.qStar), fitted!.qStar, 1e-12);
    },
  );

  it("takes three studies, and says of a slope of 1 and beyond that its curve does not rise", () => {
    expect(mosesLittenberg(loadFixture("auditc").slice(0, 3)).slope).not.toBeNull();
    // logit FPR is 0 throughout, so that D = S
    const one = mosesLittenberg([2, 4, 16].map((n) => ({ id: `${n}`, tp: 10 * n, fp: 20, fn: 10, tn: 20 })));
    expect(one).toMatchObject({ slope: 1, fitted: null });
    const steep = mosesLittenberg(
      [
        [1, 4],
        [2, 3],
        [8, 2],
      ].map(([tp, fp]) => ({ id: `${tp}`, tp: 10 * tp!, fp: 10 * fp!, fn: 20, tn: 40 })),
    );
    expect(steep.slope!).toBeGreaterThan(1);
    expect(steep.fitted).toBeNull();
    expect(steep.reason).toMatch(/beyond ±1/);
  });

  it("comes within 0.0002 of Meta-DiSc's AUC and Q* for GP73, whose weights are not documented", () => {
    const { symmetric } = mosesLittenberg(gp73.studies, { weights: "inverse-variance" });
    expectClose(symmetric!.auc, Number(gp73.printed.auc), 2.1e-4);
    expectClose(symmetric!.qStar, Number(gp73.printed.qStar), 2.1e-4);
  });

  it("is not defined with two studies or one S, and says that it is not for inference", () => {
    const two = mosesLittenberg(loadFixture("auditc").slice(0, 2));
    expect(two).toMatchObject({ intercept: null, slope: null, symmetric: null });
    expect(two.reason).toMatch(/at least three studies, got 2/);
    expect(two.label).toMatch(/not for inference/);
    const sameS = [4, 8, 16].map((n) => ({ id: `${n}`, tp: 2 * n, fp: n, fn: n, tn: 2 * n }));
    expect(mosesLittenberg(sameS).reason).toMatch(/same S/);
  });
});
