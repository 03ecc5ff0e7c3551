import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { influence } from "../../src/inference/influence/influence.js";
import { fitBinomial } from "../../src/models/binomial/fit-binomial.js";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import { positiveDefiniteInverse, quadraticForm } from "../../src/numeric/linear/matrix.js";
import { fixtureNames, loadFixture, loadReference } from "../fixtures.js";
import { expectClose, tolerance } from "../tolerance.js";
import { bruteForceLogLik, gradientOf, hessianOf } from "./slow-binomial.js";

interface InfluenceReference {
  readonly cooksDistance: readonly number[];
  readonly standardizedResidual: readonly (readonly [number, number])[];
  readonly hat: readonly (readonly [number, number])[];
}
const metafor: Readonly<Record<string, InfluenceReference>> = JSON.parse(
  readFileSync(new URL("../../fixtures/inference/inference.json", import.meta.url), "utf8"),
);

describe("influence", () => {
  it.each(["dementia", "scheidler_lag", "skin_tests"])(
    "gives metafor's standardized residuals, hat values and Cook's distances for %s",
    (name) => {
      const rows = influence(fitReitsma(loadFixture(name)));
      const { cooksDistance, standardizedResidual, hat } = metafor[name]!;
      rows.forEach((row, i) => {
        const [sensitivity, specificity] = standardizedResidual[i]!;
        expectClose(row.standardizedResidual.sensitivity, sensitivity, tolerance.estimate, `${row.id} sensitivity`);
        expectClose(row.standardizedResidual.specificity, specificity, tolerance.estimate, `${row.id} specificity`);
        expectClose(row.leverage, hat[i]![0] + hat[i]![1], tolerance.estimate, `${row.id} leverage`);
        // metafor's own optima, at the default tolerance of its refits
        expectClose(row.cooksDistance, cooksDistance[i]!, 1e-4, `${row.id} Cook's distance`);
        expect(row.reason).toBeNull();
      });
    },
  );

  it.each(fixtureNames)("has the Cook's distances of the reference's fits without each study of %s", (name) => {
    const reference = loadReference(name);
    const studies = loadFixture(name);
    const { sensitivity, specificity, covariance } = reference.normal.reml.all;
    const metric = positiveDefiniteInverse(covariance)!;
    const position = new Map(studies.map(({ id }, i) => [id, i]));
    for (const { id, cooksDistance } of influence(fitReitsma(studies, { correction: { when: "all" } }))) {
      const [without1, without2] = reference.leaveOneOut.rows[position.get(id)!]!;
      const shift = [sensitivity - without1!, specificity - without2!];
      expectClose(cooksDistance, quadraticForm(metric, shift), tolerance.estimate, id);
    }
  });

  it("shares out as much leverage as there are coefficients, for both models and with moderators", () => {
    const studies = loadFixture("scheidler");
    for (const [fit, p] of [
      [fitReitsma(studies), 2],
      [fitReitsma(studies, { moderators: ["modality"] }), 6],
      [fitBinomial(studies.slice(0, 12), { nodes: 7 }), 2],
    ] as const) {
      const rows = influence(fit);
      expectClose(
        rows.reduce((sum, { leverage }) => sum + leverage!, 0),
        p,
        1e-12,
      );
      for (const { leverage } of rows) expect(leverage!).toBeGreaterThan(0);
    }
  });

  it("has the binomial model's leverage and residuals of a slow implementation: brute-force integrals and differences", () => {
    const studies = loadFixture("asthma");
    const fit = fitBinomial(studies);
    const { varSensitivity, varSpecificity, covariance } = fit.betweenStudy;
    const a = Math.sqrt(varSensitivity);
    const b = covariance / a;
    const c = Math.sqrt(varSpecificity - b * b);
    const mean = fit.coefficients.map(({ estimate }) => estimate);
    const each = studies.map((study) => {
      const logLik = (m: readonly number[]): number => bruteForceLogLik(study, [m[0]!, m[1]!, a, b, c]);
      return { score: gradientOf(logLik, mean), information: hessianOf(logLik, mean).map((row) => row.map((x) => -x)) };
    });
    const total = [0, 1].map((i) =>
      [0, 1].map((j) => each.reduce((sum, { information }) => sum + information[i]![j]!, 0)),
    );
    const inverse = positiveDefiniteInverse(total)!;
    influence(fit).forEach((row, i) => {
      const { score, information } = each[i]!;
      let trace = 0;
      for (const j of [0, 1]) for (const m of [0, 1]) trace += information[j]![m]! * inverse[m]![j]!;
      expectClose(row.leverage, trace, 1e-6, `${row.id} leverage`);
      // E[u | data] = Ψs; its variance Ψ − Var(u | data) = ΨIΨ
      const psi = [varSensitivity, covariance];
      const u = psi[0]! * score[0]! + psi[1]! * score[1]!;
      const residual = u / Math.sqrt(quadraticForm(information, psi));
      expectClose(row.standardizedResidual.sensitivity, residual, 1e-6, `${row.id} residual`);
    });
  });

  it("points to the study that differs", () => {
    const studies = [...loadFixture("skin_tests"), { id: "odd", tp: 95, fn: 5, tn: 10, fp: 90 }];
    for (const fit of [fitReitsma(studies), fitBinomial(studies)]) {
      const rows = influence(fit);
      const most = rows.reduce((one, other) => (other.cooksDistance! > one.cooksDistance! ? other : one));
      expect(most.id).toBe("odd");
      expect(most.standardizedResidual.sensitivity!).toBeGreaterThan(2);
      expect(most.standardizedResidual.specificity!).toBeLessThan(-2);
    }
  });

  it("tells its progress and stops when it is told to", () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const run = () =>
      influence(fitReitsma(loadFixture("auditc")), {
        signal: controller.signal,
        onProgress: (done) => {
          seen.push(done);
          if (done === 2) controller.abort(new Error("enough"));
        },
      });
    expect(run).toThrow("enough");
    expect(seen).toEqual([1, 2]);
  });

  it("has no Cook's distance, with a reason, where the rest can't be fitted or loses a coefficient", () => {
    for (const row of influence(fitReitsma(loadFixture("skin_tests").slice(0, 2), { minStudies: 2 }))) {
      expect(row.cooksDistance).toBeNull();
      expect(row.reason).toMatch(/at least 2 studies/);
      expect(row.leverage).not.toBeNull();
    }
    const studies = loadFixture("scheidler").map((study, i) => ({
      ...study,
      covariates: { test: i === 5 ? "rare" : i % 2 === 0 ? "A" : "B" },
    }));
    const rare = influence(fitReitsma(studies, { moderators: ["test"] }))[5]!;
    expect(rare.cooksDistance).toBeNull();
    expect(rare.reason).toMatch(/level of a moderator is gone/);
  });

  it("has no residual, with a reason, where the between-study variance of the binomial model is 0", () => {
    const studies = [1, 2, 3, 4, 5].map((i) => ({ id: `S${i}`, tp: 40, fn: 10, tn: 30 + i, fp: 20 - i }));
    const fit = fitBinomial(studies);
    expect(fit.betweenStudy.varSensitivity).toBe(0);
    const [row] = influence(fit);
    expect(row!.standardizedResidual.sensitivity).toBeNull();
    expect(row!.reason).toMatch(/no random effect/);
  });
});
