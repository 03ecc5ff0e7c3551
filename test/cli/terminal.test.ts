import { describe, expect, it } from "vitest";
import { allCommands } from "../../src/cli/commands.js";
import { progressLine } from "../../src/cli/progress-line.js";
import { type Terminal, terminalOf } from "../../src/cli/terminal.js";
import { type Inputs, type Outcome, runCommand } from "./harness.js";

const COMMANDS = await allCommands();

const TTY = { isTTY: true, columns: 72 };
const ESCAPE = "\u001b";
const CSV = "study,tp,fp,fn,tn\nA,20,3,5,60\nB,15,2,2,33\nC,8,1,4,40\nD,30,9,3,70\nE,11,5,6,52\n";

const screen: Terminal = { interactive: true, colors: true, columns: 72 };
const dta = (argv: readonly string[], inputs: Inputs = {}): Promise<Outcome> =>
  runCommand(COMMANDS, argv, { files: { "studies.csv": CSV }, ...inputs });

describe("terminalOf", () => {
  it.each<[string, object, Record<string, string>, Terminal]>([
    ["a terminal", TTY, { TERM: "xterm" }, { interactive: true, colors: true, columns: 72 }],
    ["a file or a pipe", {}, { TERM: "xterm" }, { interactive: false, colors: false, columns: null }],
    ["a terminal that can do nothing", TTY, { TERM: "dumb" }, { interactive: false, colors: false, columns: 72 }],
    ["a terminal with NO_COLOR", TTY, { NO_COLOR: "1" }, { interactive: true, colors: false, columns: 72 }],
    ["a terminal with an empty NO_COLOR", TTY, { NO_COLOR: "" }, { interactive: true, colors: true, columns: 72 }],
    ["a pipe with FORCE_COLOR", {}, { FORCE_COLOR: "1" }, { interactive: false, colors: true, columns: null }],
    ["a terminal with FORCE_COLOR=0", TTY, { FORCE_COLOR: "0" }, { interactive: true, colors: false, columns: 72 }],
    ["both", TTY, { NO_COLOR: "1", FORCE_COLOR: "1" }, { interactive: true, colors: false, columns: 72 }],
    ["a terminal without a width", { isTTY: true }, {}, { interactive: true, colors: true, columns: null }],
  ])("%s", (_, stream, environment, expected) => {
    expect(terminalOf(stream, environment)).toEqual(expected);
  });
});

describe("colours", () => {
  const argv = ["analyze", "studies.csv", "--model", "reitsma"];

  it("stay away from files and pipes", async () => {
    for (const words of [argv, ["--help"], ["analyze", "--help"], ["nothing"], ["analyze", "no.csv"]]) {
      const { stdout, stderr } = await dta(words);
      expect(stdout + stderr, words.join(" ")).not.toContain(ESCAPE);
    }
  });

  it("dress headings, rules, warnings, help and errors on a terminal", async () => {
    const analysis = await dta(argv, { terminal: screen });
    expect(analysis.stdout).toContain(`${ESCAPE}[1mPooled accuracy${ESCAPE}[22m`);
    expect(analysis.stdout).toContain(`${ESCAPE}[2m───`);
    const help = await dta(["analyze", "--help"], { terminal: screen });
    expect(help.stdout).toContain(`${ESCAPE}[1mOptions:${ESCAPE}[22m`);
    expect(help.stdout).toContain(`${ESCAPE}[1mExamples:${ESCAPE}[22m`);
    for (const words of [["nothing"], ["analyze", "no.csv"]]) {
      const { stderr } = await dta(words, { terminal: screen });
      expect(stderr).toMatch(new RegExp(`${ESCAPE}\\[1m${ESCAPE}\\[31merror:${ESCAPE}\\[39m${ESCAPE}\\[22m `));
    }
  });

  it("change nothing but the colours, and JSON not at all", async () => {
    const plain = { ...screen, colors: false };
    const codes = new RegExp(`${ESCAPE}\\[\\d+m`, "g");
    for (const words of [argv, ["--help"], ["analyze", "--help"], ["plot", "--help"]]) {
      const colored = await dta(words, { terminal: screen });
      expect(colored.stdout.replace(codes, ""), words.join(" ")).toBe((await dta(words, { terminal: plain })).stdout);
    }
    expect((await dta([...argv, "--json"], { terminal: screen })).stdout).toBe((await dta([...argv, "--json"])).stdout);
  });
});

describe("the width of text", () => {
  const longest = ({ stdout }: Outcome): number =>
    Math.max(
      ...stdout
        .split("\n")
        .filter((line) => / [a-z]+ [a-z]+ [a-z]+ /.test(line) && !line.includes("  "))
        .map((line) => line.length),
    );

  it("is the terminal's, up to 100 columns", async () => {
    const argv = ["analyze", "studies.csv", "--model", "reitsma"];
    const at = async (columns: number): Promise<number> =>
      longest(await dta(argv, { terminal: { interactive: true, colors: false, columns } }));
    expect(await at(60)).toBeLessThanOrEqual(60);
    expect(await at(80)).toBeGreaterThan(60);
    expect(await at(300)).toBeLessThanOrEqual(100);
  });
});

describe("progressLine", () => {
  const drawing = (terminal: Terminal) => {
    const clock = { now: 0 };
    const written: string[] = [];
    const line = progressLine(
      { stderr: (text) => written.push(text), terminal: { stderr: terminal } },
      () => clock.now,
    );
    return { clock, written, line };
  };

  it("names the work, says how far it is and how long it will take, and goes away", () => {
    const { clock, written, line } = drawing(screen);
    line.begin("Leaving out each study");
    for (let done = 1; done <= 20; done++) {
      clock.now += 125;
      line.update(done, 40);
    }
    line.end();
    expect(written[0]).toBe(`\r${ESCAPE}[KLeaving out each study …`);
    expect(written.at(-2)).toBe(
      `\r${ESCAPE}[KLeaving out each study  ████████████────────────  20 of 40, 3 s left`.slice(0, 75),
    );
    expect(written.at(-1)).toBe(`\r${ESCAPE}[K`);
    // not before 0.4 s
    expect(written).toHaveLength(1 + 17 + 1);
  });

  it("is drawn no more than ten times a second", () => {
    const { clock, written, line } = drawing(screen);
    line.begin("Reading");
    for (let done = 1; done <= 10_000; done++) {
      clock.now += 1;
      line.update(done, 10_000);
    }
    expect(written).toHaveLength(1 + 97);
  });

  it("counts where nobody knows the end", () => {
    const { clock, written, line } = drawing(screen);
    line.begin("Analysing line by line");
    clock.now = 12_000;
    line.update(34_567, null);
    expect(written.at(-1)).toBe(`\r${ESCAPE}[KAnalysing line by line  34,567, 12 s`);
  });

  it("never is longer than the terminal is wide, so that it stays one line", () => {
    const { clock, written, line } = drawing({ ...screen, columns: 20 });
    line.begin("A name that is longer than that");
    clock.now = 1000;
    line.update(1, 2);
    for (const text of written) expect(text.replace(`\r${ESCAPE}[K`, "").length).toBeLessThan(20);
  });

  it("writes nothing anywhere but on a terminal", () => {
    const { clock, written, line } = drawing({ interactive: false, colors: true, columns: null });
    line.begin("x");
    clock.now = 5000;
    line.update(1, 2);
    line.end();
    expect(written).toEqual([]);
  });

  it("shows in commands on a terminal, and leaves no trace before an error", async () => {
    const shown = await dta(["analyze", "studies.csv", "--model", "reitsma"], { terminal: screen });
    expect(shown.stderr).toBe(`\r${ESCAPE}[KReading studies.csv …\r${ESCAPE}[KAnalysing 5 tables …\r${ESCAPE}[K`);
    const failed = await dta(["analyze", "no.csv"], { terminal: { ...screen, colors: false } });
    expect(failed.stderr).toBe(
      `\r${ESCAPE}[KReading no.csv …\r${ESCAPE}[Kerror: no.csv: cannot be read, there is no such file.\n`,
    );
    expect((await dta(["analyze", "studies.csv", "--model", "reitsma"])).stderr).toBe("");
  });
});
