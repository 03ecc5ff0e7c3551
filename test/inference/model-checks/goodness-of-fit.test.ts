import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { goodnessOfFit } from "../../../src/inference/influence/model-checks/goodness-of-fit.js";
import { fitBinomial } from "../../../src/models/binomial/fit-binomial.js";
import { fitReitsma } from "../../../src/models/normal/fit-reitsma.js";
import { normalCdf } from "../../../src/numeric/distributions/normal.js";
import { loadFixture, loadReference } from "../../fixtures.js";
import { expectClose, tolerance } from "../../tolerance.js";
import { binomialFitFrom } from "../reference-fit.js";

type Pairs = readonly (readonly [number, number])[];
const lme4: Readonly<Record<string, { readonly devianceResidual: Pairs }>> = JSON.parse(
  readFileSync(new URL("../../../fixtures/model-checks/lme4.json", import.meta.url), "utf8"),
);

describe("goodnessOfFit", () => {
  it.each(["auditc", "dementia", "scheidler_lag", "gould"])("has lme4's deviance residuals for %s", (name) => {
    const fit = binomialFitFrom(loadReference(name).binomial.laplace, loadFixture(name));
    const { residuals, reason } = goodnessOfFit(fit);
    expect(reason).toBeNull();
    expect(residuals.map(({ id }) => id)).toEqual(fit.studies.map(({ id }) => id));
    residuals.forEach(({ id, sensitivity, specificity }, i) => {
      const [expected1, expected2] = lme4[name]!.devianceResidual[i]!;
      // lme4 takes a difference of logarithms, which costs it half of the digits near 0
      expectClose(sensitivity, expected1, 1e-9, `${id} sensitivity`);
      expectClose(specificity, expected2, 1e-9, `${id} specificity`);
    });
  });

  it("has (y − mean − u)/√v in the normal model, u = Ψ(Ψ + V)⁻¹(y − mean)", () => {
    const studies = loadFixture("skin_tests");
    const fit = fitReitsma(studies);
    const { varSensitivity: p11, varSpecificity: p22, covariance: p12 } = fit.betweenStudy;
    goodnessOfFit(fit).residuals.forEach(({ id, sensitivity, specificity }, i) => {
      const { tp, fp, fn, tn } = studies[i]!;
      const r1 = Math.log(tp / fn) - fit.coefficients[0]!.estimate;
      const r2 = Math.log(tn / fp) - fit.coefficients[1]!.estimate;
      const [v1, v2] = [1 / tp + 1 / fn, 1 / tn + 1 / fp];
      const determinant = (v1 + p11) * (v2 + p22) - p12 * p12;
      const w = [((v2 + p22) * r1 - p12 * r2) / determinant, ((v1 + p11) * r2 - p12 * r1) / determinant] as const;
      expectClose(sensitivity, (r1 - p11 * w[0] - p12 * w[1]) / Math.sqrt(v1), 1e-10, id);
      expectClose(specificity, (r2 - p12 * w[0] - p22 * w[1]) / Math.sqrt(v2), 1e-10, id);
    });
  });

  it("plots Φ of the standardised residuals of both logits together against i/(N + 1)", () => {
    const { residuals, probabilityPlot } = goodnessOfFit(fitBinomial(loadFixture("auditc")));
    const values = residuals
      .flatMap(({ sensitivity, specificity }) => [sensitivity!, specificity!])
      .sort((x, y) => x - y);
    const mean = values.reduce((sum, value) => sum + value, 0) / 28;
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 27);
    expect(probabilityPlot).toHaveLength(28);
    probabilityPlot.forEach(({ expected, observed }, i) => {
      expectClose(expected, (i + 1) / 29, tolerance.closedForm);
      expectClose(observed, normalCdf((values[i]! - mean) / sd), tolerance.closedForm);
    });
  });

  it("has −√(2n·ln(1/q)) where no result was right, and a positive residual where every one was", () => {
    const studies = loadFixture("auditc");
    // S07: 68 of 68 diseased found
    expect(studies[6]).toMatchObject({ id: "S07", fn: 0, tp: 68 });
    const { residuals } = goodnessOfFit(fitBinomial(studies));
    const fitted = Math.exp(-(residuals[6]!.sensitivity! ** 2) / (2 * 68));
    expect(residuals[6]!.sensitivity!).toBeGreaterThan(0);
    expect(fitted).toBeGreaterThan(0.95);
    expect(fitted).toBeLessThan(1);
    // with the roles exchanged the residual turns its sign
    const turned = studies.map(({ tp, fn, ...rest }) => ({ ...rest, tp: fn, fn: tp }));
    expectClose(goodnessOfFit(fitBinomial(turned)).residuals[6]!.sensitivity, -residuals[6]!.sensitivity!, 1e-7);
  });

  it("has no residual for an empty margin", () => {
    const studies = [...loadFixture("skin_tests"), { id: "healthy", tp: 0, fn: 0, tn: 30, fp: 5 }];
    const { residuals, probabilityPlot } = goodnessOfFit(fitBinomial(studies));
    expect(residuals.at(-1)).toMatchObject({ id: "healthy", sensitivity: null });
    expect(probabilityPlot).toHaveLength(21);
  });

  it("has no plot, with a reason, where all residuals are the same or fewer than three", () => {
    const same = Array.from({ length: 5 }, (_, i) => ({ id: `S${i}`, tp: 31, fn: 11, tn: 31, fp: 11 }));
    for (const fit of [fitReitsma(same, { method: "fixed" }), fitBinomial(same)]) {
      expect(goodnessOfFit(fit)).toMatchObject({ probabilityPlot: [], reason: "all residuals are the same" });
    }
    const one = goodnessOfFit(fitReitsma(same.slice(0, 1), { method: "fixed", minStudies: 1 }));
    expect(one).toMatchObject({ probabilityPlot: [], reason: "2 residuals are too few for a plot" });
  });
});
