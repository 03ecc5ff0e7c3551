import { describe, expect, it } from "vitest";
import { InputError, InsufficientStudiesError } from "../../src/base/errors.js";
import { sroc } from "../../src/inference/curve/sroc.js";
import { fitBinomial } from "../../src/models/binomial/fit-binomial.js";
import { type ProgramName, type ProgramOptions, programNames, runProgram } from "../../src/programs/run-program.js";
import { quantityInfo } from "../../src/published/quantities.js";
import { loadFixture } from "../fixtures.js";

const auditc = loadFixture("auditc");
const plain = programNames.filter((name) => name !== "meqrlogit");

describe("every program", () => {
  it.each(plain)("prints finite numbers or null, each with its format: %s", (name) => {
    const output = runProgram(name, auditc);
    expect(output.program).toBe(name);
    expect(output.k).toBe(14);
    expect(Object.keys(output.quantities).length).toBeGreaterThan(3);
    for (const [path, { format, slip: _, monteCarlo: __, doubt: ___, ...parts }] of Object.entries(output.quantities)) {
      expect("decimals" in format || "significant" in format, path).toBe(true);
      for (const value of Object.values(parts)) expect(value === null || Number.isFinite(value), path).toBe(true);
    }
    expect(JSON.parse(JSON.stringify(output))).toEqual(output);
  });

  it.each(plain)("keeps estimates between their limits: %s", (name) => {
    for (const [path, { estimate, lower, upper, slip }] of Object.entries(runProgram(name, auditc).quantities)) {
      if (estimate == null || lower == null || upper == null || slip !== undefined) continue;
      expect(lower <= estimate && estimate <= upper, path).toBe(true);
    }
  });

  it.each(plain)("doesn't depend on the order of the studies: %s", (name) => {
    const [one, other] = [auditc, [...auditc].reverse()].map((studies) => runProgram(name, studies).quantities);
    for (const [path, { estimate }] of Object.entries(one!)) {
      if (estimate == null || path.startsWith("phm.heterogeneity")) continue;
      const turned = other![path]?.estimate ?? Number.NaN;
      expect(Math.abs(turned - estimate), path).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(estimate)));
    }
  });

  it("names the quantities of the format as the format does", () => {
    const known = plain
      .flatMap((name) => Object.keys(runProgram(name, auditc).quantities))
      .filter((path) => quantityInfo(path) !== null);
    for (const path of [
      "sensitivity",
      "plr",
      "hsroc.lambda",
      "betweenStudy.correlation",
      "fitStatistics.bic",
      "deeks.t",
      "tests.sharedIntercept.chiSquared",
    ]) {
      expect(known).toContain(path);
    }
  });

  it.each<[ProgramName, ProgramOptions, string]>([
    ["midas", { nodes: 5 }, "options.nodes"],
    ["metandi", { method: "reml" }, "options.method"],
    ["meta-disc", { method: "reml" }, "options.method"],
    ["meqrlogit", {}, "options.covariate"],
    ["midas", { covariate: "colour" }, "options.covariate"],
    ["metadta", { covariate: "colour" }, "options.covariate"],
  ])("refuses options that it doesn't have: %s, %j", (name, options, where) => {
    try {
      runProgram(name, auditc, options);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).where).toBe(where);
    }
  });
});

describe("midas", () => {
  const { quantities } = runProgram("midas", auditc, { prior: 0.2 });

  it("has the area under the summary curve to the error of its trapezoids, and Wilson's limits of 500", () => {
    const { estimate, lower, upper } = quantities.auc!;
    expect(estimate).toBeCloseTo(sroc(fitBinomial(auditc, { nodes: 7 })).auc ?? 0, 3);
    const [a, z] = [estimate ?? 0, 1.959963984540054];
    const half = z * Math.sqrt((a * (1 - a)) / 500 + (z * z) / 1e6);
    expect(lower).toBeCloseTo((a + (z * z) / 1000 - half) / (1 + (z * z) / 500), 12);
    expect(upper).toBeCloseTo((a + (z * z) / 1000 + half) / (1 + (z * z) / 500), 12);
  });

  it("has Fagan's probabilities where a prior is given", () => {
    const after = quantities["fagan.posttestPositive"]?.estimate ?? 0;
    const plr = quantities.plr?.estimate ?? 0;
    expect(after).toBeCloseTo((0.2 * plr) / (0.8 + 0.2 * plr), 12);
    expect(runProgram("midas", auditc).quantities).not.toHaveProperty(["fagan.prior"]);
  });

  it("prints the lower limit of I² of LR+ as its estimate", () => {
    const { estimate, lower, slip } = quantities["heterogeneity.plr.iSquared"]!;
    expect(estimate).toBe(lower);
    expect(slip).toContain("lower limit");
    const right = quantities["corrected.heterogeneity.plr.iSquared"]!;
    expect([right.lower, right.upper]).toEqual([lower, quantities["heterogeneity.plr.iSquared"]?.upper]);
    expect(right.estimate ?? 0).toBeGreaterThan(lower ?? 0);
  });

  it("makes a meta-regression on numbers at one unit above the mean, on 0/1 at both", () => {
    const studies = auditc.map((study, i) => ({ ...study, covariates: { year: 1990 + i, old: i < 7 ? 1 : 0 } }));
    expect(runProgram("midas", studies, { covariate: "year" }).quantities).toHaveProperty([
      "levels.oneAboveMean.sensitivity",
    ]);
    const binary = runProgram("midas", studies, { covariate: "old" }).quantities;
    expect(binary["levels.yes.k"]?.estimate).toBe(7);
    expect(binary["levels.no.sensitivity"]?.pValue).toBeUndefined();
  });
});

describe("metandi", () => {
  it("refuses fewer than four studies, as it does", () => {
    expect(() => runProgram("metandi", auditc.slice(0, 3))).toThrow(InsufficientStudiesError);
    expect(runProgram("metandi2", auditc.slice(0, 3)).k).toBe(3);
  });

  it("prints no interval of a correlation of −1", () => {
    const { lower, upper, standardError } = runProgram("metandi", loadFixture("telomerase")).quantities[
      "betweenStudy.correlation"
    ]!;
    expect([lower, upper, standardError]).toEqual([null, null, null]);
  });
});
