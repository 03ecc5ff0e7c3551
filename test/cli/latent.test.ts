import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { analyzeCommand } from "../../src/cli/analyze.js";
import { latentCommand } from "../../src/cli/latent.js";
import { type Analysis, fitLatentClass } from "../../src/index.js";
import { loadFixture } from "../fixtures.js";
import { type Outcome, runCommand } from "./harness.js";

const file = (name: string): string => fileURLToPath(new URL(`../../fixtures/${name}/data.csv`, import.meta.url));
const latent = (argv: readonly string[]): Promise<Outcome> => runCommand([latentCommand], ["latent", ...argv]);
const analyze = (argv: readonly string[]): Promise<Outcome> => runCommand([analyzeCommand], ["analyze", ...argv]);
const known = ["--reference-sensitivity", "1", "--reference-specificity", "100%"];

describe("dta latent", () => {
  it("prints what fitLatentClass returns", async () => {
    const { stdout, exitCode } = await latent([file("tb_pleuritis"), ...known, "--json"]);
    expect(exitCode).toBe(0);
    const reference = { sensitivity: 1, specificity: 1 };
    expect(JSON.parse(stdout)).toEqual(
      JSON.parse(JSON.stringify(fitLatentClass(loadFixture("tb_pleuritis"), { reference }))),
    );
  });

  it("puts both analyses side by side, with the grid of known references and the methods", async () => {
    const { stdout } = await latent([file("tb_pleuritis"), ...known]);
    expect(stdout).toMatch(/Latent class +Perfect reference/);
    expect(stdout).toMatch(/Sensitivity of the index test +0\.73 \(0\.57 to 0\.85\) +0\.73/);
    expect(stdout).toMatch(/Were the reference known/);
    expect(stdout).toMatch(/not possible/);
    expect(stdout).toMatch(/latent-class bivariate model/);
  });

  it("refuses a proportion beyond 1", async () => {
    const { exitCode, stderr } = await latent([file("tb_pleuritis"), "--reference-sensitivity", "90"]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/such as 0\.9 or 90%/);
  });
});

describe("dta analyze --model bayes", () => {
  it("takes the prior's name and the probability of disease by one option, and says which prior it was", async () => {
    const { stdout, exitCode } = await analyze([
      file("glas_bta"),
      ...["--model", "bayes", "--prior", "tsd25", "--prior", "20%", "--draws", "1500", "--json"],
    ]);
    expect(exitCode).toBe(0);
    const { fit, posttest, options } = JSON.parse(stdout) as Analysis;
    expect(fit).toMatchObject({ model: "bayes", prior: { name: "tsd25" } });
    expect(posttest?.prior).toBe(0.2);
    expect(options).toMatchObject({ model: "bayes", priorDistribution: "tsd25", prior: 0.2, draws: 1500 });
  });

  it("prints prior, draws and effective draws where the model is", async () => {
    const { stdout } = await analyze([file("glas_bta"), "--model", "bayes", "--draws", "1500"]);
    expect(stdout).toMatch(/prior\s+"cochrane"/);
    expect(stdout).toMatch(/effective\s+draws\s+\d+/);
    expect(stdout).toMatch(/No\s+Markov\s+chains/);
  });

  it("refuses a prior of a model that has none, and one that nobody knows", async () => {
    const misplaced = await analyze([file("glas_bta"), "--prior", "tsd25"]);
    expect(misplaced.exitCode).toBe(2);
    expect(misplaced.stderr).toMatch(/Bayesian/);
    const unknown = await analyze([file("glas_bta"), "--model", "bayes", "--prior", "tsd52"]);
    expect(unknown.stderr).toMatch(/or one of cochrane/);
  });
});
