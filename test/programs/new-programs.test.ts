import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hsroc } from "../../src/inference/curve/hsroc.js";
import { summaryPoint } from "../../src/inference/point/summary-point.js";
import { fitBinomial } from "../../src/models/binomial/fit-binomial.js";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import { studentTQuantile } from "../../src/numeric/distributions/student-t.js";
import { runProgram } from "../../src/programs/run-program.js";
import { loadFixture } from "../fixtures.js";

const auditc = loadFixture("auditc");

describe("R's meta and metafor", () => {
  const rows = readFileSync(new URL("../../fixtures/programs/metafor-proportions.csv", import.meta.url), "utf8")
    .trim()
    .split("\n")
    .slice(2)
    .map((line) => line.split(","));

  it("pool sensitivity and specificity on two scales, with three estimators and two intervals, as metafor 3.8 does", () => {
    expect(rows).toHaveLength(48);
    for (const [data, measure, scale, method, test, ...values] of rows) {
      const { quantities } = runProgram("meta", loadFixture(data!), {
        scale: scale === "PLO" ? "logit" : "double-arcsine",
        method: method!.toLowerCase(),
        hartungKnapp: test === "knha",
      });
      const { estimate, lower, upper } = quantities[measure!]!;
      const own = [
        estimate,
        lower,
        upper,
        ...["tauSquared", "q"].map((name) => quantities[`heterogeneity.${measure}.${name}`]?.estimate),
      ];
      values.forEach((value, i) => {
        expect(own[i]! / Number(value), `${data} ${measure} ${scale} ${method} ${test} ${i}`).toBeCloseTo(1, 9);
      });
    }
  });

  it("gives exact intervals to the rows of the studies", () => {
    const { quantities } = runProgram("meta", auditc);
    const { tp, fn, id } = auditc[0]!;
    const row = quantities[`studies.${id}.sensitivity`]!;
    expect(row.estimate).toBe(tp / (tp + fn));
    expect(row.lower! < row.estimate! && row.estimate! < row.upper!).toBe(true);
  });
});

describe("programs beside the exact model", () => {
  it("MetaDAS has quantiles of t with 1,000 degrees of freedom, on the scale of the parameter", () => {
    const fit = fitBinomial(auditc);
    const { quantities } = runProgram("metadas", auditc);
    const { lambda } = hsroc(fit);
    const { estimate, upper } = quantities["hsroc.lambda"]!;
    expect(estimate).toBeCloseTo(lambda.estimate!, 8);
    expect((upper! - estimate!) / lambda.standardError!).toBeCloseTo(studentTQuantile(0.975, 1000), 8);
  });

  it("Meta-DiSc 2.0 has the summary point of Laplace's approximation", () => {
    const { sensitivity } = summaryPoint(fitBinomial(auditc, { nodes: 1 }));
    const { quantities } = runProgram("meta-disc-2", auditc);
    expect(quantities.sensitivity!.estimate).toBe(sensitivity.estimate);
    expect(Object.keys(quantities)).toContain("medianOddsRatio.sensitivity");
  });

  it("Meta-DiSc 2.0 has intervals of the ratios that are symmetric on the natural scale, by the delta method", () => {
    const fit = fitBinomial(auditc, { nodes: 1 });
    const { dor } = summaryPoint(fit);
    const { estimate, lower, upper } = runProgram("meta-disc-2", auditc).quantities.dor!;
    expect(estimate).toBe(dor.estimate);
    expect(upper! - estimate!).toBeCloseTo(estimate! - lower!, 8);
    // se of exp(a + b) is exp(a + b) times that of a + b, which the interval on the log scale holds
    const [[a, b], [, c]] = fit.covariance as [[number, number], [number, number]];
    expect(upper! - estimate!).toBeCloseTo(1.959963984540054 * dor.estimate! * Math.sqrt(a + 2 * b + c), 6);
  });

  it("MetaDTA prints what its guide prints of IQCODE, and RevMan takes what metandi prints", () => {
    const guide = runProgram("meta-dta", loadFixture("iqcode")).quantities;
    const text = (name: string, part: "estimate" | "lower" | "upper"): string => guide[name]![part]!.toFixed(3);
    expect(["estimate", "lower", "upper"].map((part) => text("sensitivity", part as "lower"))).toEqual([
      "0.908",
      "0.858",
      "0.942",
    ]);
    expect(["estimate", "lower", "upper"].map((part) => text("specificity", part as "lower"))).toEqual([
      "0.664",
      "0.563",
      "0.752",
    ]);
    expect(text("hsroc.varAlpha", "estimate")).toBe("0.877");
    expect(text("hsroc.varTheta", "estimate")).toBe("0.350");
    const [mine, metandi] = (["revman", "metandi"] as const).map((program) => runProgram(program, auditc).quantities);
    for (const [name, { estimate, standardError }] of Object.entries(mine!)) {
      const scale = Math.abs(estimate ?? 0);
      expect(Math.abs(estimate! - metandi![name]!.estimate!), name).toBeLessThan(2e-3 * Math.max(1, scale));
      if (standardError !== undefined) expect(standardError!).toBeCloseTo(metandi![name]!.standardError!, 2);
    }
  });

  it("mada prints the HSROC parameters of its own fit, estimates alone", () => {
    const own = hsroc(fitReitsma(auditc, { correction: { when: "all" } }));
    const { quantities } = runProgram("mada", auditc);
    for (const name of ["lambda", "theta", "beta", "varAlpha", "varTheta"] as const) {
      expect(quantities[`hsroc.${name}`]).toEqual({ estimate: own[name].estimate, format: { decimals: 3 } });
    }
  });
});
