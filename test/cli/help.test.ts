import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allCommands } from "../../src/cli/commands.js";
import { commandShapes } from "../../src/cli/completion/command-shape.js";
import { EXAMPLES } from "../../src/cli/examples.js";
import type { CommandContext, Io } from "../../src/cli/io.js";
import { createProgram } from "../../src/cli/run.js";
import { exampleFiles, exampleLines, shell, withoutShell } from "./example-folder.js";
import { runCommand } from "./harness.js";

const COMMANDS = await allCommands();

const none = { interactive: false, colors: false, columns: null };
const program = createProgram({ io: { terminal: { stdout: none, stderr: none } } as Io } as CommandContext, COMMANDS);
const shapes = commandShapes(program);
const names = shapes.map(({ name }) => name).filter((name) => name !== "help");

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "dta-meta-help-"));
  writeFileSync(join(folder, "completion.bash"), (await runCommand(COMMANDS, ["completion", "bash"])).stdout);
});

afterAll(() => rmSync(folder, { recursive: true }));

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

  // test/long runs them all in a shell, also those with pipes and of commands that take seconds and have tests of their own
  const alone = exampleLines.flatMap(([name, line]) => {
    const typed = withoutShell(line);
    return typed === null || ["compare", "latent"].includes(name) ? [] : [[name, line, typed] as const];
  });
  it.each(alone)("%s: %s", async (_name, _line, { argv, stdin }) => {
    const { exitCode, stderr } = await runCommand(COMMANDS, argv, { files: exampleFiles, stdin });
    expect([exitCode, stderr.replace(/^note: .*\n/gm, "")]).toEqual([0, ""]);
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
      folder,
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
    expect(offers("dta", "plot", "--t")).toEqual(["--theme", "--title", "--test"]);
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

  it.each(["bash", "zsh", "fish"])("is a script that %s takes, where it is installed", async (name) => {
    if (spawnSync("which", [name]).status !== 0) return;
    const file = join(folder, "completion");
    writeFileSync(file, (await runCommand(COMMANDS, ["completion", name])).stdout);
    expect(spawnSync(name, ["-n", file], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
  });
});
