import { describe, expect, it } from "vitest";
import { tauSquaredReml } from "../../src/inference/univariate/inverse-variance.js";
import { randomEffects } from "../../src/inference/univariate/random-effects.js";
import { studyEffects } from "../../src/inference/univariate/study-effects.js";
import { logitHeterogeneity } from "../../src/inference/univariate/univariate-heterogeneity.js";
import { fixtureNames, loadFixture, loadReference, type ReferenceUnivariate } from "../fixtures.js";
import { expectClose, expectRelative } from "../tolerance.js";

const all = { value: 0.5, when: "all" } as const;

function expectPool(got: ReturnType<typeof randomEffects>, expected: ReferenceUnivariate, what: string): void {
  expectClose(got.mean.estimate, expected.estimate, 1e-10, `${what} mean`);
  expectClose(got.standardError, expected.standardError, 1e-10, `${what} standard error`);
  expectClose(got.mean.lower, expected.lower, 1e-10, `${what} lower`);
  expectClose(got.q, expected.q, 1e-12, `${what} Q`);
  expect(got.df).toBe(expected.df);
  expectClose(got.pValue, expected.pValue, 1e-12, `${what} P`);
  if (expected.pValue > 0) expectRelative(got.pValue, expected.pValue, 1e-10, `${what} P`);
  expectClose(got.tauSquared, expected.tauSquared, 1e-10, `${what} τ²`);
  expectClose(got.iSquared.estimate, expected.iSquaredPercent / 100, 1e-10, `${what} I²`);
  expectClose(got.hSquared, expected.hSquared, 1e-10, `${what} H²`);
  const [low, high] = expected.tauSquaredQProfile ?? [null, null];
  if (low !== null) expectClose(got.tauSquaredInterval.lower, low, 1e-9, `${what} τ² lower`);
  if (high !== null) expectClose(got.tauSquaredInterval.upper, high, 1e-9, `${what} τ² upper`);
  const [least, most] = expected.iSquaredPercentQProfile ?? [null, null];
  if (least !== null) expectClose(got.iSquared.lower, least / 100, 1e-9, `${what} I² lower`);
  if (most !== null) expectClose(got.iSquared.upper, most / 100, 1e-9, `${what} I² upper`);
}

describe("random effects per logit", () => {
  it.each(fixtureNames)("agree with metafor's rma.uni and confint, DL and REML, for %s", (name) => {
    const { univariate } = loadReference(name);
    const studies = loadFixture(name);
    for (const [measure, key] of [
      ["sensitivity", "logitSensitivity"],
      ["specificity", "logitSpecificity"],
      ["dor", "logDor"],
    ] as const) {
      const effects = studyEffects(studies, measure, all);
      for (const method of ["dl", "reml"] as const) {
        expectPool(randomEffects(effects, { method, level: 0.95 }), univariate[key][method], `${measure} ${method}`);
      }
    }
  });
});

describe("logitHeterogeneity", () => {
  it("gives Higgins' I² = (Q − df)/Q by default, with the interval of τ²", () => {
    const got = logitHeterogeneity(loadFixture("auditc"), "sensitivity", { correction: all });
    expect(got).toMatchObject({ outcome: "sensitivity", method: "dl", k: 14, df: 13, reason: null });
    expectClose(got.iSquared.estimate, (got.q! - 13) / got.q!, 1e-12);
    // metafor 3.8: Q = 81.61, I² = 84.07 %
    expectClose(got.q, 81.6063925065007, 1e-12);
    expectClose(got.iSquared.estimate, 0.840698754096201, 1e-12);
  });

  it("mirrors when diseased and non-diseased change roles", () => {
    const studies = loadFixture("gould");
    const mirrored = studies.map((study) => ({ ...study, tp: study.tn, fn: study.fp, tn: study.tp, fp: study.fn }));
    const one = logitHeterogeneity(studies, "specificity", { method: "reml" });
    const other = logitHeterogeneity(mirrored, "sensitivity", { method: "reml" });
    expect({ ...other, outcome: "specificity" }).toEqual(one);
  });

  it("leaves out a study whose margin is empty, and needs two", () => {
    const studies = [
      { id: "a", tp: 0, fp: 2, fn: 0, tn: 8 },
      { id: "b", tp: 9, fp: 2, fn: 1, tn: 8 },
    ];
    expect(logitHeterogeneity(studies, "specificity").k).toBe(2);
    const got = logitHeterogeneity(studies, "sensitivity");
    expect(got).toMatchObject({ k: 1, q: null, pValue: null, tauSquared: null });
    expect(got.iSquared).toEqual({ estimate: null, lower: null, upper: null, level: 0.95 });
    expect(got.reason).toMatch(/at least two studies, got 1/);
    expect(JSON.parse(JSON.stringify(got))).toEqual(got);
    expect(logitHeterogeneity([], "sensitivity").mean.estimate).toBeNull();
  });

  it("puts no heterogeneity at 0, not below", () => {
    const same = [1, 2, 3].map((id) => ({ id: `${id}`, tp: 18, fp: 4, fn: 6, tn: 20 }));
    const got = logitHeterogeneity(same, "sensitivity", { method: "reml" });
    expectClose(got.q, 0, 1e-12);
    expect(got).toMatchObject({ tauSquared: 0, tauSquaredInterval: { lower: 0, upper: 0 } });
    expect(got.iSquared).toMatchObject({ estimate: 0, lower: 0, upper: 0 });
  });
});

describe("tauSquaredReml", () => {
  it.each([
    [3, 2.7],
    [2.7, 6e-4],
  ])("takes the higher of two maxima, as a fine grid shows, with outliers at ±%d", (distance, near) => {
    // a tight cluster and two vague outliers: one maximum with the outliers' spread, one without
    const effects = {
      values: [0, 0.03, -0.03, 0.02, distance, -distance],
      variances: [1e-4, 1e-4, 1e-4, 1e-4, 0.5, 0.5],
    };
    const logLik = (tauSquared: number): number => {
      const w = effects.variances.map((variance) => 1 / (variance + tauSquared));
      const total = w.reduce((sum, one) => sum + one, 0);
      const mean = w.reduce((sum, one, i) => sum + one * effects.values[i]!, 0) / total;
      const fit = w.reduce((sum, one, i) => sum + Math.log(one) - one * (effects.values[i]! - mean) ** 2, 0);
      return 0.5 * (fit - Math.log(total));
    };
    const grid = Array.from({ length: 20001 }, (_, i) => 10 ** (-8 + (10 * i) / 20000));
    const heights = grid.map(logLik);
    const maxima = grid.filter(
      (_, i) => heights[i]! > (heights[i - 1] ?? Infinity) && heights[i]! > (heights[i + 1] ?? Infinity),
    );
    expect(maxima).toHaveLength(2);
    const best = maxima.reduce((one, other) => (logLik(other) > logLik(one) ? other : one));
    const found = tauSquaredReml(effects);
    expectRelative(found, best, 1e-3);
    expect(found / near).toBeCloseTo(1, 0);
    expect(logLik(found)).toBeGreaterThanOrEqual(logLik(best));
  });
});
