import { describe, expect, it } from "vitest";
import { simulateCommand } from "../../src/cli/simulate.js";
import { fitBinomial, planReview, readStudies, simulateStudies, simulationOf } from "../../src/index.js";
import { loadFixture } from "../fixtures.js";
import { type Outcome, runCommand } from "./harness.js";

const simulate = (...argv: string[]): Promise<Outcome> => runCommand([simulateCommand], ["simulate", ...argv]);

const usual = { sensitivity: 0.85, specificity: 0.85, varSensitivity: 0.5, varSpecificity: 0.5 };

describe("dta simulate", () => {
  it("prints the studies that simulateStudies gives, as a table that is read again", async () => {
    const { exitCode, stdout, stderr } = await simulate();
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(readStudies(stdout)).toEqual(simulateStudies({ ...usual, studies: 20 }, 1));
    const argv = ["--studies", "7", "--sensitivity", "90%", "--var-specificity", "0", "--correlation", "-0.4"];
    const sizes = ["--participants", "100-200", "--prevalence", "0.1-0.3", "--seed", "9"];
    expect(readStudies((await simulate(...argv, ...sizes)).stdout)).toEqual(
      simulateStudies(
        {
          ...{ studies: 7, sensitivity: 0.9, specificity: 0.85, varSensitivity: 0.5, varSpecificity: 0 },
          ...{ correlation: -0.4, participants: [100, 200], prevalence: [0.1, 0.3] },
        },
        9,
      ),
    );
  });

  it("takes over what a file has", async () => {
    const { stdout } = await simulate("--like", "fixtures/auditc/data.csv", "--studies", "30");
    const like = simulationOf(fitBinomial(loadFixture("auditc")));
    expect(readStudies(stdout)).toEqual(simulateStudies({ ...like, studies: 30 }, 1));
  });

  it("plans a review, in words and as data", async () => {
    const argv = ["--plan", "--width", "0.2", "--replicates", "20", "--most", "40"];
    const { exitCode, stdout } = await simulate(...argv, "--json");
    const expected = planReview(usual, {
      sensitivity: { width: 0.2 },
      specificity: { width: 0.2 },
      replicates: 20,
      most: 40,
      seed: 1,
    });
    expect(JSON.parse(stdout)).toEqual(expected);
    expect(exitCode).toBe(0);
    expect((await simulate(...argv)).stdout).toContain(`${expected.needed} studies: with them`);
    const vain = await simulate("--plan", "--sensitivity-above", "0.99", "--studies", "5", "--replicates", "3");
    expect(vain.exitCode).toBe(1);
    expect(vain.stdout).toContain("No number of studies is enough");
  });

  it.each([
    [["--plan"], "there is no target"],
    [["--correlation", "2"], "correlation must be a number from −1 to 1"],
    [["--participants", "50-20"], "participants must be a range"],
    [["--participants", "1-2-3"], "two with a dash"],
    [["--var-sensitivity", "x"], "must be a number"],
  ])("refuses %s", async (argv, message) => {
    const { exitCode, stdout, stderr } = await simulate(...argv);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  });
});
