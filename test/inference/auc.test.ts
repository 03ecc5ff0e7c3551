import { describe, expect, it } from "vitest";
import { auc } from "../../src/inference/curve/auc.js";
import { sroc } from "../../src/inference/curve/sroc.js";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import { logit } from "../../src/numeric/distributions/logistic.js";
import { loadFixture, loadReference } from "../fixtures.js";
import { expectClose } from "../tolerance.js";
import { binomialFitFrom, normalFitFrom } from "./reference-fit.js";

describe("auc", () => {
  it.each(["auditc", "dementia", "glas", "smoking", "anti_ccp"])(
    "has the delta interval on the logit scale, by finite differences through the five parameters, for %s",
    (name) => {
      const reference = loadReference(name).binomial.quadrature21;
      const covariance = reference.parameterCovariance!;
      const studies = loadFixture(name);
      const psi = reference.betweenStudy;
      const at = [reference.sensitivity, reference.specificity, psi.varSensitivity, psi.varSpecificity, psi.covariance];
      const areaAt = (values: readonly number[]): number =>
        sroc(
          binomialFitFrom(
            {
              ...reference,
              sensitivity: values[0]!,
              specificity: values[1]!,
              betweenStudy: { varSensitivity: values[2]!, varSpecificity: values[3]!, covariance: values[4]! },
            },
            studies,
          ),
        ).auc!;
      const gradient = at.map((x, j) => {
        const step = 1e-4 * Math.max(1, Math.abs(x));
        const moved = (times: number): number => logit(areaAt(at.map((y, i) => (i === j ? y + times * step : y))));
        return (8 * (moved(1) - moved(-1)) - (moved(2) - moved(-2))) / (12 * step);
      });
      let variance = 0;
      gradient.forEach((g, i) => {
        gradient.forEach((h, j) => {
          variance += g * h * covariance[i]![j]!;
        });
      });
      const got = auc(binomialFitFrom(reference, studies));
      expectClose(got.logitStandardError, Math.sqrt(variance), 1e-8);
      expectClose(logit(got.upper!) - logit(got.estimate!), 1.959963984540054 * Math.sqrt(variance), 1e-8);
      expectClose(logit(got.estimate!) - logit(got.lower!), 1.959963984540054 * Math.sqrt(variance), 1e-8);
    },
  );

  it("has the same estimate as sroc, and mirrors with the roles of diseased and non-diseased", () => {
    const studies = loadFixture("catheter");
    const fit = fitReitsma(studies);
    const mirrored = fitReitsma(studies.map((s) => ({ ...s, tp: s.tn, fn: s.fp, tn: s.tp, fp: s.fn })));
    expect(auc(fit).estimate).toBe(sroc(fit).auc);
    expectClose(auc(mirrored).estimate, auc(fit).estimate!, 1e-9);
    expectClose(auc(mirrored).lower, auc(fit).lower!, 1e-7);
  });

  it("bootstraps with a seed: the same seed gives the same interval, more draws a smaller Monte Carlo error", () => {
    const fit = fitReitsma(loadFixture("skin_tests"));
    const options = { interval: "bootstrap", replicates: 400, seed: 7 } as const;
    const one = auc(fit, options);
    expect(auc(fit, options)).toEqual(one);
    expect(one.bootstrap).toMatchObject({ seed: 7, replicates: 400 });
    expect(one.bootstrap!.used + one.bootstrap!.failed).toBe(400);
    const other = auc(fit, { ...options, seed: 8 });
    expect(other.lower).not.toBe(one.lower);
    // two independent limits differ by √2 of their Monte Carlo errors; 4 of these would be a fault
    expect(Math.abs(other.lower! - one.lower!)).toBeLessThan(4 * Math.SQRT2 * one.bootstrap!.monteCarloError.lower!);
    const more = auc(fit, { ...options, replicates: 3200 });
    expect(more.bootstrap!.monteCarloError.lower!).toBeLessThan(one.bootstrap!.monteCarloError.lower!);
  });

  it("bootstraps to about what the delta method says where studies are many and large", () => {
    const fit = fitReitsma(loadFixture("dementia"));
    const delta = auc(fit);
    const drawn = auc(fit, { interval: "bootstrap", replicates: 1000 });
    expect(drawn.bootstrap).toMatchObject({ seed: 1, failed: 0 });
    expect(Math.abs(drawn.lower! - delta.lower!)).toBeLessThan(0.02);
    expect(Math.abs(drawn.upper! - delta.upper!)).toBeLessThan(0.02);
  });

  it("tells its progress and stops when it is told to", () => {
    const fit = fitReitsma(loadFixture("skin_tests"));
    const seen: number[] = [];
    const controller = new AbortController();
    const run = () =>
      auc(fit, {
        interval: "bootstrap",
        replicates: 50,
        signal: controller.signal,
        onProgress: (done, total) => {
          seen.push(done);
          expect(total).toBe(50);
          if (done === 3) controller.abort(new Error("enough"));
        },
      });
    expect(run).toThrow("enough");
    expect(seen).toEqual([1, 2, 3]);
  });

  it("has no interval after the method of moments, and says why", () => {
    const got = auc(fitReitsma(loadFixture("dementia"), { method: "mm" }));
    expect(got.estimate).not.toBeNull();
    expect(got).toMatchObject({ lower: null, upper: null, reason: expect.stringMatching(/method of moments/) });
  });

  it("has no area without between-study variance, and no delta interval at a limit, where the bootstrap has one", () => {
    expect(auc(fitReitsma(loadFixture("auditc"), { method: "fixed" }))).toMatchObject({
      estimate: null,
      lower: null,
      reason: expect.stringMatching(/both between-study variances are 0/),
    });
    const reference = loadReference("auditc").normal.reml.all;
    const limit = normalFitFrom(
      { ...reference, betweenStudy: { varSensitivity: 0, varSpecificity: 0.4, covariance: 0 } },
      loadFixture("auditc"),
    );
    const got = auc(limit);
    expect(got.estimate).not.toBeNull();
    expect(got).toMatchObject({ lower: null, reason: expect.stringMatching(/bootstrap/) });
    expect(auc(limit, { interval: "bootstrap", replicates: 100 }).lower).not.toBeNull();
  });

  it("has no bootstrap interval of too few draws, and refuses a bad number of them", () => {
    const fit = fitReitsma(loadFixture("skin_tests"));
    const few = auc(fit, { interval: "bootstrap", replicates: 30 });
    expect(few).toMatchObject({ lower: null, upper: null, reason: expect.stringMatching(/too few/) });
    expect(() => auc(fit, { interval: "bootstrap", replicates: 0.5 })).toThrow(/replicates/);
  });

  it("loses nothing as JSON", () => {
    const got = auc(fitReitsma(loadFixture("skin_tests")), { interval: "bootstrap", replicates: 60 });
    expect(JSON.parse(JSON.stringify(got))).toEqual(got);
  });
});
