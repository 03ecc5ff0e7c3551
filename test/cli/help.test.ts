import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allCommands } from "../../src/cli/commands.js";
import { commandShapes } from "../../src/cli/completion/command-shape.js";
import { EXAMPLES } from "../../src/cli/examples.js";
import type { CommandContext, Io } from "../../src/cli/io.js";
import { createProgram } from "../../src/cli/run.js";
import { buildCommand } from "./built-command.js";
import { runCommand } from "./harness.js";

const COMMANDS = await allCommands();

const none = { interactive: false, colors: false, columns: null };
const program = createProgram({ io: { terminal: { stdout: none, stderr: none } } as Io } as CommandContext, COMMANDS);
const shapes = commandShapes(program);
const names = shapes.map(({ name }) => name).filter((name) => name !== "help");

const HEADER = "study,tp,fp,fn,tn,modality,year";
const ROWS = [
  "A,20,3,5,60,CT,2009",
  "B,15,2,2,33,CT,2011",
  "C,8,1,4,40,MRI,2012",
  "D,30,9,3,70,CT,2013",
  "E,11,5,6,52,MRI,2014",
  "F,25,4,4,45,CT,2016",
  "G,17,6,3,38,MRI,2018",
  "H,40,7,9,81,MRI,2019",
  "I,22,5,2,47,CT,2021",
];
const QUALITY = `study,rob_PS,rob_IT,rob_RS,rob_FT\nA,low,high,low,unclear\nB,low,low,low,low\n`;
const REPORTS =
  "study,n,diseased,sens,spec\nA,131,68,0.912,0.714\nB,123,82,90.2,70.7\nC,71,32,87.5,74.4\nD,239,186,82.8,90.6\n";
const REPORTED = `study,n,diseased,sensitivity,specificity
A,88,25,80.0,95.2
B,52,17,88.2,94.3
C,53,12,66.7,97.6
D,112,33,90.9,88.6
`;
const CUTOFFS = `study,cutoff,tp,fp,fn,tn
A,20,70,40,30,160
A,40,45,12,55,188
B,15,44,50,6,50
B,30,30,15,20,85
C,25,80,30,40,120
C,35,66,18,54,132
D,20,30,22,10,78
D,50,12,3,28,97
E,10,56,70,4,40
E,25,41,30,19,80
E,45,22,8,38,102
`;
const PAPER = JSON.stringify({
  as: "metandi",
  data: { file: "studies.csv" },
  results: [{ id: "all", k: 9, sensitivity: { estimate: "0.83", lower: "0.77", upper: "0.88" }, specificity: "0.92" }],
});
const PAPER_PAGE =
  "<h1>A review</h1><h2>Results</h2><p>Nine studies were pooled. Sensitivity and specificity were 0.83 (95% CI 0.77-0.88) and 0.92 (0.90-0.94).</p>";

let folder: string;
let command: Awaited<ReturnType<typeof buildCommand>>;

beforeAll(async () => {
  command = await buildCommand("help");
  folder = mkdtempSync(join(tmpdir(), "dta-meta-help-"));
  mkdirSync(join(folder, ".config/fish/completions"), { recursive: true });
  writeFileSync(join(folder, "dta"), `#!/bin/sh\nexec ${process.execPath} ${command.file} "$@"\n`);
  chmodSync(join(folder, "dta"), 0o755);
  copyFileSync(new URL("../../fixtures/ascus/data.csv", import.meta.url), join(folder, "tests.csv"));
  writeFileSync(join(folder, "studies.csv"), [HEADER, ...ROWS, ""].join("\n"));
  writeFileSync(join(folder, "quality.csv"), QUALITY);
  writeFileSync(join(folder, "reports.csv"), REPORTS);
  writeFileSync(join(folder, "reports.csv"), REPORTED);
  writeFileSync(join(folder, "cutoffs.csv"), CUTOFFS);
  writeFileSync(join(folder, "paper.json"), PAPER);
  writeFileSync(join(folder, "paper.html"), PAPER_PAGE);
  mkdirSync(join(folder, "papers"));
  writeFileSync(join(folder, "papers", "one.json"), PAPER);
  writeFileSync(join(folder, "completion.bash"), execFileSync(join(folder, "dta"), ["completion", "bash"]));
  const line = { studies: [{ id: "A", tp: 20, fp: 3, fn: 5, tn: 60 }] };
  writeFileSync(join(folder, "in.ndjson"), `${JSON.stringify(line)}\n`);
});

afterAll(() => {
  command.remove();
  rmSync(folder, { recursive: true });
});

/** Runs a line in bash, in a folder with `dta` and the files that the examples name. */
function shell(line: string): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  // `fpath` is zsh's list of folders; here it keeps the example inside the folder
  return spawnSync("bash", ["-c", `set -o pipefail; fpath=(. .); ${line}`], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, HOME: folder, PATH: `${folder}:${process.env.PATH}`, NO_COLOR: "1" },
  });
}

describe("help", () => {
  it.each(names)("dta %s --help describes every argument and option, and ends with examples", async (name) => {
    const { exitCode, stdout } = await runCommand(COMMANDS, [name, "--help"]);
    expect(exitCode).toBe(0);
    const found = program.commands.find((one) => one.name() === name);
    for (const { long, description } of found?.options ?? []) {
      expect(stdout).toContain(long);
      expect(description, `${name} ${long}`).not.toBe("");
    }
    for (const argument of found?.registeredArguments ?? []) expect(argument.description).not.toBe("");
    const examples = EXAMPLES[name] ?? [];
    expect(examples.length).toBeGreaterThan(0);
    for (const { says, line } of examples) expect(stdout).toContain(`  # ${says}\n  ${line}`);
    expect(stdout.indexOf("Examples:")).toBeGreaterThan(stdout.indexOf("Options:"));
  });

  it("has examples of commands that there are", () => {
    expect(Object.keys(EXAMPLES).filter((name) => !names.includes(name))).toEqual([]);
  });

  const examples = Object.entries(EXAMPLES).flatMap(([name, examples]) => examples.map(({ line }) => [name, line]));
  it.each(examples)("%s: %s", (_, line) => {
    const { status, stderr } = shell(line!);
    expect([status, stderr.replace(/^note: .*\n/gm, "")]).toEqual([0, ""]);
  });
});

describe("hints", () => {
  it.each([
    [["anlyze", "x.csv"], "(Did you mean analyze?)"],
    [["analyze", "x.csv", "--jsn"], "(Did you mean --json?)"],
    [["plot", "forrest", "x.csv"], 'did you mean "forest"?'],
    [["studies.csv", "--prior", "0.2"], "(A command comes first, as in: dta analyze studies.csv --prior 0.2)"],
  ])("%s", async (argv, hint) => {
    const { exitCode, stdout, stderr } = await runCommand(COMMANDS, argv);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(hint);
  });
});

describe("completion", () => {
  /** What bash offers for the last of the words. */
  const offers = (...words: string[]): string[] => {
    const quoted = words.map((word) => `'${word}'`).join(" ");
    const { status, stdout, stderr } = shell(
      `source completion.bash; COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _dta; printf '%s\\n' "\${COMPREPLY[@]}"`,
    );
    expect([status, stderr]).toEqual([0, ""]);
    return stdout.split("\n").filter((word) => word !== "");
  };

  it("in bash offers commands, options, their values and figures, and leaves files to bash", () => {
    expect(offers("dta", "")).toEqual(expect.arrayContaining(["analyze", "plot", "batch", "help", "--version"]));
    expect(offers("dta", "an")).toEqual(["analyze"]);
    expect(offers("dta", "analyze", "--mo")).toEqual(["--model", "--moderators"]);
    expect(offers("dta", "analyze", "x.csv", "--model", "")).toEqual(["binomial", "reitsma", "bayes"]);
    expect(offers("dta", "plot", "f")).toEqual(["forest", "fagan", "frequency-tree"]);
    expect(offers("dta", "plot", "--t")).toEqual(["--theme", "--title"]);
    expect(offers("dta", "completion", "z")).toEqual(["zsh"]);
    for (const words of [
      ["analyze", ""],
      ["plot", "forest", "stu"],
      ["plot", "-o", ""],
    ]) {
      expect(offers("dta", ...words)).toEqual([]);
    }
  });

  it.each(["bash", "zsh", "fish"])("in %s knows every command and every option", async (name) => {
    const { exitCode, stdout } = await runCommand(COMMANDS, ["completion", name]);
    expect(exitCode).toBe(0);
    for (const { name: command, options } of shapes) {
      expect(stdout).toContain(command);
      for (const { long } of options) expect(stdout).toContain(name === "fish" ? `-l ${long.slice(2)}` : long);
    }
  });

  it.each(["bash", "zsh", "fish"])("is a script that %s takes, where it is installed", (name) => {
    if (spawnSync("which", [name]).status !== 0) return;
    const script = execFileSync(join(folder, "dta"), ["completion", name], { encoding: "utf8" });
    const file = join(folder, "completion");
    writeFileSync(file, script);
    expect(spawnSync(name, ["-n", file], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
  });
});
