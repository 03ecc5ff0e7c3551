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
