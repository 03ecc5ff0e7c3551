import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sroc } from "../../src/inference/curve/sroc.js";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import { mada } from "../../src/programs/mada.js";
import type { ProgramQuantity } from "../../src/programs/program-output.js";
import { loadFixture } from "../fixtures.js";
import { expectRelative } from "../tolerance.js";

type Triple = readonly [number, number, number];
type Quadruple = readonly [mean: number, lower: number, median: number, upper: number];

interface Phm {
  readonly theta: number;
  readonly logLik: number;
  readonly aic: number;
  readonly chiSquared: number;
  readonly pValue: number;
  readonly auc: Triple;
  readonly partialAuc: Triple;
  readonly converged: boolean;
}

interface MadaReference {
  readonly logLik: number;
  readonly aic: number;
  readonly bic: number;
  readonly auc: number;
  readonly partialAuc: number;
  readonly iSquaredZhou: number;
  readonly hollingUnadjusted: readonly [number, number];
  readonly hollingAdjusted: readonly [number, number];
  readonly equality: readonly [number, number];
  readonly pearson: Triple;
  readonly summaryPts: Readonly<Record<"plr" | "nlr" | "inverseNlr" | "dor", Quadruple>>;
  readonly predictive: { readonly ppv: number; readonly npv: number };
  readonly phm: Readonly<Record<"homogeneity" | "heterogeneity", Phm>>;
}

const { sets } = JSON.parse(readFileSync(new URL("../../fixtures/programs/mada.json", import.meta.url), "utf8")) as {
  sets: Readonly<Record<string, MadaReference>>;
};

/** mada stops its REML search at a relative change of 1.5e-8 of the likelihood, which leaves five digits of what follows from it. */
const MADA_SEARCH = 1e-5;
const CLOSED_FORM = 1e-12;

describe.each(Object.entries(sets))("mada 0.5.12 on %s", (name, reference) => {
  const { quantities } = mada(loadFixture(name), { prior: 0.1 });
  const of = (quantity: string): ProgramQuantity => {
    expect(quantities, quantity).toHaveProperty([quantity]);
    return quantities[quantity]!;
  };
  const estimate = (quantity: string): number | null => of(quantity).estimate ?? null;

  it("has the log-likelihood with the Jacobian of the logits, and the criteria that follow", () => {
    expectRelative(estimate("fitStatistics.logLik"), reference.logLik, 1e-8);
    expectRelative(estimate("fitStatistics.aic"), reference.aic, 1e-8);
    expectRelative(estimate("fitStatistics.bic"), reference.bic, 1e-8);
  });

  it("has the area of 98 trapezoids over 99, and the partial one", () => {
    expectRelative(estimate("auc"), reference.auc, MADA_SEARCH);
    expectRelative(estimate("partialAuc"), reference.partialAuc, MADA_SEARCH);
  });

  it("has I² by its own version of Zhou & Dendukuri, and Holling's two ranges", () => {
    const zhou = estimate("iSquared.bivariate") ?? Number.NaN;
    expect(Math.abs(zhou / 100 - reference.iSquaredZhou)).toBeLessThan(1e-5);
    for (const [quantity, [lower, upper]] of [
      ["holling.unadjusted", reference.hollingUnadjusted],
      ["holling.adjusted", reference.hollingAdjusted],
    ] as const) {
      expectRelative((of(quantity).lower ?? Number.NaN) / 100, lower, CLOSED_FORM);
      expectRelative((of(quantity).upper ?? Number.NaN) / 100, upper, CLOSED_FORM);
    }
  });

  it("has madad's tests of equality and its correlation", () => {
    expectRelative(estimate("heterogeneity.sensitivity.q"), reference.equality[0], CLOSED_FORM);
    expectRelative(estimate("heterogeneity.specificity.q"), reference.equality[1], CLOSED_FORM);
    const { estimate: r, lower, upper } = of("threshold.pearson");
    [r, lower, upper].forEach((value, i) => {
      expectRelative(value ?? null, reference.pearson[i]!, 1e-10);
    });
  });

  it("has the means, medians and quantiles that SummaryPts draws", () => {
    for (const measure of ["plr", "nlr", "inverseNlr", "dor"] as const) {
      const [mean, lower, median, upper] = reference.summaryPts[measure];
      const drawn = of(measure);
      expectRelative(drawn.estimate ?? null, mean, MADA_SEARCH);
      expectRelative(drawn.lower ?? null, lower, MADA_SEARCH);
      expectRelative(drawn.upper ?? null, upper, MADA_SEARCH);
      const named = `summaryPts.median${measure[0]!.toUpperCase()}${measure.slice(1)}`;
      expectRelative(estimate(named), median, MADA_SEARCH);
      expect(drawn.monteCarlo?.estimate).toBeGreaterThan(0);
    }
  });

  it("has the mean predictive values of predv_r", () => {
    expectRelative(estimate("predv_r.ppv"), reference.predictive.ppv, MADA_SEARCH);
    expectRelative(estimate("predv_r.npv"), reference.predictive.npv, MADA_SEARCH);
  });

  it("has both proportional hazards models, where they converge", () => {
    for (const kind of ["homogeneity", "heterogeneity"] as const) {
      const phm = reference.phm[kind];
      if (!phm.converged) continue;
      // mada takes P as 1 less the distribution function, which is 0 where P is below 1e-16.
      expect(Math.abs((estimate(`phm.${kind}.pValue`) ?? 1) - phm.pValue)).toBeLessThan(1e-14);
      for (const part of ["theta", "logLik", "aic", "chiSquared"] as const) {
        expectRelative(estimate(`phm.${kind}.${part}`), phm[part], 1e-9);
      }
      for (const part of ["auc", "partialAuc"] as const) {
        const { estimate: area, lower, upper } = of(`phm.${kind}.${part}`);
        expectRelative(area ?? null, phm[part][0], 1e-10);
        expectRelative(lower ?? null, phm[part][1], 1e-7);
        expectRelative(upper ?? null, phm[part][2], 1e-7);
      }
    }
  });
});

describe("mada", () => {
  const auditc = loadFixture("auditc");

  it("scores a test that is as good as perfect 0.9899", () => {
    const perfect = Array.from({ length: 8 }, (_, i) => {
      const miss = 1 + ((3 * i) % 7);
      return { id: `S${i}`, tp: 1_000_000, fn: miss, tn: 1_000_000, fp: 8 - miss };
    });
    const { auc } = mada(perfect).quantities;
    expect(sroc(fitReitsma(perfect)).auc).toBeGreaterThan(0.9999);
    expect(auc?.estimate).toBeCloseTo(1 - 1 / 99, 4);
  });

  it("turns the sign of the second logit and of the correlation", () => {
    const { quantities } = mada(auditc);
    expect(quantities["logits.falsePositiveRate"]?.estimate).toBeLessThan(0);
    expect(quantities["betweenStudy.correlationWithFpr"]?.estimate).toBeGreaterThan(0);
    const { estimate, lower, upper } = quantities["logits.falsePositiveRate"]!;
    expect(lower).toBeLessThan(estimate ?? Number.NaN);
    expect(upper).toBeGreaterThan(estimate ?? Number.NaN);
  });

  it("says which of its numbers are slips", () => {
    const { quantities } = mada(auditc);
    for (const name of ["auc", "partialAuc", "iSquared.bivariate", "plr", "phm.homogeneity.df"]) {
      expect(quantities[name]?.slip, name).toMatch(/\.$/);
    }
  });

  it("says where phm ran out of iterations", () => {
    expect(mada(loadFixture("telomerase")).notes.join(" ")).toContain(
      "phm under heterogeneity stopped after 100 iterations",
    );
  });

  it("spreads the prevalence of predv_d: same mean and wider than predv_r", () => {
    const fixed = mada(auditc, { prior: 0.1 }).quantities["predv_r.ppv"];
    const spread = mada(auditc, { prior: 0.1, priorSd: 0.05 }).quantities["predv_d.ppv"];
    expect(spread?.lower ?? 1).toBeLessThan(fixed?.lower ?? 0);
    expect(spread?.upper ?? 0).toBeGreaterThan(fixed?.upper ?? 1);
    const narrow = mada(auditc, { prior: 0.1, priorSd: 1e-4 }).quantities["predv_d.ppv"];
    expect(narrow?.estimate).toBeCloseTo(fixed?.estimate ?? 0, 5);
    expect(narrow?.upper).toBeCloseTo(fixed?.upper ?? 0, 4);
  });
});
