import { describe, expect, it } from "vitest";
import {
  auc,
  fitBayes,
  hsroc,
  leaveOneOut,
  type PosteriorSummary,
  predictionIntervals,
  readStudies,
  regions,
  sroc,
  summaryPoint,
} from "../../../src/index.js";
import { studyLikelihood } from "../../../src/models/bayes/study-likelihood.js";
import { loadFixture } from "../../fixtures.js";
import { expectClose } from "../../tolerance.js";
import { posteriors } from "./posteriors.js";

const auditc = loadFixture("auditc");
const fit = fitBayes(auditc, { draws: 6000, nodes: 5 });
const reference = posteriors.auditc!.cochrane;

/** Errors of a lattice's sums against importance sampling: its own are far below those of 20,000 draws. */
const LATTICE_ERROR = 0.003;

describe("fitBayes", () => {
  it("names its prior when none was asked for, and never leaves it silent", () => {
    expect(fit.prior.name).toBe("cochrane");
    expect(fit.method).toMatch(/"cochrane" prior/);
    expect(fit.warnings.map(({ code }) => code)).toContain("prior");
    expect(fit.prior.words).toBe(
      "mean logits each μ ~ N(0, 10²); between-study standard deviations each 1/σ² ~ gamma(2, rate 0.5); their correlation ρ ~ U(-1, 1)",
    );
    // Handbook: the median of σ is 0.55, 95 % of it between 0.30 and 1.44
    expectClose(fit.prior.intervals.sdSensitivity.median, 0.546, 0.001, "median of σ");
    expectClose(fit.prior.intervals.sdSensitivity.lower, 0.3, 0.005, "lower");
    expectClose(fit.prior.intervals.sdSensitivity.upper, 1.44, 0.005, "upper");
  });

  it("agrees with a lattice of an independent program within its own errors", () => {
    const { summary, evidence } = fit;
    for (const [name, { mean, sd, median, q025, q975 }] of Object.entries(reference.lattice!.summary)) {
      const ours = summary![name as keyof typeof summary] as PosteriorSummary;
      const allowed = (error: number): number => 4 * Math.hypot(error, LATTICE_ERROR * sd);
      expectClose((ours.mean - mean) / allowed(ours.error!), 0, 1, `${name}, mean ${ours.mean} for ${mean}`);
      expectClose((ours.sd - sd) / allowed(ours.errors.sd!), 0, 1, `${name}, sd ${ours.sd} for ${sd}`);
      if (median === undefined) continue;
      expectClose((ours.median - median) / allowed(ours.errors.median), 0, 1, `${name}, median`);
      expectClose((ours.lower - q025!) / allowed(ours.errors.lower), 0, 1, `${name}, lower`);
      expectClose((ours.upper - q975!) / allowed(ours.errors.upper), 0, 1, `${name}, upper`);
    }
    expectClose((evidence.logEvidence - reference.lattice!.logEvidence) / (4 * evidence.error), 0, 1, "evidence");
  });

  it("gives no error to a standard deviation that a few draws decide, and says so", () => {
    // μ has a t-like tail under this prior, so that LR+ has no moments to speak of
    const heavy = fitBayes(loadFixture("telomerase"), { prior: "meta4diag", draws: 4000, nodes: 3 });
    const { plr, logitSensitivity } = heavy.summary!;
    expect(plr.errors.sd).toBeNull();
    expect(plr.errors.median).toBeGreaterThan(0);
    expect(logitSensitivity.errors.sd).toBeGreaterThan(0);
    expect(heavy.warnings.find(({ code }) => code === "heavy-tails")?.message).toMatch(/LR\+/);
    expect(fit.warnings.map(({ code }) => code)).not.toContain("heavy-tails");
  });

  it("has weights worth most of its draws", () => {
    const { effectiveDraws, paretoK, largestWeight, points } = fit.diagnostics;
    expect(points).toBe(6000);
    expect(effectiveDraws).toBeGreaterThan(3500);
    expect(paretoK!).toBeLessThan(0.5);
    expect(largestWeight).toBeLessThan(0.01);
    expect(fit.convergence.converged).toBe(true);
    expect(fit.convergence.message).toMatch(/^No Markov chains: importance sampling, effective draws \d+ of 6000/);
    expectClose(
      fit.draws.reduce((sum, { weight }) => sum + weight, 0),
      1,
      1e-12,
      "weights",
    );
  });

  it("gives the same bits for one seed and others for another", () => {
    const options = { draws: 300, nodes: 3 };
    expect(fitBayes(auditc, options)).toEqual(fitBayes(auditc, options));
    const { mu1 } = fitBayes(auditc, options).draws[0]!;
    expect(fitBayes(auditc, { ...options, seed: 2 }).draws[0]!.mu1).not.toBe(mu1);
  });

  it("answers what a fit is asked, by medians and quantiles of its draws", () => {
    const { summary } = fit;
    const point = summaryPoint(fit);
    expectClose(point.sensitivity.estimate, summary!.sensitivity.median, 1e-8, "sensitivity");
    expectClose(point.sensitivity.lower, summary!.sensitivity.lower, 1e-6, "its lower limit");
    expectClose(point.dor.estimate, summary!.dor.median, 1e-6, "DOR");
    expectClose(point.plr.upper, summary!.plr.upper, 1e-6, "LR+, upper");
    expectClose(hsroc(fit).lambda.estimate, summary!.lambda.median, 1e-6, "Λ");
    expectClose(hsroc(fit).varTheta.upper, summary!.varTheta.upper, 1e-6, "σ²θ, upper");
    const area = auc(fit);
    expect(area.lower!).toBeLessThan(area.estimate!);
    expect(area.upper!).toBeGreaterThan(area.estimate!);
    expect(sroc(fit).curve.length).toBeGreaterThan(10);
    expect(regions(fit).confidence).not.toBeNull();
    expect(predictionIntervals(fit).sensitivity.lower).not.toBeNull();
  });

  it("is finite however wide a draw's effects are", () => {
    // one draw of these has a standard deviation of 112 logits
    const studies = loadFixture("catheter_quantitative");
    const { k, ...counts } = {
      k: studies.length,
      q: 1,
      design: new Float64Array(studies.length).fill(1),
      truePositives: Float64Array.from(studies, ({ tp }) => tp),
      diseased: Float64Array.from(studies, ({ tp, fn }) => tp + fn),
      trueNegatives: Float64Array.from(studies, ({ tn }) => tn),
      nonDiseased: Float64Array.from(studies, ({ tn, fp }) => tn + fp),
      logCoefficients: 0,
    };
    const at = (sd: number): number =>
      studyLikelihood({ k, ...counts }, 7).total([5.79, -0.92], sd, 0.24, 0.76, new Float64Array(k), 0);
    expect(Number.isFinite(at(112))).toBe(true);
    expect(at(112)).toBeLessThan(at(10));
    expectClose(at(20.000001), at(19.999999), 1e-6, "where odds give way to logits");
  });

  it("shrinks the studies' own accuracies as the posterior has it", () => {
    const { importance } = posteriors.auditc!.metabayesdta;
    const { studies } = fitBayes(auditc, { prior: "metabayesdta", draws: 2000, nodes: 5 });
    studies.forEach(({ sensitivity, specificity, id }, i) => {
      expect(Math.abs(sensitivity.estimate - importance!.studySensitivity[i]!), id).toBeLessThan(0.02);
      expect(Math.abs(specificity.estimate - importance!.studySpecificity[i]!), id).toBeLessThan(0.02);
      expect(sensitivity.lower).toBeLessThan(sensitivity.estimate);
    });
  });

  it("knows how well each study is predicted by the others", () => {
    const { importance } = posteriors.scheidler_lag!.metabayesdta;
    const { loo } = fitBayes(loadFixture("scheidler_lag"), { prior: "metabayesdta", draws: 2000, nodes: 5 });
    importance!.loo!.forEach((expected, i) => {
      if (expected === null) return;
      const { elpd, error, id } = loo.perStudy[i]!;
      expectClose((elpd - expected[0]) / (4 * Math.hypot(error, expected[1])), 0, 1, id);
    });
  });

  it("takes moderators, whose coefficients have the posterior of one logit each", () => {
    const csv =
      "study,test,tp,fp,fn,tn\nA,CT,47,101,9,738\nB,CT,126,272,51,1543\nC,CT,19,12,10,192\nD,CT,36,78,3,276\n" +
      "E,MRI,130,211,19,959\nF,MRI,84,68,2,89\nG,MRI,68,112,2,423\nH,MRI,59,55,5,136";
    const moderated = fitBayes(readStudies(csv), { moderators: ["test"], draws: 3000, nodes: 5 });
    expect(moderated.coefficients.map(({ term }) => term)).toEqual([
      "intercept",
      "test[MRI]",
      "intercept",
      "test[MRI]",
    ]);
    expect(moderated.summary).toBeNull();
    const { coefficients } = moderated.draws[0]!;
    expect(coefficients).toHaveLength(4);
    const at = (test: string): number => summaryPoint(moderated, { at: { test } }).sensitivity.estimate;
    expect(at("MRI")).toBeGreaterThan(at("CT"));
    expect(moderated.diagnostics.paretoK!).toBeLessThan(0.7);
    expectClose(moderated.coefficients[1]!.estimate, 1.4, 0.5, "MRI against CT, logit sensitivity");
  });

  it("is refitted without each study in turn", () => {
    const small = fitBayes(auditc.slice(0, 5), { draws: 200, nodes: 3 });
    const rows = leaveOneOut(small);
    expect(rows).toHaveLength(5);
    for (const { summary } of rows) expect(summary?.sensitivity.estimate).toBeGreaterThan(0.3);
  });

  it("reports progress and stops when told to", () => {
    const seen: number[] = [];
    fitBayes(auditc, { draws: 1000, nodes: 3, onProgress: (done) => seen.push(done) });
    expect(seen.length).toBeGreaterThan(5);
    expect(seen[seen.length - 1]).toBeGreaterThanOrEqual(seen[0]!);
    const signal = { aborted: true, reason: new Error("enough") };
    expect(() => fitBayes(auditc, { signal })).toThrow("enough");
  });

  it.each([
    ["a prior nobody knows", { prior: "cochran" }, "bad-prior", /Did you mean "cochrane"/],
    [
      "a standard deviation of 0",
      {
        prior: {
          mean: {
            sensitivity: { family: "normal", mean: 0, sd: 0 },
            specificity: { family: "normal", mean: 0, sd: 1 },
          },
          sd: { sensitivity: { family: "half-normal", sd: 1 }, specificity: { family: "half-normal", sd: 1 } },
          correlation: { family: "uniform", lower: -1, upper: 1 },
        },
      },
      "bad-prior",
      /prior\.mean\.sensitivity\.sd/,
    ],
    ["too few draws", { draws: 10 }, "bad-option", /draws/],
    ["a slip of the pen", { drws: 100 }, "unknown-option", /Did you mean "draws"/],
  ])("refuses %s", (_, options, code, message) => {
    expect(() => fitBayes(auditc, options as never)).toThrow(expect.objectContaining({ code }));
    expect(() => fitBayes(auditc, options as never)).toThrow(message);
  });
});
