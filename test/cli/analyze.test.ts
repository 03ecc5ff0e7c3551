import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type AnalyzeOptions, analyze } from "../../src/analysis/analyze.js";
import { analyzeCommand } from "../../src/cli/analyze.js";
import { filterStudies } from "../../src/expressions.js";
import { loadFixture } from "../fixtures.js";
import { type Inputs, type Outcome, runCommand } from "./harness.js";

const file = (name: string): string => fileURLToPath(new URL(`../../fixtures/${name}/data.csv`, import.meta.url));

const dta = (argv: readonly string[], inputs?: Inputs): Promise<Outcome> =>
  runCommand([analyzeCommand], ["analyze", ...argv], inputs);

/** Every refusal: exit code 2, nothing on standard output, one message on standard error. */
async function refusal(argv: readonly string[], inputs: Inputs = {}): Promise<string> {
  const { exitCode, stdout, stderr } = await dta(argv, inputs);
  expect(exitCode, stderr).toBe(2);
  expect(stdout).toBe("");
  expect(stderr.match(/^error: /gm)).toHaveLength(1);
  return stderr;
}

describe("dta analyze", () => {
  it.each<[string, string[], AnalyzeOptions]>([
    ["the binomial model by default", [], {}],
    ["REML with --model reitsma", ["--model", "reitsma"], { model: "reitsma" }],
    ["ML on request", ["--model", "reitsma", "--method", "ml"], { model: "reitsma", method: "ml" }],
    [
      "mada's correction",
      ["--model", "reitsma", "--correction", "all"],
      { model: "reitsma", correction: { when: "all" } },
    ],
    ["intervals by t", ["--interval", "t", "--prior", "0.2"], { interval: "t", prior: 0.2 }],
    ["prediction from a penalised covariance", ["--prediction", "penalized"], { prediction: "penalized" }],
    ["a prior and a level", ["--prior", "0.2", "--level", "0.9"], { prior: 0.2, level: 0.9 }],
  ])("prints with --json exactly what analyze returns: %s", async (_, argv, options) => {
    const { exitCode, stdout, stderr } = await dta([file("auditc"), ...argv, "--json"]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(analyze(loadFixture("auditc"), options))));
  });

  it("prints text without --json", async () => {
    expect(await dta([file("auditc"), "--model", "reitsma"])).toEqual({
      exitCode: 0,
      stdout: expect.stringContaining("of 14 tables\n"),
      stderr: "",
    });
  });

  it("analyzes the studies for which --where is true", async () => {
    const where = 'modality == "MRI" or modality == "CT"';
    const { stdout } = await dta([file("scheidler"), "--model", "reitsma", "--where", where, "--json"]);
    expect(JSON.parse(stdout).fit.logLik).toBe(
      analyze(filterStudies(loadFixture("scheidler"), where), { model: "reitsma" }).fit?.logLik,
    );
  });

  it("takes covariates and expressions as moderators", async () => {
    const argv = [file("catheter"), "--model", "reitsma", "--moderators", "type, log(prevalence)", "--json"];
    const { exitCode, stdout, stderr } = await dta(argv);
    expect([exitCode, stderr]).toEqual([0, ""]);
    const terms = JSON.parse(stdout).fit.coefficients.map(({ term }: { term: string }) => term);
    expect(terms.slice(0, 3)).toEqual(["intercept", "type[Semi-quantitative]", "log(prevalence)"]);
  });

  it("narrates three tables instead of pooling them, and ends with 0", async () => {
    const csv = "study,tp,fp,fn,tn\nA,20,3,5,60\nB,15,2,2,33\nC,8,1,4,40";
    const { exitCode, stdout } = await dta(["-", "--json"], { stdin: csv });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ k: 3, fit: null, summary: null });
    expect(JSON.parse(stdout).narrative).toContain("Not pooled: 3 usable tables");
  });

  it("pools three tables where --min-studies allows it", async () => {
    const csv = "study,tp,fp,fn,tn\nA,20,3,5,60\nB,15,2,2,33\nC,8,1,4,40";
    const { stdout } = await dta(["-", "--model", "reitsma", "--min-studies", "3", "--json"], { stdin: csv });
    expect(JSON.parse(stdout).fit.k).toBe(3);
  });

  it.each([
    ["an unknown model", ["--model", "moses"], "Allowed choices are binomial, reitsma"],
    ["an unknown option", ["--jason"], "unknown option '--jason'"],
    ["a prior that is no probability", ["--prior", "20"], "between 0 and 1"],
    ["a method that belongs to the other model", ["--method", "ml"], "method belongs to"],
    ["an unknown column in --where", ["--where", "yaer > 2000"], 'there is no column "yaer"'],
    ["an unknown column in --moderators", ["--moderators", "yaer"], 'there is no column "yaer"'],
    ["an unknown column in --by", ["--model", "reitsma", "--by", "yaer"], "yaer"],
    ["an expression that tries to leave its scope", ["--where", 'import("fs") == 1'], 'there is no function "import"'],
    ["a --min-studies that is no count", ["--min-studies", "0"], "whole number of 1 or more"],
  ])("refuses %s", async (_, argv, message) => {
    expect(await refusal([file("auditc"), ...argv])).toContain(message);
  });

  it("runs as a process: exit codes, streams, standard input", () => {
    const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
    const spawn = (argv: readonly string[], input = ""): ReturnType<typeof spawnSync> =>
      spawnSync(process.execPath, ["--import", "tsx", main, ...argv], { input, encoding: "utf8" });
    const good = spawn(["analyze", "-", "--json"], "study,tp,fp,fn,tn\nA,20,3,5,60");
    expect([good.status, good.stderr]).toEqual([0, ""]);
    expect(JSON.parse(String(good.stdout)).k).toBe(1);
    const bad = spawn(["analyze", "nowhere.csv"]);
    expect([bad.status, bad.stdout]).toEqual([2, ""]);
    expect(bad.stderr).toBe("error: nowhere.csv: cannot be read, there is no such file.\n");
  });
});
