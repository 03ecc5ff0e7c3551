import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { summaryPoint } from "../../src/inference/point/summary-point.js";
import { fitBinomial } from "../../src/models/binomial/fit-binomial.js";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import { readStudies } from "../../src/tables/read-studies.js";
import { fixtureNames, loadFixture, loadReference, metaRegressions, withCategorical } from "../fixtures.js";
import { expectClose, tolerance } from "../tolerance.js";
import { binomialFitFrom, normalFitFrom } from "./reference-fit.js";

const RATIOS = ["plr", "nlr", "inverseNlr", "dor"] as const;

describe("summaryPoint", () => {
  it.each(fixtureNames)("gives the likelihood ratios and delta intervals of the reference for %s", (name) => {
    const reference = loadReference(name);
    const studies = loadFixture(name);
    const normal = reference.normal.reml.all;
    const pairs = [
      [normalFitFrom(normal, studies), normal.likelihoodRatios!],
      [
        binomialFitFrom(reference.binomial.quadrature21, studies),
        reference.binomial.quadrature21.summary.likelihoodRatios,
      ],
    ] as const;
    for (const [fit, expected] of pairs) {
      const summary = summaryPoint(fit);
      for (const ratio of RATIOS) {
        expectClose(summary[ratio].estimate, expected[ratio].estimate, tolerance.closedForm, `${ratio} estimate`);
        expectClose(summary[ratio].lower, expected[ratio].lower, tolerance.closedForm, `${ratio} lower`);
        expectClose(summary[ratio].upper, expected[ratio].upper, tolerance.closedForm, `${ratio} upper`);
      }
    }
  });

  it.each(fixtureNames)("gives the sensitivity and specificity of the binomial reference for %s", (name) => {
    const { quadrature21 } = loadReference(name).binomial;
    const summary = summaryPoint(binomialFitFrom(quadrature21, loadFixture(name)));
    for (const proportion of ["sensitivity", "specificity"] as const) {
      const { estimate, lower, upper } = summary[proportion];
      const expected = quadrature21.summary[proportion];
      for (const [i, value] of [estimate, lower, upper].entries()) {
        expectClose(value, expected[i]!, tolerance.closedForm, `${proportion} ${i}`);
      }
    }
  });

  it("reproduces AUDIT-C (Kriston 2008) as mada's documentation fits it", () => {
    const summary = summaryPoint(fitReitsma(loadFixture("auditc"), { correction: { when: "all" } }));
    expectClose(summary.plr.estimate, 4.04321263849861, tolerance.estimate);
    expectClose(summary.nlr.estimate, 0.139960688269691, tolerance.estimate);
    expectClose(summary.dor.lower, 18.4117708280147, tolerance.estimate);
  });

  it("prints what metandi prints for CSF tau (Nyaga & Arbyn 2023, Res Synth Methods 14:544)", () => {
    const stata = new URL("../../fixtures/stata/", import.meta.url);
    const { metandi } = JSON.parse(readFileSync(new URL("printed.json", stata), "utf8")).csf_tau;
    const studies = readStudies(readFileSync(new URL("csf_tau.csv", stata), "utf8"));
    const summary = summaryPoint(fitBinomial(studies, { nodes: 5 }));
    for (const [ours, theirs] of [
      ["sensitivity", "sens"],
      ["specificity", "spec"],
      ["plr", "plr"],
      ["nlr", "nlr"],
      ["inverseNlr", "inv_nlr"],
      ["dor", "dor"],
    ] as const) {
      expectClose(summary[ours].estimate, metandi[theirs].est, 1e-6, ours);
      expectClose(summary[ours].lower, metandi[theirs].lo, 1e-6, `${ours} lower`);
      expectClose(summary[ours].upper, metandi[theirs].hi, 1e-6, `${ours} upper`);
    }
    expectClose(summary.logits.covariance, metandi.cov_of_mean_estimates, 1e-7, "covariance");
    expectClose(summary.logits.sensitivity.standardError, metandi.mu_logit_sens.se, 1e-6, "standard error");
  });

  it("mirrors when diseased and non-diseased change roles", () => {
    const studies = loadFixture("glas");
    const mirrored = studies.map((study) => ({ ...study, tp: study.tn, fn: study.fp, tn: study.tp, fp: study.fn }));
    const one = summaryPoint(fitReitsma(studies));
    const other = summaryPoint(fitReitsma(mirrored));
    expectClose(other.sensitivity.lower, one.specificity.lower, 1e-9);
    expectClose(other.plr.estimate!, one.inverseNlr.estimate!, 1e-9);
    expectClose(other.dor.upper, one.dor.upper!, 1e-9);
  });

  it("takes the false positive rate as what specificity leaves, limits exchanged", () => {
    const { falsePositiveRate, specificity } = summaryPoint(fitReitsma(loadFixture("skin_tests")));
    expectClose(falsePositiveRate.estimate, 1 - specificity.estimate, 1e-15);
    expectClose(falsePositiveRate.lower, 1 - specificity.upper, 1e-15);
    expectClose(falsePositiveRate.upper, 1 - specificity.lower, 1e-15);
  });

  it("widens its intervals with the level and refuses what is none", () => {
    const fit = fitReitsma(loadFixture("skin_tests"));
    const at90 = summaryPoint(fit, { level: 0.9 }).dor;
    const at99 = summaryPoint(fit, { level: 0.99 }).dor;
    expect(at90.level).toBe(0.9);
    expect(at99.lower!).toBeLessThan(at90.lower!);
    expect(at99.upper!).toBeGreaterThan(at90.upper!);
    expect(() => summaryPoint(fit, { level: 95 })).toThrow(InputError);
  });

  it("gives null for a limit beyond the largest number, and holds nothing that JSON loses", () => {
    const fit = binomialFitFrom(
      {
        sensitivity: 30,
        specificity: 2,
        covariance: [
          [1e6, 0],
          [0, 0.1],
        ],
        betweenStudy: { varSensitivity: 0, varSpecificity: 0.2, covariance: 0 },
      },
      loadFixture("skin_tests"),
    );
    const summary = summaryPoint(fit);
    expect(summary.dor.upper).toBeNull();
    expect(summary.dor.lower).toBe(0);
    expect(summary.sensitivity).toEqual({ estimate: 1 / (1 + Math.exp(-30)), lower: 0, upper: 1, level: 0.95 });
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  });

  it("asks for the moderators' values, and takes no others", () => {
    const fit = fitReitsma(loadFixture("scheidler"), { moderators: ["modality"] });
    expect(() => summaryPoint(fit)).toThrow(/modality/);
    expect(() => summaryPoint(fit, { at: { modality: "PET" } })).toThrow(/CT, LAG, MRI/);
    expect(() => summaryPoint(fit, { at: { modality: "CT", year: 2000 } })).toThrow(/"year" is not a moderator/);
    expect(() => summaryPoint(fitReitsma(loadFixture("auditc")), { at: { modality: "CT" } })).toThrow(/it has none/);
  });

  it("adds the moderator's coefficient at a level of it (Scheidler 1997, modality)", () => {
    const name = "scheidler";
    const [, reference] = metaRegressions(loadReference(name))[0]!;
    const studies = withCategorical(loadFixture(name), reference.categorical);
    const fit = fitReitsma(studies, { moderators: reference.moderators, correction: { when: "all" } });
    const { logits } = summaryPoint(fit, { at: { modality: "MRI" } });
    const [intercept, , mri] = reference.reml.sensitivity;
    expectClose(logits.sensitivity.estimate, intercept! + mri!, tolerance.estimate);
    const v = reference.reml.covariance;
    expectClose(logits.sensitivity.standardError ** 2, v[0]![0]! + 2 * v[0]![2]! + v[2]![2]!, tolerance.estimate);
    expectClose(logits.covariance, v[0]![3]! + v[0]![5]! + v[2]![3]! + v[2]![5]!, tolerance.estimate);
  });
});
