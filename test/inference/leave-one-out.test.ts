import { describe, expect, it } from "vitest";
import { leaveOneOut } from "../../src/inference/influence/leave-one-out.js";
import { fitBinomial } from "../../src/models/binomial/fit-binomial.js";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import { fixtureNames, loadFixture, loadReference } from "../fixtures.js";
import { expectAsAnew } from "../refitted-anew.js";
import { hostileStudies } from "../simulation/hostile.js";
import { expectClose, tolerance } from "../tolerance.js";

describe("leaveOneOut", () => {
  it.each(fixtureNames)("gives the reference's fit without each study of %s", (name) => {
    const { leaveOneOut: reference } = loadReference(name);
    const studies = loadFixture(name);
    const fit = fitReitsma(studies, { correction: { when: "all" } });
    const rows = leaveOneOut(fit);
    expect(rows.map(({ omitted }) => omitted)).toEqual(fit.studies.map(({ id }) => id));
    const position = new Map(studies.map(({ id }, i) => [id, i]));
    for (const { omitted, summary, betweenStudy, convergence, reason } of rows) {
      const [sensitivity, specificity, varSensitivity, varSpecificity, covariance] =
        reference.rows[position.get(omitted)!]!;
      const near = (got: number, expected: number, what: string): void =>
        expectClose(got, expected, tolerance.estimate, `without ${omitted}: ${what}`);
      near(summary!.logits.sensitivity.estimate, sensitivity!, "sensitivity");
      near(summary!.logits.specificity.estimate, specificity!, "specificity");
      near(betweenStudy!.varSensitivity, varSensitivity!, "varSensitivity");
      near(betweenStudy!.varSpecificity, varSpecificity!, "varSpecificity");
      near(betweenStudy!.covariance, covariance!, "covariance");
      expect(convergence!.converged).toBe(true);
      expect(reason).toBeNull();
    }
  });

  it("is what fitting the rest gives, for the binomial model", () => {
    const studies = loadFixture("telomerase");
    const rows = leaveOneOut(fitBinomial(studies));
    const third = fitBinomial(studies.filter((_, i) => i !== 2));
    expect(rows[2]!.omitted).toBe(studies[2]!.id);
    expectClose(rows[2]!.summary!.logits.specificity.estimate, third.coefficients[1]!.estimate, 1e-8);
    expectClose(rows[2]!.betweenStudy!.varSpecificity, third.betweenStudy.varSpecificity, 1e-7);
  });

  it.each(fixtureNames)("takes from the whole fit's landscape what a fit made anew gives: %s", (name) => {
    const share = { near: 0, all: 0 };
    expectAsAnew(loadFixture(name), (studies) => fitReitsma(studies), share);
    expect(share.all).toBeGreaterThan(0);
  });

  it("does so by the exact model, and on hostile reviews", () => {
    const share = { near: 0, all: 0 };
    for (const name of ["auditc"]) {
      for (const nodes of [{}, { nodes: 7 }, { nodes: 1 }]) {
        expectAsAnew(loadFixture(name), (studies) => fitBinomial(studies, nodes), share);
      }
    }
    for (let seed = 0; seed < 10; seed++) {
      expectAsAnew(hostileStudies(seed), (studies) => fitReitsma(studies), share);
      expectAsAnew(hostileStudies(seed), (studies) => fitReitsma(studies, { method: "ml", correlation: 0 }), share);
    }
    expect(share.near).toBeGreaterThan(0.5 * share.all);
  });

  it("tells its progress and stops when it is told to", () => {
    const fit = fitReitsma(loadFixture("auditc"));
    const controller = new AbortController();
    const seen: (readonly [number, number])[] = [];
    const run = () =>
      leaveOneOut(fit, {
        signal: controller.signal,
        onProgress: (done, total) => {
          seen.push([done, total]);
          if (done === 2) controller.abort(new Error("enough"));
        },
      });
    expect(run).toThrow("enough");
    expect(seen).toEqual([
      [1, 14],
      [2, 14],
    ]);
  });

  it("leaves one out of four, though three are too few to be pooled by themselves", () => {
    const four = loadFixture("skin_tests").slice(0, 4);
    for (const fit of [fitReitsma(four), fitBinomial(four)]) {
      const rows = leaveOneOut(fit);
      const rest = fit.model === "normal" ? fitReitsma : fitBinomial;
      const first = rest(four.slice(1), { minStudies: 3 });
      expectClose(rows[0]!.summary!.logits.sensitivity.estimate, first.coefficients[0]!.estimate, 1e-9);
      expect(rows.every(({ summary, reason }) => summary !== null && reason === null)).toBe(true);
    }
    // the binomial model has no correlation then, and says so
    expect(leaveOneOut(fitBinomial(four))[0]!.convergence!.message).toMatch(/correlation/);
  });

  it("gives null and the reason where too few studies remain for the model", () => {
    const rows = leaveOneOut(fitReitsma(loadFixture("skin_tests").slice(0, 2), { minStudies: 2 }));
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expect(row).toMatchObject({ summary: null, betweenStudy: null, convergence: null });
      expect(row.reason).toMatch(/at least 2 studies, got 1/);
    }
  });

  it("summarises a fit with moderators where it is told to, and not where a level is gone with the study", () => {
    const studies = loadFixture("scheidler").map((study, i) => ({
      ...study,
      covariates: { test: i === 5 ? "rare" : i % 2 === 0 ? "A" : "B" },
    }));
    const fit = fitReitsma(studies, { moderators: ["test"] });
    const plain = leaveOneOut(fit);
    expect(plain[0]).toMatchObject({ summary: null, reason: expect.stringMatching(/moderators/) });
    expect(plain[0]!.betweenStudy).not.toBeNull();
    const rare = leaveOneOut(fit, { at: { test: "rare" } });
    expect(rare[0]!.summary).not.toBeNull();
    expect(rare[5]).toMatchObject({ summary: null, reason: expect.stringMatching(/no level "rare"/) });
    expect(() => leaveOneOut(fit, { at: { test: "none" } })).toThrow(/no level/);
  });
});
