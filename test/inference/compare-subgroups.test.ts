import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { compareSubgroups } from "../../src/inference/compare/compare-subgroups.js";
import { summaryPoint } from "../../src/inference/point/summary-point.js";
import { fitBinomial } from "../../src/models/binomial/fit-binomial.js";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import { expit } from "../../src/numeric/distributions/logistic.js";
import { fixtureNames, loadFixture, loadReference, metaRegressions, withCategorical } from "../fixtures.js";
import { expectClose, tolerance } from "../tolerance.js";

const single = fixtureNames.flatMap((name) =>
  metaRegressions(loadReference(name))
    .filter(([, { moderators, categorical }]) => moderators.length === 1 && categorical.length === 1)
    .map(([by, reference]) => ({ name, by, reference })),
);

describe("compareSubgroups", () => {
  it.each(single)("tests $by in $name jointly as the reference's meta-regression does", ({ name, by, reference }) => {
    const studies = withCategorical(loadFixture(name), [by]);
    const normal = compareSubgroups(studies, { by, model: "reitsma", correction: { when: "all" } });
    expect(normal.joint.df).toBe(reference.likelihoodRatioTestMl.df);
    expectClose(normal.joint.chiSquared, reference.likelihoodRatioTestMl.chiSquared, tolerance.estimate, "normal");
    expectClose(normal.joint.pValue, reference.likelihoodRatioTestMl.pValue, tolerance.estimate, "normal P");
    const exact = compareSubgroups(studies, { by });
    expectClose(exact.joint.chiSquared, reference.likelihoodRatioTestBinomial.chiSquared, 1e-5, "binomial");
    expectClose(exact.joint.pValue, reference.likelihoodRatioTestBinomial.pValue, 1e-5, "binomial P");
    expect(exact.levels.reduce((sum, { k }) => sum + k, 0) + exact.unreported.length).toBe(studies.length);
  });

  it("fits every level by itself, in order of their names (Scheidler 1997: CT, lymphangiography, MRI)", () => {
    const studies = loadFixture("scheidler");
    const { levels, joint } = compareSubgroups(studies, {
      by: "modality",
      model: "reitsma",
      correction: { when: "all" },
    });
    expect(levels.map(({ level, k }) => [level, k])).toEqual([
      ["CT", 17],
      ["LAG", 17],
      ["MRI", 10],
    ]);
    for (const [i, name] of ["scheidler_ct", "scheidler_lag", "scheidler_mri"].entries()) {
      const { sensitivity, specificity } = loadReference(name).normal.reml.all;
      expectClose(levels[i]!.summary!.sensitivity.estimate, expit(sensitivity), tolerance.estimate, name);
      expectClose(levels[i]!.summary!.specificity.estimate, expit(specificity), tolerance.estimate, name);
      expect(levels[i]!.narrative).toBeNull();
    }
    expect(joint.df).toBe(4);
    expect(joint.iSquared.estimate!).toBeGreaterThan(0.7);
  });

  it("compares levels within the joint model, the shared intercept's covariance in (ASCUS, Arbyn 2013)", () => {
    const studies = loadFixture("ascus");
    const { relative } = compareSubgroups(studies, { by: "test" });
    expect(relative).toHaveLength(1);
    const [contrast] = relative;
    expect(contrast).toMatchObject({ level: "RepC", reference: "HC2" });
    const [, reference] = metaRegressions(loadReference("ascus"))[0]!;
    const { sensitivity, covariance: v } = reference.quadrature21;
    const [a, d] = sensitivity as [number, number];
    const [hc2, repc] = [expit(a), expit(a + d)];
    expectClose(contrast!.relativeSensitivity.estimate, repc / hc2, tolerance.estimate);
    expectClose(contrast!.sensitivityDifference.estimate, repc - hc2, tolerance.estimate);
    // gradients by (intercept, contrast): of ln(repc/hc2) (hc2 − repc, 1 − repc); of the difference p(1 − p)
    const form = (x: number, y: number): number =>
      Math.sqrt(x * x * v[0]![0]! + 2 * x * y * v[0]![1]! + y * y * v[1]![1]!);
    const logError = form(hc2 - repc, 1 - repc);
    const z = 1.959963984540054;
    expectClose(contrast!.relativeSensitivity.lower, (repc / hc2) * Math.exp(-z * logError), 1e-5);
    expectClose(contrast!.relativeSensitivity.upper, (repc / hc2) * Math.exp(z * logError), 1e-5);
    const error = form(repc * (1 - repc) - hc2 * (1 - hc2), repc * (1 - repc));
    expectClose(contrast!.sensitivityDifference.upper, repc - hc2 + z * error, 1e-5);
  });

  it("has separate variances where they are asked for: the sum of the levels' likelihoods against one fit of all", () => {
    const studies = loadFixture("glas").filter(({ covariates }) =>
      ["BTA", "NMP22"].includes(String(covariates?.marker)),
    );
    const levels = ["BTA", "NMP22"].map((marker) => studies.filter(({ covariates }) => covariates?.marker === marker));
    const separate = levels.map((members) => fitBinomial(members));
    const all = fitBinomial(studies);
    const got = compareSubgroups(studies, { by: "marker", variances: "unequal" });
    expectClose(got.joint.chiSquared, 2 * (separate[0]!.logLik + separate[1]!.logLik - all.logLik), 1e-8);
    expect(got.joint.df).toBe(5);
    const [one, other] = separate.map((fit) => summaryPoint(fit)) as [
      ReturnType<typeof summaryPoint>,
      ReturnType<typeof summaryPoint>,
    ];
    const { relativeSpecificity, specificityDifference } = got.relative[0]!;
    expectClose(relativeSpecificity.estimate, other.specificity.estimate / one.specificity.estimate, 1e-9);
    const variance = [one, other].reduce((sum, { specificity, logits }) => {
      const slope = specificity.estimate * (1 - specificity.estimate);
      return sum + (slope * logits.specificity.standardError) ** 2;
    }, 0);
    const half = (specificityDifference.upper! - specificityDifference.lower!) / 2;
    expectClose(half, 1.959963984540054 * Math.sqrt(variance), 1e-8);
  });

  it.each([
    { whole: "scheidler", parts: ["scheidler_ct", "scheidler_lag", "scheidler_mri"], by: "modality" },
    { whole: "diabetes_both", parts: ["diabetes_fpg", "diabetes_hba1c"], by: "test" },
    { whole: "catheter", parts: ["catheter_quantitative", "catheter_semi_quantitative"], by: "type" },
  ])(
    "tests one covariance for all levels of $whole as the reference's fits of its parts do",
    ({ whole, parts, by }) => {
      const [, regression] = metaRegressions(loadReference(whole)).find(([name]) => name === by)!;
      const apart = parts.reduce((sum, part) => sum + loadReference(part).binomial.quadrature21.logLik, 0);
      for (const variances of ["equal", "unequal"] as const) {
        const { equalVariances } = compareSubgroups(loadFixture(whole), { by, variances, nodes: 21 });
        expectClose(equalVariances.chiSquared, 2 * (apart - regression.quadrature21.logLik), 1e-8, variances);
        expect(equalVariances.df).toBe(3 * (parts.length - 1));
        expect(equalVariances.reason).toBeNull();
      }
    },
  );

  it("has no test of one covariance, with a reason, where a level is not pooled apart or was fitted by a simpler model", () => {
    const scheidler = loadFixture("scheidler");
    const few = scheidler.filter((study, i) => study.covariates?.modality !== "MRI" || i % 4 === 0);
    expect(compareSubgroups(few, { by: "modality" }).equalVariances).toEqual({
      chiSquared: null,
      df: null,
      pValue: null,
      reason: "MRI could not be pooled apart",
    });
    const simple = compareSubgroups(few, { by: "modality", minStudies: 2 });
    const mri = simple.levels[2]!.fit!;
    expect(mri.model === "binomial" && mri.simplifications.length).toBeGreaterThan(0);
    expect(simple.equalVariances).toMatchObject({ pValue: null, reason: expect.stringMatching(/simpler model/) });
  });

  it("narrates a level with too few tables, with their own values, and keeps it in the joint model", () => {
    const studies = loadFixture("scheidler").filter(
      (study, i, all) =>
        study.covariates?.modality !== "MRI" ||
        all.slice(0, i).filter((s) => s.covariates?.modality === "MRI").length < 3,
    );
    const got = compareSubgroups(studies, { by: "modality" });
    const mri = got.levels[2]!;
    expect(mri).toMatchObject({ level: "MRI", k: 3, fit: null, summary: null });
    expect(mri.narrative).toMatch(/^Not pooled: 3 usable tables where at least 4/);
    expect(mri.narrative).toMatch(/Sensitivity ranged from/);
    expect(got.joint).toMatchObject({ df: 4, reason: null });
    const unequal = compareSubgroups(studies, { by: "modality", variances: "unequal" });
    expect(unequal.joint).toMatchObject({ df: 5, reason: expect.stringMatching(/without MRI/) });
    expect(unequal.relative.map(({ level }) => level)).toEqual(["LAG"]);
  });

  it("takes numbers as labels, and names the studies that don't report", () => {
    const studies = loadFixture("skin_tests").map((study, i) => ({
      ...study,
      covariates: { year: i === 9 ? null : 2000 + (i % 2) },
    }));
    const got = compareSubgroups(studies, { by: "year", model: "reitsma" });
    expect(got.levels.map(({ level }) => level)).toEqual(["2000", "2001"]);
    expect(got.joint.df).toBe(2);
    expect(got.unreported).toEqual([studies[9]!.id]);
  });

  it("has no joint test, with a reason, of one level, and refuses an unknown covariate", () => {
    const one = compareSubgroups(loadFixture("scheidler_ct"), { by: "modality" });
    expect(one.joint).toMatchObject({
      chiSquared: null,
      df: null,
      pValue: null,
      reason: expect.stringMatching(/one value CT/),
    });
    expect(one.equalVariances).toMatchObject({ pValue: null, reason: expect.stringMatching(/one value CT/) });
    expect(one.relative).toEqual([]);
    expect(() => compareSubgroups(loadFixture("scheidler"), { by: "modalty" })).toThrow(InputError);
    expect(() => compareSubgroups(loadFixture("scheidler"), { by: "modalty" })).toThrow(/the covariates are modality/);
  });

  it("has no test of separate variances, with a reason, where a correction of all studies depends on the level", () => {
    const clean = loadFixture("skin_tests").map((study) => ({ ...study, covariates: { set: "skin" } }));
    const zeros = loadFixture("auditc").map((study) => ({ ...study, covariates: { set: "audit" } }));
    const options = { by: "set", model: "reitsma", variances: "unequal" } as const;
    const all = compareSubgroups([...clean, ...zeros], { ...options, correction: { when: "all" } });
    expect(all.joint).toMatchObject({ chiSquared: null, reason: expect.stringMatching(/correction of all studies/) });
    expect(compareSubgroups([...clean, ...zeros], options).joint.chiSquared).not.toBeNull();
  });

  it("does not depend on the order of the rows, and loses nothing as JSON", () => {
    const studies = loadFixture("scheidler");
    const got = compareSubgroups(studies, { by: "modality", model: "reitsma" });
    const reversed = compareSubgroups([...studies].reverse(), { by: "modality", model: "reitsma" });
    expectClose(reversed.joint.chiSquared, got.joint.chiSquared!, 1e-9);
    expect(reversed.levels.map(({ level }) => level)).toEqual(got.levels.map(({ level }) => level));
    expect(JSON.parse(JSON.stringify(got))).toEqual(got);
    expectClose(fitReitsma(studies).logLik, fitReitsma([...studies].reverse()).logLik, 1e-9);
  });
});
