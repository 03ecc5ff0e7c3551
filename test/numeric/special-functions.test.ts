import { describe, expect, it } from "vitest";
import { erfcx } from "../../src/numeric/distributions/erf.js";
import { logBinomialCoefficient, logGamma, logGap, stirlingError } from "../../src/numeric/distributions/gamma.js";
import { expit, log1pExp, logit } from "../../src/numeric/distributions/logistic.js";
import { expectClose, expectRelative } from "../tolerance.js";

describe("erfcx", () => {
  it("agrees with e^(x²)·erfc(x) computed at 60 digits", () => {
    for (const [x, value] of [
      [0, 1],
      [1e-10, 0.999999999887162],
      [0.1, 0.8964569799691267],
      [0.5, 0.6156903441929259],
      [1, 0.427583576155807],
      [3, 0.17900115118138996],
      [10, 0.05614099274382259],
      [100, 0.005641613782989433],
      [1e10, 5.641895835477563e-11],
      [1e200, 5.641895835477563e-201],
    ] as const) {
      expectRelative(erfcx(x), value, 1e-15, `x = ${x}`);
    }
  });

  it("is for x ≥ 0", () => {
    expect(erfcx(-1)).toBeNaN();
    expect(erfcx(Number.POSITIVE_INFINITY)).toBe(0);
  });
});

describe("log-gamma and its kin", () => {
  it("log-gamma is the log of factorials", () => {
    let factorial = 1;
    for (let n = 1; n <= 20; n++) {
      factorial *= n;
      expectClose(logGamma(n + 1), Math.log(factorial), 1e-15);
    }
  });

  it("log-gamma keeps its relative accuracy beside its zeros", () => {
    // ln Γ(1 + ε) = −γε + …, ln Γ(2 + ε) = (1 − γ)ε + …
    expectRelative(logGamma(1 + 2 ** -40), -0.5772156649015329 * 2 ** -40, 1e-11);
    expectRelative(logGamma(2 + 2 ** -40), 0.42278433509846713 * 2 ** -40, 1e-11);
    expect(logGamma(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  });

  it("Stirling's error joins at 10 and tends to 1/(12x)", () => {
    expectClose(stirlingError(10 - 1e-12), stirlingError(10), 1e-14);
    // δ(1) = 1 − ½ ln 2π
    expectClose(stirlingError(1), 1 - 0.5 * Math.log(2 * Math.PI), 1e-15);
    expectRelative(stirlingError(1e6), 1 / 12e6 - 1 / 360e18, 1e-15);
  });

  it("the gap between u and ln(1 + u) keeps its relative accuracy near 0", () => {
    expectRelative(logGap(1e-8), 1e-16 / 2 - 1e-24 / 3, 1e-15);
    for (const u of [-0.9, -0.41, -0.39, -0.1, 0.3, 0.59, 0.61, 5]) expectRelative(logGap(u), u - Math.log1p(u), 1e-14);
    expect(logGap(0)).toBe(0);
  });

  it("binomial coefficients are those of Pascal's triangle", () => {
    let row = [1];
    for (let n = 1; n <= 50; n++) {
      row = [1, ...row.slice(1).map((value, i) => value + row[i]!), 1];
      for (const [k, value] of row.entries()) expectClose(logBinomialCoefficient(n, k), Math.log(value), 2e-15);
    }
  });
});

describe("logistic functions", () => {
  it("undo each other", () => {
    for (const x of [-700, -37, -1.2, 0, 0.4, 3, 30]) {
      expectRelative(logit(expit(x)), x, x > 1 ? 1e-2 : 1e-14, `x = ${x}`);
    }
    for (const p of [1e-300, 0.01, 0.249, 0.251, 0.5, 0.6, 0.8, 0.999]) expectRelative(expit(logit(p)), p, 1e-13);
  });

  it("keep both tails", () => {
    expect(expit(-745)).toBe(5e-324);
    expect(expit(800)).toBe(1);
    expectRelative(expit(-50), Math.exp(-50), 1e-15);
    expect(log1pExp(800)).toBe(800);
    expectRelative(log1pExp(-50), Math.exp(-50), 1e-15);
    expect([logit(0), logit(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(logit(1.1)).toBeNaN();
  });

  it("logit keeps its relative accuracy next to ½", () => {
    expectRelative(logit(0.5 + 2 ** -45), 4 * 2 ** -45, 1e-15);
    expect(logit(0.5)).toBe(0);
  });
});
