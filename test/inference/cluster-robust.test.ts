import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hsroc } from "../../src/inference/curve/hsroc.js";
import { clusterRobust } from "../../src/inference/influence/cluster-robust.js";
import { summaryPoint } from "../../src/inference/point/summary-point.js";
import { fitBinomial } from "../../src/models/binomial/fit-binomial.js";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import { positiveDefiniteInverse } from "../../src/numeric/linear/matrix.js";
import type { Study } from "../../src/tables/study.js";
import { loadFixture, loadReference } from "../fixtures.js";
import { expectClose, tolerance } from "../tolerance.js";
import { normalFitFrom } from "./reference-fit.js";
import { bruteForceLogLik, gradientOf, hessianOf } from "./slow-binomial.js";

type Rows = readonly (readonly number[])[];
interface RobustReference {
  readonly clusters: number;
  readonly model: Rows;
  readonly cr0: Rows;
  readonly cr1: Rows;
  readonly metaforUnadjusted: Rows;
}
const reference: Readonly<Record<string, RobustReference>> = JSON.parse(
  readFileSync(new URL("../../fixtures/inference/inference.json", import.meta.url), "utf8"),
).clusterRobust;

function expectMatrix(got: Rows, expected: Rows, tol: number, what: string): void {
  expect(got.length, what).toBe(expected.length);
  expected.forEach((row, i) => {
    row.forEach((value, j) => {
      expectClose(got[i]![j]!, value, tol, `${what} ${i} ${j}`);
    });
  });
}

/** The normal model at the single-correction REML optimum, to the digits of the reference. */
function optimumOf(name: string, studies: readonly Study[]) {
  const exact = fitReitsma(studies);
  const { corrections } = exact;
  return { ...normalFitFrom(loadReference(name).normal.reml.single, studies), corrections };
}

const withoutCluster = (studies: readonly Study[]): Study[] => studies.map(({ cluster: _, ...study }) => study);

describe("clusterRobust", () => {
  it.each(["smoking", "ascus", "diabetes_both", "dementia"])(
    "gives clubSandwich's CR0 and CR1, and metafor's robust, for %s",
    (name) => {
      const fit = optimumOf(name, loadFixture(name));
      const expected = reference[name]!;
      expectMatrix(fit.covariance, expected.model, 1e-12, "model");
      const cr0 = clusterRobust(fit, { correction: "CR0" });
      expectMatrix(cr0.covariance, expected.cr0, 1e-11, "CR0");
      expectMatrix(cr0.covariance, expected.metaforUnadjusted, 1e-11, "metafor");
      const cr1 = clusterRobust(fit);
      expectMatrix(cr1.covariance, expected.cr1, 1e-11, "CR1");
      expect(cr1.robust).toMatchObject({ correction: "CR1", clusters: expected.clusters });
      expect(cr1.robust!.factor).toBe(expected.clusters / (expected.clusters - 1));
    },
  );

  it("gives clubSandwich's CR1 from our own fit", () => {
    const robust = clusterRobust(fitReitsma(loadFixture("ascus")));
    expectMatrix(robust.covariance, reference.ascus!.cr1, tolerance.estimate, "CR1");
    expectClose(robust.coefficients[0]!.standardError ** 2, reference.ascus!.cr1[0]![0]!, tolerance.estimate);
  });

  it("gives the sandwich of a slow implementation for the binomial model: brute-force integrals and differences", () => {
    const studies = loadFixture("asthma").map((study, i) => ({ ...study, cluster: `pair ${i >> 1}` }));
    const fit = fitBinomial(studies);
    const { varSensitivity, varSpecificity, covariance } = fit.betweenStudy;
    const a = Math.sqrt(varSensitivity);
    const b = covariance / a;
    const theta = [
      fit.coefficients[0]!.estimate,
      fit.coefficients[1]!.estimate,
      a,
      b,
      Math.sqrt(varSpecificity - b * b),
    ];
    const scores = studies.map((study) => gradientOf((x) => bruteForceLogLik(study, x), theta));
    const total = (x: readonly number[]): number => studies.reduce((sum, study) => sum + bruteForceLogLik(study, x), 0);
    const information = hessianOf(total, theta).map((row) => row.map((value) => -value));
    const bread = positiveDefiniteInverse(information)!;
    const clusters = new Map<string, number[]>();
    studies.forEach((study, i) => {
      const sum = clusters.get(study.cluster!) ?? [0, 0, 0, 0, 0];
      clusters.set(
        study.cluster!,
        sum.map((value, j) => value + scores[i]![j]!),
      );
    });
    const factor = clusters.size / (clusters.size - 1);
    const times = (matrix: Rows, vector: readonly number[]) =>
      matrix.map((row) => row.reduce((sum, value, j) => sum + value * vector[j]!, 0));
    const spread = [...clusters.values()].map((sum) => times(bread, sum));
    const slow = [0, 1].map((i) =>
      [0, 1].map((j) => factor * spread.reduce((sum, vector) => sum + vector[i]! * vector[j]!, 0)),
    );
    const robust = clusterRobust(fit);
    expect(robust.robust!.clusters).toBe(clusters.size);
    expectMatrix(robust.covariance, slow, 1e-6, "sandwich");
  }, 60000);

  it("is k/(k − 1) times the plain sandwich where every cluster is one study", () => {
    for (const fit of [
      fitReitsma(withoutCluster(loadFixture("glas"))),
      fitBinomial(withoutCluster(loadFixture("glas"))),
    ]) {
      const plain = clusterRobust(fit, { correction: "CR0" });
      const robust = clusterRobust(fit);
      expect(robust.robust).toEqual({ correction: "CR1", factor: 45 / 44, clusters: 45, largest: 1 });
      expectClose(robust.covariance[0]![1]!, (45 / 44) * plain.covariance[0]![1]!, 1e-15);
      // on the scale of the model's covariance: the studies scatter about as the model says
      const scale = robust.covariance[0]![0]! / fit.covariance[0]![0]!;
      expect(scale).toBeGreaterThan(0.7);
      expect(scale).toBeLessThan(1.4);
    }
  });

  it("is the sample variance over k where studies are equally precise and uncorrelated (by hand)", () => {
    // equal sizes make the weights equal but for the logits' own variances
    const studies = [1, 0, 0, 1].map((x, i) => ({ id: `S${i}`, tp: 500 + x, fn: 500 - x, tn: 400 + i, fp: 400 - i }));
    const fit = fitReitsma(studies, { correlation: 0 });
    const logits = studies.map(({ tn, fp }) => Math.log(tn / fp));
    const mean = logits.reduce((sum, y) => sum + y, 0) / 4;
    const variance = logits.reduce((sum, y) => sum + (y - mean) ** 2, 0) / 3 / 4;
    const robust = clusterRobust(fit);
    expectClose(robust.covariance[1]![1]! / variance, 1, 1e-4);
  });

  it("is none where studies are identical: a standard error of 0 would say that the values are known exactly", () => {
    const studies = [1, 2, 3, 4, 5, 6].map((i) => ({ id: `S${i}`, tp: 20, fn: 5, tn: 40, fp: 10 }));
    const fit = fitReitsma(studies);
    const robust = clusterRobust(fit);
    expect(robust.robust).toBeNull();
    expect(robust.covariance).toEqual(fit.covariance);
    expect(robust.warnings.at(-1)?.code).toBe("not-cluster-robust");
  });

  it("does not change when a study is copied into its own cluster, except through the weights", () => {
    const studies = loadFixture("skin_tests");
    const doubled = studies.flatMap((study) => [
      { ...study, cluster: study.id },
      { ...study, id: `${study.id} again`, cluster: study.id },
    ]);
    const naive = fitReitsma(doubled);
    const robust = clusterRobust(naive);
    expect(robust.robust!.largest).toBe(2);
    // the naive variance takes the copies for news, the robust one does not
    const single = clusterRobust(fitReitsma(studies));
    expect(robust.covariance[0]![0]!).toBeGreaterThan(1.5 * naive.covariance[0]![0]!);
    expectClose(robust.covariance[0]![0]! / single.covariance[0]![0]!, 1, 0.1);
  });

  it("carries over to all that is computed from the fit, and leaves estimates alone", () => {
    const fit = fitBinomial(loadFixture("ascus"));
    const robust = clusterRobust(fit);
    expect(robust.coefficients.map((c) => c.estimate)).toEqual(fit.coefficients.map((c) => c.estimate));
    expect(summaryPoint(robust).sensitivity.lower).not.toBe(summaryPoint(fit).sensitivity.lower);
    expect(hsroc(robust).lambda.standardError).not.toBe(hsroc(fit).lambda.standardError);
    expect(robust.parameterCovariance![0]![0]).toBe(robust.covariance[0]![0]);
    expect(robust.warnings.map(({ code }) => code)).toContain("few-clusters");
    expect(JSON.parse(JSON.stringify(robust))).toEqual(robust);
  });

  it("stays on the boundary's surface where the correlation is −1", () => {
    const fit = fitBinomial(loadFixture("telomerase"));
    expect(fit.betweenStudy.correlation).toBe(-1);
    const { parameterCovariance, betweenStudy } = clusterRobust(fit);
    // d(varSe·varSp − cov²) = 0 along the surface
    const { varSensitivity, varSpecificity, covariance } = betweenStudy;
    const normal = [0, 0, varSpecificity, varSensitivity, -2 * covariance];
    const out = parameterCovariance!.map((row) => row.reduce((sum, value, j) => sum + value * normal[j]!, 0));
    for (const value of out) expectClose(value, 0, 1e-8);
  });

  it("is not defined with one cluster: the model's covariance stays, robust is null, a warning says so", () => {
    const studies = loadFixture("skin_tests").map((study) => ({ ...study, cluster: "one" }));
    const fit = fitReitsma(studies);
    const got = clusterRobust(fit);
    expect(got.robust).toBeNull();
    expect(got.covariance).toEqual(fit.covariance);
    expect(got.warnings.at(-1)).toMatchObject({
      code: "not-cluster-robust",
      message: expect.stringMatching(/1 cluster/),
    });
    expect(() => clusterRobust(fit, { correction: "CR2" as "CR1" })).toThrow(/correction/);
  });

  it("serves the method of moments with the coefficients' covariance alone", () => {
    const got = clusterRobust(fitReitsma(loadFixture("ascus"), { method: "mm" }));
    expect(got.parameterCovariance).toBeNull();
    expect(got.robust!.clusters).toBe(10);
  });
});
