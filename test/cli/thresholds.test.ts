import { describe, expect, it } from "vitest";
import { thresholdsCommand } from "../../src/cli/thresholds.js";
import { accuracyAt } from "../../src/inference/thresholds/accuracy-at.js";
import { analyzeThresholds } from "../../src/inference/thresholds/analyze-thresholds.js";
import { optimalCutoff } from "../../src/inference/thresholds/optimal-cutoff.js";
import { loadCutoffs, severalCutoffsText } from "../several-cutoffs.js";
import { runCommand } from "./harness.js";

const feno = severalCutoffsText("feno.csv");
const files = { "feno.csv": feno };
const dta = (...argv: string[]) => runCommand([thresholdsCommand], ["thresholds", ...argv], { files });

describe("dta thresholds", () => {
  it("prints the fit, the optimum and accuracy at cut-offs", async () => {
    const { exitCode, stdout, stderr } = await dta("feno.csv", "--at", "20,25,80", "--prevalence", "0.3");
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/Optimal cut-off \(highest Youden index\): 25\.70 \(22\.25 to 29\.67\)/);
    expect(stdout).toMatch(
      /^25\.00\n +sensitivity: 0\.69 \(0\.59 to 0\.77\)\n +specificity: 0\.78 \(0\.71 to 0\.83\)/m,
    );
    expect(stdout).toMatch(/log scale, logistic distribution +random +9 +−731\.38 +1480\.8/);
    expect(stdout).toMatch(/! The model with Box–Cox scale/);
  });

  it("prints what analyzeThresholds returns as JSON", async () => {
    const { stdout } = await dta("feno.csv", "--at", "20", "--widths", "common", "--interval", "t", "--json");
    const expected = analyzeThresholds(loadCutoffs("feno"), { cutoffs: [20], scales: "common", interval: "t" });
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(expected)));
    const at = { interval: "t" } as const;
    expect(expected.accuracy[0]).toEqual(accuracyAt(expected, [20], at)[0]);
    expect(expected.optimalCutoff).toEqual(optimalCutoff(expected, at));
    const z = analyzeThresholds(loadCutoffs("feno"), { cutoffs: [20], scales: "common" });
    expect(expected.auc.lower!).toBeLessThan(z.auc.lower!);
  });

  it("prints what diagmeta prints", async () => {
    const { exitCode, stdout } = await dta("feno.csv", "--as", "diagmeta", "--model", "DICS", "--scale", "log");
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/Linear mixed model DICS/);
    expect(stdout).toMatch(/right for this fit +25\.7\d \(22\.2\d to 29\.8?\d*\)/);
  });

  it("says what is wrong with a file, and ends with 2", async () => {
    const broken = feno.replace("Schneider 2013,43,39,19,115,220", "Schneider 2013,43,39,19,116,220");
    const { exitCode, stdout, stderr } = await runCommand([thresholdsCommand], ["thresholds", "-"], { stdin: broken });
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(
      /standard input: study "Schneider 2013", cut-off 43 .* 39 \+ 116 = 155, where .* 154 diseased/,
    );
    expect((await dta("feno.csv", "--at", "twenty")).exitCode).toBe(2);
  });
});
