import { describe, expect, it } from "vitest";
import { version } from "../../package.json";
import { parseProbability } from "../../src/cli/arguments.js";
import { loadStudies } from "../../src/cli/input.js";
import type { AddCommand } from "../../src/cli/io.js";
import { type Inputs, type Outcome, runCommand } from "./harness.js";

/** The least command that reads studies: it prints their number, and ends with 1 if asked to. */
const addCount: AddCommand = (program, { io, exitWith }) => {
  program
    .command("count")
    .argument("<file>")
    .option("--where <expression>")
    .option("--prior <probability>", "", parseProbability)
    .option("--json")
    .option("--fail")
    .option("--break")
    .action(async (file: string, options: { where?: string; json?: true; fail?: true; break?: true }) => {
      const studies = await loadStudies(file, io, options.where === undefined ? {} : { where: options.where });
      if (options.break) throw new TypeError("a fault of the program");
      io.stdout(`${studies.length}\n`);
      if (options.fail) exitWith(1);
    });
};

const dta = (argv: readonly string[], inputs?: Inputs): Promise<Outcome> => runCommand([addCount], argv, inputs);
const data = (csv: string | Uint8Array): Inputs => ({ files: { "data.csv": csv } });

const HEADER = "study,tp,fp,fn,tn,modality,year";
const GOOD = `${HEADER}\nA,1,2,3,4,CT,2019\nB,5,6,7,8,CT,2021\nC,9,10,11,12,MRI,2022\n`;

/** Every refusal: exit code 2, nothing on standard output, one message on standard error. */
async function refusal(argv: readonly string[], inputs: Inputs = {}): Promise<string> {
  const { exitCode, stdout, stderr } = await dta(argv, inputs);
  expect(exitCode).toBe(2);
  expect(stdout).toBe("");
  expect(stderr.match(/^error: /gm)).toHaveLength(1);
  expect(stderr).not.toMatch(/\n\s+at /);
  return stderr;
}

describe("dta", () => {
  it("ends with 0 and prints to standard output", async () => {
    expect(await dta(["count", "data.csv"], data(GOOD))).toEqual({ exitCode: 0, stdout: "3\n", stderr: "" });
  });

  it("ends with 1 where a command says that a check failed, its output printed all the same", async () => {
    expect(await dta(["count", "data.csv", "--fail"], data(GOOD))).toEqual({ exitCode: 1, stdout: "3\n", stderr: "" });
  });

  it("reads standard input as -", async () => {
    expect(await dta(["count", "-"], { stdin: GOOD })).toMatchObject({ exitCode: 0, stdout: "3\n" });
    expect(await refusal(["count", "-"], { stdin: "" })).toContain("error: standard input: the file is empty");
  });

  it("reads a JSON array of studies as well", async () => {
    const json = JSON.stringify([{ id: "A", tp: 1, fp: 2, fn: 3, tn: 4 }]);
    expect(await dta(["count", "-"], { stdin: ` ${json}` })).toMatchObject({ exitCode: 0, stdout: "1\n" });
    expect(await refusal(["count", "-"], { stdin: '[{"id":"A","tp":-1}]' })).toContain("tp (true positives): got -1");
    expect(await refusal(["count", "-"], { stdin: "[{" })).toContain("not valid JSON");
  });

  it("keeps the studies for which --where is true", async () => {
    const argv = ["count", "data.csv", "--where", 'modality == "CT" and year >= 2020'];
    expect(await dta(argv, data(GOOD))).toMatchObject({ exitCode: 0, stdout: "1\n" });
  });

  it("prints help and its version to standard output", async () => {
    for (const argv of [["--help"], ["help"], ["count", "--help"], ["help", "count"]]) {
      const { exitCode, stdout, stderr } = await dta(argv);
      expect([exitCode, stderr], argv.join(" ")).toEqual([0, ""]);
      expect(stdout).toContain("Usage: dta");
    }
    expect(await dta(["--version"])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("without a command, prints help to standard error and ends with 2", async () => {
    const { exitCode, stdout, stderr } = await dta([]);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("Usage: dta");
  });

  describe("refuses with exit code 2, one message and no output:", () => {
    it("an unknown command, with what it may have meant", async () => {
      expect(await refusal(["cuont", "data.csv"])).toMatch(/unknown command 'cuont'[\s\S]*count/);
    });

    it("an unknown option, with what it may have meant", async () => {
      expect(await refusal(["count", "data.csv", "--jsn"], data(GOOD))).toMatch(/unknown option '--jsn'[\s\S]*--json/);
    });

    it("a missing FILE, and one too many", async () => {
      expect(await refusal(["count"])).toContain("missing required argument 'file'");
      expect(await refusal(["count", "a", "b"])).toContain("too many arguments");
    });

    it("an option without its value, and a value that is out of range", async () => {
      expect(await refusal(["count", "data.csv", "--where"], data(GOOD))).toContain("argument missing");
      for (const value of ["2", "0", "1", "x", "", "-0.1", "NaN"]) {
        expect(await refusal(["count", "data.csv", `--prior=${value}`], data(GOOD))).toContain("between 0 and 1");
      }
    });

    it("a file that isn't there", async () => {
      expect(await refusal(["count", "nowhere/data.csv"])).toBe(
        "error: nowhere/data.csv: cannot be read, there is no such file.\n",
      );
    });

    it("a directory", async () => {
      expect(await refusal(["count", "fixtures"])).toContain("fixtures: cannot be read, it is a directory");
    });

    it("a binary file", async () => {
      const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
      expect(await refusal(["count", "data.csv"], data(png))).toContain("data.csv: this is not a text file");
      const workbook = Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0]);
      expect(await refusal(["count", "data.csv"], data(workbook))).toContain("this is no workbook that can be read");
    });

    it.each([
      ["an empty file", "", "the file is empty"],
      ["only a header", HEADER, "only a header"],
      ["a missing column", "study,tp,fp,fn\nA,1,2,3", "no column for tn (true negatives)"],
      [
        "a negative count",
        `${HEADER}\nA,1,-2,3,4,CT,2019`,
        'row 1 (line 2), study "A", column "fp" (false positives): got "-2"',
      ],
      ["a fractional count", `${HEADER}\nA,1,2.5,3,4,CT,2019`, 'got "2.5", wanted a whole number ≥ 0'],
      ["text in a count", `${HEADER}\nA,1,two,3,4,CT,2019`, 'got "two", wanted a whole number ≥ 0'],
      [
        "duplicate ids",
        `${HEADER}\nA,1,2,3,4,CT,2019\nA,1,2,3,4,CT,2019`,
        "row 2 (line 3) and row 1 (line 2) are both called",
      ],
      ["rows of unequal length", `${HEADER}\nA,1,2,3,4`, "has 5 cells where the header has 7"],
    ])("%s", async (_, csv, message) => {
      const stderr = await refusal(["count", "data.csv"], data(csv));
      expect(stderr).toContain("error: data.csv: ");
      expect(stderr).toContain(message);
    });

    it.each([
      ['modalty == "CT"', 'there is no column "modalty"; did you mean "modality"?'],
      ["year.constructor", "cannot be reached"],
      ['import("fs")', 'there is no function "import"'],
      ["tp = 100", "to compare, write =="],
      ["year >", "Unexpected end of expression"],
      ["year", "must be true or false"],
      ["modality > 3", "have no order"],
      ["year > 3000", "true for none of the 3 studies"],
    ])("--where %s", async (where, message) => {
      expect(await refusal(["count", "data.csv", "--where", where], data(GOOD))).toContain(message);
    });
  });

  it("says that it failed where the fault is its own", async () => {
    const { exitCode, stdout, stderr } = await dta(["count", "data.csv", "--break"], data(GOOD));
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("please report this");
    expect(stderr).toContain("TypeError: a fault of the program");
  });
});
