import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fitBinomial } from "../../src/models/binomial/fit-binomial.js";
import { fitReitsma, type ReitsmaOptions } from "../../src/models/normal/fit-reitsma.js";
import type { Study } from "../../src/tables/study.js";
import { DENSE, logLikelihood } from "../long/independent-optimum.js";

interface HardCase {
  readonly id: string;
  readonly what: string;
  readonly model: "normal" | "binomial";
  readonly options: object;
  readonly expected: "edge" | "finite" | "runaway";
  readonly tp: readonly number[];
  readonly fp: readonly number[];
  readonly fn: readonly number[];
  readonly tn: readonly number[];
  readonly logLik: number;
}

const file = new URL("../../fixtures/simulated/hard.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly HardCase[] };
const studiesOf = ({ tp, fp, fn, tn }: HardCase): Study[] =>
  tp.map((_, i) => ({ id: `Study ${i + 1}`, tp: tp[i]!, fp: fp[i]!, fn: fn[i]!, tn: tn[i]! }));

describe("reviews on which a search can go wrong", () => {
  for (const hard of cases) {
    it(`${hard.id}: ${hard.what}`, () => {
      const studies = studiesOf(hard);
      if (hard.model === "normal") {
        const fit = fitReitsma(studies, hard.options as ReitsmaOptions);
        expect(fit.logLik).toBeGreaterThan(hard.logLik - 1e-6);
        expect(fit.convergence).toMatchObject({ converged: true, boundary: "correlation" });
        return;
      }
      const fit = fitBinomial(studies, hard.options);
      expect(fit.simplifications).toEqual([]);
      expect(fit.logLik).toBeLessThanOrEqual(0);
      if (hard.expected === "runaway" && !fit.convergence.converged) {
        expect(fit.convergence.message).toMatch(/logit sensitivity grow/);
        expect(fit.convergence.message).toContain(`of ${studies.length} studies`);
        return;
      }
      expect(fit.convergence.converged, fit.convergence.message).toBe(true);
      expect(fit.logLik).toBeGreaterThan(hard.logLik - 1e-4);
      if (Math.max(fit.betweenStudy.varSensitivity, fit.betweenStudy.varSpecificity) > 30) return;
      expect(Math.abs(logLikelihood(studies, fit.convergence.end!, DENSE) - fit.logLik)).toBeLessThan(1e-6);
    });
  }

  it("end, and say how, where counts of 0 and of a thousand million stand side by side", () => {
    const huge = 1_000_000_000;
    const tables = [
      [7, huge, huge, 0],
      [19, 1, 482_656_419, 0],
      [0, 1, 1, 15],
      [1, huge, 0, huge],
      [19, 124_250_272, 906_968_836, 349_140_067],
      [110_057_661, 902_011_277, huge, 423_058_999],
      [0, 0, 0, huge],
      [0, huge, 1, 0],
    ] as const;
    const { convergence } = fitBinomial(
      tables.map(([tp, fp, fn, tn], i) => ({ id: `Study ${i + 1}`, tp, fp, fn, tn })),
    );
    expect(convergence.converged).toBe(false);
    expect(convergence.evaluations).toBeLessThan(400);
  });

  it("tell how they were found: where from, where to, why it ended and which edges lost by how much", () => {
    const { convergence, logLik } = fitBinomial(studiesOf(cases.find(({ id }) => id === "realistic-k12-566")!));
    expect(convergence.start).toHaveLength(5);
    expect(convergence.end).toHaveLength(5);
    expect(convergence.return).toBe("decrement");
    expect(convergence.edges?.map(({ edge }) => edge)).toEqual([
      "correlation 1",
      "correlation -1",
      "varSpecificity 0",
      "varSensitivity 0",
      "both variances 0",
    ]);
    for (const { logLik: there, deficit } of convergence.edges!) expect(there + deficit).toBeCloseTo(logLik, 6);
    expect(convergence.edges![0]!.deficit).toBeLessThan(1e-6);
  });
});
