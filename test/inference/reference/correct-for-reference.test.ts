import { describe, expect, it } from "vitest";
import { correctForReference, fitBinomial } from "../../../src/index.js";
import { seededRandom } from "../../../src/numeric/random/random.js";
import { loadFixture } from "../../fixtures.js";
import { expectClose, tolerance } from "../../tolerance.js";

const table = { tp: 80, fp: 30, fn: 20, tn: 170 };

/** P(index, reference) given the truth, the covariance as Vacek writes it. */
function cells(
  { se, sp, prevalence }: { se: number; sp: number; prevalence: number },
  { r, s }: { r: number; s: number },
  share: number,
): { tp: number; fp: number; fn: number; tn: number } {
  const diseased = share * Math.min(se * (1 - r), r * (1 - se));
  const others = share * Math.min(sp * (1 - s), s * (1 - sp));
  return {
    tp: prevalence * (se * r + diseased) + (1 - prevalence) * ((1 - sp) * (1 - s) + others),
    fp: prevalence * (se * (1 - r) - diseased) + (1 - prevalence) * ((1 - sp) * s - others),
    fn: prevalence * ((1 - se) * r - diseased) + (1 - prevalence) * (sp * (1 - s) - others),
    tn: prevalence * ((1 - se) * (1 - r) + diseased) + (1 - prevalence) * (sp * s + others),
  };
}

describe("correctForReference", () => {
  it("is the formula of Gart & Buck and of Staquet et al.", () => {
    const [r, s, n] = [0.9, 0.95, 300];
    const corrected = correctForReference(table, { sensitivity: r, specificity: s });
    expectClose(
      corrected.sensitivity.estimate!,
      (s * 80 - (1 - s) * 30) / (100 - n * (1 - s)),
      tolerance.closedForm,
      "se",
    );
    expectClose(corrected.specificity.estimate!, (r * 170 - (1 - r) * 20) / (n * r - 100), tolerance.closedForm, "sp");
    expectClose(corrected.prevalence!, (100 / n - (1 - s)) / (r + s - 1), tolerance.closedForm, "prevalence");
  });

  it.each([
    [0.8, 0.9, 0.85, 0.97, 0],
    [0.8, 0.9, 0.85, 0.97, 0.4],
    [0.95, 0.9, 0.85, 0.97, 0.4],
    [0.8, 0.99, 0.85, 0.97, 0.7],
    [0.95, 0.99, 0.85, 0.97, 0.2],
  ])(
    "finds the truth behind the cells it makes: sensitivity %f, specificity %f, reference %f, %f, dependence %f",
    (...given) => {
      const [se, sp, r, s, dependence] = given;
      const made = cells({ se, sp, prevalence: 0.3 }, { r, s }, dependence);
      const scaled = Object.fromEntries(Object.entries(made).map(([name, p]) => [name, 1000 * p])) as typeof made;
      const corrected = correctForReference(scaled, { sensitivity: r, specificity: s, dependence });
      expectClose(corrected.sensitivity.estimate!, se, 1e-10, "sensitivity");
      expectClose(corrected.specificity.estimate!, sp, 1e-10, "specificity");
      expectClose(corrected.prevalence!, 0.3, 1e-10, "prevalence");
      const { prevalence } = corrected;
      const atPrevalence = correctForReference(scaled, {
        sensitivity: r,
        specificity: s,
        dependence,
        prevalence: prevalence!,
      });
      expectClose(atPrevalence.sensitivity.estimate!, se, 1e-10, "at the prevalence");
      expect(atPrevalence.sensitivity.upper! - atPrevalence.sensitivity.lower!).toBeLessThan(
        corrected.sensitivity.upper! - corrected.sensitivity.lower!,
      );
    },
  );

  it("leaves accuracy against a perfect reference alone, a table's and a fit's", () => {
    const { sensitivity, specificity } = correctForReference(table, { sensitivity: 1, specificity: 1 });
    expectClose(sensitivity.estimate!, 0.8, 1e-14, "sensitivity");
    expectClose(specificity.estimate!, 0.85, 1e-14, "specificity");
    const fit = fitBinomial(loadFixture("auditc"));
    const corrected = correctForReference(fit, { sensitivity: 1, specificity: 1, prevalence: 0.2 });
    expect(corrected.sensitivity.estimate).toBeCloseTo(corrected.apparent.sensitivity, 12);
    const { standardError } = fit.coefficients[0]!;
    const half = (x: number): number => Math.log(x / (1 - x));
    expect((half(corrected.sensitivity.upper!) - half(corrected.sensitivity.lower!)) / 2 / 1.959964).toBeCloseTo(
      standardError,
      6,
    );
  });

  it("has intervals that hold the truth about as often as they say", () => {
    const random = seededRandom(20_261_121);
    const [se, sp, r, s] = [0.8, 0.9, 0.85, 0.97];
    const p = cells({ se, sp, prevalence: 0.4 }, { r, s }, 0);
    let held = 0;
    const draws = 2000;
    for (let i = 0; i < draws; i++) {
      const tp = random.binomial(600, p.tp);
      const fp = random.binomial(600 - tp, p.fp / (1 - p.tp));
      const fn = random.binomial(600 - tp - fp, p.fn / (p.fn + p.tn));
      const { sensitivity } = correctForReference(
        { tp, fp, fn, tn: 600 - tp - fp - fn },
        { sensitivity: r, specificity: s },
      );
      if (sensitivity.lower! <= se && se <= sensitivity.upper!) held++;
    }
    expect(held / draws).toBeGreaterThan(0.93);
    expect(held / draws).toBeLessThan(0.97);
  });

  it("says why a reference contradicts the data instead of clipping", () => {
    const few = correctForReference({ tp: 30, fp: 3, fn: 5, tn: 262 }, { sensitivity: 0.9, specificity: 0.8 });
    expect(few.sensitivity.estimate).toBeNull();
    expect(few.prevalence).toBeNull();
    expect(few.reason).toMatch(/falsely positive in 0\.200/);
    const good = correctForReference({ tp: 95, fp: 3, fn: 5, tn: 197 }, { sensitivity: 0.9, specificity: 0.98 });
    expect(good.specificity.estimate).toBeNull();
    expect(good.reason).toMatch(/outside of 0 to 1/);
  });

  it.each([
    ["a reference no better than chance", { sensitivity: 0.5, specificity: 0.5 }, "bad-reference"],
    ["a percentage", { sensitivity: 90, specificity: 0.95 }, "bad-reference"],
    ["a share above 1", { sensitivity: 0.9, specificity: 0.95, dependence: 1.5 }, "bad-option"],
    ["a prevalence of 0", { sensitivity: 0.9, specificity: 0.95, prevalence: 0 }, "bad-prevalence"],
    ["a slip of the pen", { sensitivity: 0.9, specificty: 0.95 }, "unknown-option"],
  ])("refuses %s", (_, options, code) => {
    expect(() => correctForReference(table, options as never)).toThrow(expect.objectContaining({ code }));
  });

  it("refuses a fit without a prevalence and a table without positives", () => {
    const known = { sensitivity: 0.9, specificity: 0.95 };
    expect(() => correctForReference(fitBinomial(loadFixture("auditc")), known)).toThrow(/holds no prevalence/);
    expect(() => correctForReference({ tp: 0, fp: 3, fn: 0, tn: 9 }, known)).toThrow(
      expect.objectContaining({ code: "empty-margin" }),
    );
  });
});
