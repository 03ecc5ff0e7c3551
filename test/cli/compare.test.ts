import { describe, expect, it } from "vitest";
import { compareCommand } from "../../src/cli/compare.js";
import { compareTests } from "../../src/inference/comparative/compare-tests.js";
import { readStudies } from "../../src/tables/read-studies.js";
import { runCommand } from "./harness.js";

const CSV = `study,method,tp,fp,fn,tn
A,RepC,6,14,4,28
A,HC2,9,25,1,17
B,RepC,8,28,4,71
B,HC2,10,28,1,58
C,RepC,20,191,13,483
C,HC2,27,282,6,392
D,RepC,4,20,3,56
D,HC2,6,27,1,49
E,RepC,48,324,21,597
`;
const dta = (...argv: string[]) => runCommand([compareCommand], ["compare", ...argv], { files: { "tests.csv": CSV } });
const quick = ["--test", "method", "--structure", "independent"];

describe("dta compare", () => {
  it("takes rows with one name for one study, and prints with --json what compareTests returns", async () => {
    const { stdout, exitCode } = await dta("tests.csv", ...quick, "--interval", "t", "--json");
    expect(exitCode).toBe(0);
    const studies = readStudies(CSV, { testColumn: "method" });
    expect(studies[1]).toMatchObject({ id: "A, HC2", cluster: "A" });
    expect(JSON.parse(stdout)).toEqual(
      compareTests(studies, { test: "method", structure: "independent", interval: "t" }),
    );
  });

  it("prints evidence, accuracy, comparisons and tests", async () => {
    const { stdout } = await dta("tests.csv", ...quick, "--reference", "RepC", "--prevalence", "20%");
    expect(stdout).toContain("Comparison of 2 tests: tests.csv");
    expect(stdout).toMatch(/HC2\s+RepC\s+4\s+0\s+1\s+mixed/);
    expect(stdout).toMatch(/Relative sensitivity\s+1\.\d\d \(/);
    expect(stdout).toMatch(/Fewer missed, of 1,000 tested/);
    expect(stdout).toMatch(/Same specificity\s+[\d.]+\s+1/);
    expect(stdout).toContain("! With 5 studies the variation");
  });

  it("refuses a test and a column that are not there with exit code 2", async () => {
    const wrong = await dta("tests.csv", ...quick, "--reference", "HC3");
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toContain('Did you mean "HC2"');
    const column = await runCommand([compareCommand], ["compare", "one.csv", "--test", "methd"], {
      files: { "one.csv": "study,method,tp,fp,fn,tn\nA,X,1,2,3,4\nB,Y,1,2,3,4\n" },
    });
    expect(column).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Did you mean "method"') });
  });
});
