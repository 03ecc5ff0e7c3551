import { describe, expect, it } from "vitest";
import {
  fitBinomial,
  fitReitsma,
  planReview,
  type SimulationParameters,
  simulateStudies,
  simulationOf,
  summaryPoint,
} from "../../../src/index.js";
import { loadFixture } from "../../fixtures.js";
import { expectClose } from "../../tolerance.js";

const truth: SimulationParameters = {
  studies: 4000,
  sensitivity: 0.85,
  specificity: 0.7,
  varSensitivity: 0.6,
  varSpecificity: 0.4,
  correlation: -0.5,
};
const logit = (p: number): number => Math.log(p / (1 - p));
const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
const covariance = (x: readonly number[], y: readonly number[]): number => {
  const [a, b] = [mean(x), mean(y)];
  return x.reduce((sum, value, i) => sum + (value - a) * (y[i]! - b), 0) / (x.length - 1);
};
/** How many standard errors a mean lies from what it should be. */
const far = (values: readonly number[], expected: number): number =>
  Math.abs(mean(values) - expected) / Math.sqrt(covariance(values, values) / values.length);

describe("simulateStudies", () => {
  it("draws logits with the moments that are asked for", () => {
    // so many people that the binomial noise of a logit is of no account
    const studies = simulateStudies({ ...truth, participants: 20_000, prevalence: 0.5 }, 3);
    const x = studies.map(({ tp, fn }) => logit(tp / (tp + fn)));
    const y = studies.map(({ tn, fp }) => logit(tn / (tn + fp)));
    expect(far(x, logit(0.85))).toBeLessThan(3);
    expect(far(y, logit(0.7))).toBeLessThan(3);
    // standard errors of variances and of a covariance of normal numbers
    const [vx, vy, cxy] = [0.6, 0.4, -0.5 * Math.sqrt(0.24)];
    expect(Math.abs(covariance(x, x) - vx) / (vx * Math.sqrt(2 / 4000))).toBeLessThan(3);
    expect(Math.abs(covariance(y, y) - vy) / (vy * Math.sqrt(2 / 4000))).toBeLessThan(3);
    expect(Math.abs(covariance(x, y) - cxy) / Math.sqrt((vx * vy + cxy * cxy) / 4000)).toBeLessThan(3);
  });

  it("draws counts from binomial distributions, and sizes as they are asked for", () => {
    const plain = { ...truth, varSensitivity: 0, varSpecificity: 0 };
    const studies = simulateStudies({ ...plain, participants: [20, 60], prevalence: [0.2, 0.4] }, 5);
    const sizes = studies.map(({ tp, fp, fn, tn }) => tp + fp + fn + tn);
    expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([20, 60]);
    expect(far(sizes, 40)).toBeLessThan(3);
    expect(
      far(
        studies.map(({ tp, fn }, i) => (tp + fn) / sizes[i]!),
        0.3,
      ),
    ).toBeLessThan(3);
    const fixed = simulateStudies({ ...plain, margins: [{ diseased: 30, nonDiseased: 50 }] }, 5);
    const [tp, tn] = [fixed.map((study) => study.tp), fixed.map((study) => study.tn)];
    expect(far(tp, 30 * 0.85)).toBeLessThan(3);
    expect(far(tn, 50 * 0.7)).toBeLessThan(3);
    for (const [counts, variance] of [
      [tp, 30 * 0.85 * 0.15],
      [tn, 50 * 0.7 * 0.3],
    ] as const)
      expect(Math.abs(covariance(counts, counts) / variance - 1)).toBeLessThan(3 * Math.sqrt(2 / 4000));
    expect(fixed.every((study) => study.tp + study.fn === 30 && study.tn + study.fp === 50)).toBe(true);
  });

  it("gives the same studies for the same seed, others for another review, and the beginning of more", () => {
    const ten = { ...truth, studies: 10 };
    expect(simulateStudies(ten, 1)).toEqual(simulateStudies(ten, 1, 0));
    expect(simulateStudies(ten, 1)).not.toEqual(simulateStudies(ten, 1, 1));
    expect(simulateStudies(ten, 1)).not.toEqual(simulateStudies(ten, 2));
    expect(simulateStudies({ ...ten, studies: 25 }, 1).slice(0, 10)).toEqual(simulateStudies(ten, 1));
    expect(simulateStudies(ten, 1)[0]).toEqual({ id: "Study 1", tp: 57, fp: 34, fn: 22, tn: 150 });
  });

  it("is undone by a fit, and takes one as it is", () => {
    const studies = simulateStudies({ ...truth, studies: 400, participants: [100, 500] }, 11);
    const fit = fitBinomial(studies, { nodes: 1 });
    const like = simulationOf(fit);
    expect(Math.abs(logit(like.sensitivity) - logit(0.85)) / fit.coefficients[0]!.standardError).toBeLessThan(3);
    expect(Math.abs(like.varSensitivity - 0.6)).toBeLessThan(0.15);
    expect(Math.abs(like.correlation! + 0.5)).toBeLessThan(0.15);
    const auditc = fitReitsma(loadFixture("auditc"));
    const parameters = simulationOf(auditc);
    expectClose(parameters.sensitivity, summaryPoint(auditc).sensitivity.estimate, 1e-14);
    expect(parameters).toMatchObject({ studies: 14, correlation: auditc.betweenStudy.correlation });
    const [{ tp, fn }] = [loadFixture("auditc")[0]!];
    expect(parameters.margins![0]!.diseased).toBe(tp + fn);
  });

  it.each<[string, Partial<Record<keyof SimulationParameters, unknown>>, string]>([
    ["sensitivity 1", { sensitivity: 1 }, "bad-parameter"],
    ["a negative variance", { varSpecificity: -1 }, "bad-parameter"],
    ["no variance", { varSensitivity: undefined }, "bad-parameter"],
    ["a correlation above 1", { correlation: 1.1 }, "bad-parameter"],
    ["half a study", { studies: 0.5 }, "bad-option"],
    ["a range that ends before it begins", { participants: [50, 20] }, "bad-parameter"],
    ["a prevalence above 1", { prevalence: [0.2, 1.2] }, "bad-parameter"],
    ["no margins", { margins: [] }, "bad-parameter"],
    ["margins that are none", { margins: [{ diseased: -1, nonDiseased: 4 }] }, "bad-option"],
    ["a misspelt name", { sensitivty: 0.8 } as never, "unknown-option"],
  ])("refuses %s", (_, change, code) => {
    expect(() => simulateStudies({ ...truth, ...change } as never, 1)).toThrow(expect.objectContaining({ code }));
    expect(() => simulateStudies(truth, -1)).toThrow(expect.objectContaining({ code: "bad-option" }));
  });
});

describe("planReview", () => {
  const { studies: _, ...planned } = {
    ...truth,
    varSensitivity: 0.3,
    varSpecificity: 0.2,
    participants: [100, 300] as const,
  };

  it("finds the least number of studies that is enough, among those it looked at", () => {
    const plan = planReview(planned, { sensitivity: { width: 0.12 }, replicates: 40, most: 60 });
    const enough = plan.rows.filter(({ success }) => success >= 0.8).map(({ studies }) => studies);
    expect(plan.needed).toBe(Math.min(...enough));
    // the one before it was looked at, and was not enough
    expect(plan.rows.find(({ studies }) => studies === plan.needed! - 1)!.success).toBeLessThan(0.8);
    const widths = plan.rows.map(({ sensitivity }) => sensitivity.medianWidth!);
    expect(widths).toEqual(widths.toSorted((x, y) => y - x));
    // the standard error of a mean of k logits of variance 0.3 and of counts with some 60 people, carried to the width
    const about = ({ studies }: { readonly studies: number }) =>
      2 * 1.96 * 0.85 * 0.15 * Math.sqrt((0.3 + 1 / (60 * 0.85 * 0.15)) / studies);
    for (const row of plan.rows.filter(({ studies }) => studies >= 16))
      expect(Math.abs(row.sensitivity.medianWidth! / about(row) - 1)).toBeLessThan(0.2);
  });

  it("looks at the numbers that are named, asks for all targets together, and says where none is enough", () => {
    const options = { studies: [30, 10], replicates: 30, sensitivity: { above: 0.7 } };
    const power = planReview(planned, options);
    expect(power.rows.map(({ studies }) => studies)).toEqual([10, 30]);
    expect(power.rows[1]!.success).toBe(1);
    const both = planReview(planned, { ...options, specificity: { width: 0.001 } });
    expect(both).toMatchObject({ needed: null, reason: expect.stringContaining("up to 30 studies") });
    expect(planReview(planned, { sensitivity: { above: 0.95 }, most: 8, replicates: 4 })).toMatchObject({
      needed: null,
      rows: [{ studies: 8 }],
    });
  });

  it("tells of its progress, stops when it is told to, and refuses what it can't do", () => {
    const seen: number[] = [];
    const options = { sensitivity: { width: 0.1 }, studies: [5], replicates: 3 };
    planReview(planned, { ...options, onProgress: (done) => seen.push(done) });
    expect(seen).toEqual([1, 2, 3]);
    const signal = { aborted: true, reason: new Error("enough") };
    expect(() => planReview(planned, { ...options, signal })).toThrow("enough");
    for (const bad of [{}, { sensitivity: { width: 2 } }, { ...options, assurance: 1 }, { ...options, studies: [3] }])
      expect(() => planReview(planned, bad)).toThrow(/must|target/);
    expect(() => planReview(planned, { ...options, targets: 1 } as never)).toThrow(/there is no "targets"/);
  });
});
