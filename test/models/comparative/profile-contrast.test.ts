import { describe, expect, it } from "vitest";
import { compareTests } from "../../../src/inference/comparative/compare-tests.js";
import { fitComparative } from "../../../src/models/comparative/fit-comparative.js";
import type { Study } from "../../../src/tables/study.js";
import { expectClose } from "../../tolerance.js";
import { sets, studiesOf } from "./optima.js";

const studies = studiesOf(sets.ascus!);
/** The 97.5 % quantile of t with 10 studies less 2 tests as degrees of freedom, squared. */
const DROP = 2.306004135204166 * 2.306004135204166;

/** ln of the bivariate normal density of the logits of rows, each test with its means, all with one covariance [a² ab; ab b² + c²]. */
function logLik(rows: readonly Study[], [s1, s2, p1, p2, a, b, c]: readonly number[]): number {
  let sum = 0;
  for (const { tp, fp, fn, tn, covariates } of rows) {
    const second = covariates?.test === "HC2";
    const r = [Math.log(tp / fn) - (second ? s2! : s1!), Math.log(tn / fp) - (second ? p2! : p1!)] as const;
    const v = [a! * a! + 1 / tp + 1 / fn, a! * b!, b! * b! + c! * c! + 1 / tn + 1 / fp] as const;
    const determinant = v[0] * v[2] - v[1] * v[1];
    const form = (v[2] * r[0] * r[0] - 2 * v[1] * r[0] * r[1] + v[0] * r[1] * r[1]) / determinant;
    sum -= 0.5 * (Math.log(determinant) + form) + Math.log(2 * Math.PI);
  }
  return sum;
}

/** The largest value about a start, by steps along the axes that halve (Hooke & Jeeves 1961). */
function highest(value: (x: readonly number[]) => number, start: readonly number[]): number {
  let base = [...start];
  let best = value(base);
  const explore = (from: readonly number[], step: number, known: number): [number[], number] => {
    const x = [...from];
    let at = known;
    for (let i = 0; i < x.length; i++) {
      for (const by of [step, -step]) {
        const tried = x.with(i, x[i]! + by);
        const found = value(tried);
        if (found > at) {
          x[i] = tried[i]!;
          at = found;
          break;
        }
      }
    }
    return [x, at];
  };
  for (let step = 0.2; step > 1e-7; ) {
    const [x, found] = explore(base, step, best);
    if (!(found > best)) {
      step /= 2;
      continue;
    }
    const ahead = x.map((xi, i) => 2 * xi - base[i]!);
    [base, best] = [x, found];
    const [further, beyond] = explore(ahead, step, value(ahead));
    if (beyond > best) [base, best] = [further, beyond];
  }
  return best;
}

describe("profile intervals of comparisons", () => {
  it("end where the likelihood, maximised over all else by another search, has fallen by t²/2", () => {
    const fit = fitComparative(studies, { test: "test", structure: "independent", model: "normal", robust: false });
    const comparison = compareTests(fit, { interval: "profile" }).comparisons[0]!;
    const corrected = fit.studies.map((study) => {
      const value = fit.corrections.find(({ id }) => id === study.id)?.value ?? 0;
      return { ...study, tp: study.tp + value, fp: study.fp + value, fn: study.fn + value, tn: study.tn + value };
    });
    const [s1, , p1, p2] = fit.coefficients.map(({ estimate }) => estimate);
    const expit = (x: number): number => 1 / (1 + Math.exp(-x));
    for (const limit of [comparison.relativeSensitivity.lower!, comparison.relativeSensitivity.upper!]) {
      const at = ([a, p, q, ...spread]: readonly number[]): number => {
        const sensitivity = limit * expit(a!);
        return sensitivity < 1
          ? logLik(corrected, [a!, Math.log(sensitivity / (1 - sensitivity)), p!, q!, ...spread])
          : -1e9;
      };
      const start = [Math.min(s1!, Math.log(0.95 / limit / (1 - 0.95 / limit)) || s1!), p1!, p2!, 0.5, -0.3, 0.4];
      expectClose(2 * (fit.logLik - highest(at, start)), DROP, 2e-3);
    }
  });

  it("do not mind which test is the reference, and lie about the estimate in the binomial model", () => {
    const options = { test: "test", structure: "independent", robust: false, interval: "profile" } as const;
    const one = compareTests(studies, { ...options, reference: "RepC" }).comparisons[0]!;
    const other = compareTests(studies, { ...options, reference: "HC2" }).comparisons[0]!;
    for (const name of ["relativeSensitivity", "relativeFalseAlarms"] as const) {
      expectClose(one[name].lower, 1 / other[name].upper!, 1e-4);
      expectClose(one[name].upper, 1 / other[name].lower!, 1e-4);
      expect(one[name].lower).toBeLessThan(one[name].estimate);
    }
    expectClose(one.differenceSensitivity.lower, -other.differenceSensitivity.upper!, 1e-4);
  });

  it("scale with the prevalence, and leave ratios of both proportions to t", () => {
    const fit = fitComparative(studies, { test: "test", structure: "nested", model: "normal" });
    const profile = compareTests(fit, { interval: "profile", prevalence: 0.2 }).comparisons[0]!;
    const t = compareTests(fit, { interval: "t" }).comparisons[0]!;
    expectClose(profile.per1000!.fewerMissed.lower, 200 * profile.differenceSensitivity.lower!, 1e-9);
    expect(profile.relativeDor).toEqual(t.relativeDor);
    expect(profile.relativeSensitivity.lower).not.toBe(t.relativeSensitivity.lower);
    expect(profile.relativeSensitivity.pValue).toBe(t.relativeSensitivity.pValue);
  });

  it.each([
    ["a sandwich", { structure: "independent", robust: true }],
    ["a restricted likelihood", { structure: "nested", model: "normal", method: "reml" }],
  ] as const)("are refused with %s", (_, options) => {
    expect(() => compareTests(studies, { test: "test", interval: "profile", ...options })).toThrow(
      expect.objectContaining({ code: "bad-option" }),
    );
  });
});
