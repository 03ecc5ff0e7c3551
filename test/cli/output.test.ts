import { type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { allCommands } from "../../src/cli/commands.js";
import { processIo } from "../../src/cli/io.js";
import { run } from "../../src/cli/run.js";
import { buildCommand } from "./built-command.js";

const PAPER = "Results\n\nSensitivity was 0.80 (95% CI 0.70-0.90).\n";
const PUBLISHED = '{"results": [{"id": "a", "sensitivity": "0.8"}]}';
const STUDIES = readFileSync("fixtures/auditc/data.csv", "utf8");
const OLD = "what was there before\n";

let command: Awaited<ReturnType<typeof buildCommand>>;
let folder: string;

beforeAll(async () => {
  command = await buildCommand("output");
});
afterAll(() => command.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dta-meta-output-"));
  writeFileSync(join(folder, "paper.txt"), PAPER);
});
afterEach(() => {
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true });
});

const at = (name: string): string => join(folder, name);
const read = (name: string): string => readFileSync(at(name), "utf8");
const names = (): string[] => readdirSync(folder).sort();

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  /** Without notes. */
  readonly stderr: string;
}

const COMMANDS = await allCommands();

/** The command in this process, with the files of the machine. */
async function inProcess(argv: readonly string[]): Promise<Ended> {
  const printed = { stdout: "", stderr: "" };
  const io = {
    ...processIo,
    stdout: (text: string) => {
      printed.stdout += text;
    },
    stderr: (text: string) => {
      printed.stderr += text;
    },
  };
  const code = await run(argv, io, COMMANDS);
  return { code, ...printed, stderr: printed.stderr.replace(/^note: .*\n/gm, "") };
}

function collect(child: ReturnType<typeof spawn>): Promise<Ended> {
  const printed = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.on("data", (chunk) => {
      printed[name] += chunk;
    });
  }
  return once(child, "close").then(([code]) => ({
    code,
    ...printed,
    stderr: printed.stderr.replace(/^note: .*\n/gm, ""),
  }));
}

/** The built command as a process; `preload` is code that runs before it. */
function start(argv: readonly string[], { preload, ...options }: SpawnOptions & { readonly preload?: string } = {}) {
  const imports = preload === undefined ? [] : ["--import", `data:text/javascript,${encodeURIComponent(preload)}`];
  const child = spawn(process.execPath, [...imports, command.file, ...argv], { cwd: folder, ...options });
  child.stdin?.end();
  return { child, ended: collect(child) };
}

/** A line in bash, in which `dta` is the built command. */
const shell = (script: string): Promise<Ended> =>
  collect(spawn("bash", ["-c", `dta() { ${process.execPath} ${command.file} "$@"; }; ${script}`], { cwd: folder }));

/** Replaces what putting a file onto the disk does, which comes after the temporary file is written and before it has its name. */
const onSync = (body: string): string =>
  `import { open } from "node:fs/promises";
   const handle = await open(process.execPath);
   Object.getPrototypeOf(handle).sync = async function () { ${body} };
   await handle.close();`;

/** One line, exit code 2, nothing on standard output. */
async function refused(ended: Promise<Ended>): Promise<string> {
  const { code, stdout, stderr } = await ended;
  expect([code, stdout, stderr.split("\n").length]).toEqual([2, "", 2]);
  return stderr;
}
const refusal = (...argv: string[]): Promise<string> => refused(inProcess(argv));

const extract = (output: string, ...more: string[]): string[] => ["extract", "paper.txt", "-o", output, ...more];

describe("a file that a command writes", () => {
  it("is new, whole, and alone", async () => {
    expect(await start(extract("draft.json")).ended).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(JSON.parse(read("draft.json")).results).toHaveLength(1);
    expect(names()).toEqual(["draft.json", "paper.txt"]);
    expect(statSync(at("draft.json")).mode & 0o777).toBe(0o666 & ~process.umask());
  });

  it("is kept where it was there before, unless --force says otherwise; its mode and links stay", async () => {
    writeFileSync(at("real.json"), OLD, { mode: 0o640 });
    symlinkSync("real.json", at("draft.json"));
    const argv = ["extract", at("paper.txt"), "-o", at("draft.json")];
    expect(await refusal(...argv)).toBe(
      `error: ${at("draft.json")}: cannot be written, it is there already; --force replaces it.\n`,
    );
    expect(read("real.json")).toBe(OLD);
    expect(await inProcess([...argv, "--force"])).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(read("real.json")).results).toHaveLength(1);
    expect(readFileSync(at("draft.json"), "utf8")).toBe(read("real.json"));
    expect(statSync(at("real.json")).mode & 0o777).toBe(0o640);
  });

  it.each([
    [["report"], "studies.csv", ""],
    [["plot", "forest"], "studies.csv", ".svg"],
    [["audit"], "published.json", ""],
    [["extract"], "paper.txt", ""],
  ])("is refused before the work of %s begins", async (words, name, ending) => {
    // not even read: it isn't there
    const input = at(`no-${name}`);
    const [there, directory] = [at(`there${ending}`), at(`directory${ending}`)];
    writeFileSync(there, OLD);
    mkdirSync(directory);
    const output = (path: string): Promise<string> => refusal(...words, input, "-o", path);
    expect(await output(there)).toContain("cannot be written, it is there already; --force replaces it");
    expect(await output(directory)).toContain("cannot be written, it is a directory; name a file in it");
    expect(await output(at(`no/where${ending}`))).toContain("cannot be written, there is no such directory");
    expect(await output(join(there, `x${ending}`))).toContain("part of its path is a file, not a directory");
    expect(readFileSync(there, "utf8")).toBe(OLD);
  });

  it("is never an input, by whatever name, with --force or without", async () => {
    writeFileSync(at("s.csv"), STUDIES);
    symlinkSync("s.csv", at("soft.csv"));
    linkSync(at("s.csv"), at("hard.csv"));
    mkdirSync(at("sub"));
    for (const output of ["s.csv", "soft.csv", "hard.csv", "sub/../s.csv"].map(at)) {
      for (const force of [[], ["--force"]]) {
        expect(await refusal("report", at("s.csv"), ...force, "-o", output)).toBe(
          `error: ${output}: it is read as well; write to another file.\n`,
        );
      }
    }
    expect(await refused(shell("dta report - --model reitsma --force -o s.csv < s.csv"))).toContain(
      "it is read as well",
    );
    // one that another file names is found when it is written
    writeFileSync(at("p.json"), JSON.stringify({ ...JSON.parse(PUBLISHED), data: { file: "s.csv" } }));
    expect(await refusal("audit", at("p.json"), "--force", "-o", at("s.csv"))).toContain("it is read as well");
    expect(read("s.csv")).toBe(STUDIES);
  });

  it("stays as it was where the new one can't be written to its end", async () => {
    writeFileSync(at("old.json"), OLD);
    const preload = onSync(`throw Object.assign(new Error("ENOSPC: no space"), { code: "ENOSPC" });`);
    await Promise.all(
      ["old.json", "new.json"].map(async (output) => {
        expect(await refused(start(extract(output, "--force"), { preload }).ended)).toBe(
          `error: ${output}: cannot be written, no space is left on the device.\n`,
        );
      }),
    );
    expect(read("old.json")).toBe(OLD);
    expect(names()).toEqual(["old.json", "paper.txt"]);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("stays as it was where %s comes in between, and nothing else is left", async (signal, code) => {
    writeFileSync(at("old.json"), OLD);
    const preload = onSync(`await new Promise((done) => setTimeout(done, 30_000));`);
    const { child, ended } = start(extract("old.json", "--force"), { preload });
    while (!names().some((name) => name.endsWith(".tmp"))) await new Promise((done) => setTimeout(done, 10));
    child.kill(signal);
    expect(await ended).toEqual({ code, stdout: "", stderr: `error: interrupted by ${signal}.\n` });
    expect(read("old.json")).toBe(OLD);
    expect(names()).toEqual(["old.json", "paper.txt"]);
  });

  it("does not take the place of one that came up meanwhile", async () => {
    const preload = onSync(
      `(await import("node:fs")).writeFileSync(${JSON.stringify(at("draft.json"))}, ${JSON.stringify(OLD)});`,
    );
    expect(await refused(start(extract("draft.json"), { preload }).ended)).toContain("it is there already");
    expect(read("draft.json")).toBe(OLD);
    expect(names()).toEqual(["draft.json", "paper.txt"]);
  });

  it("cannot lie in a directory that is read-only, nor replace a file that is", async () => {
    // root may write anywhere
    const other = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    chmodSync(folder, 0o555);
    expect(await refused(start(extract("draft.json"), other).ended)).toBe(
      "error: draft.json: cannot be written, you may not.\n",
    );
    chmodSync(folder, 0o777);
    writeFileSync(at("draft.json"), OLD, { mode: 0o444 });
    expect(await refused(start(extract("draft.json", "--force"), other).ended)).toBe(
      "error: draft.json: cannot be written, you may not.\n",
    );
    expect(read("draft.json")).toBe(OLD);
  });

  it.runIf(existsSync("/dev/full"))("may be a device, which is written to as it is", async () => {
    expect(await refusal("extract", at("paper.txt"), "-o", "/dev/full")).toBe(
      "error: /dev/full: cannot be written, no space is left on the device.\n",
    );
    expect(await inProcess(["extract", at("paper.txt"), "-o", "/dev/null"])).toMatchObject({ code: 0, stderr: "" });
    expect((await inProcess(["extract", at("paper.txt"), "-o", "-"])).stdout).toContain('"results"');
  });
});

describe("standard streams", () => {
  it.runIf(existsSync("/dev/full"))("that take nothing more end the command with one line", async () => {
    for (const words of ["extract paper.txt", "--version"]) {
      expect(await shell(`dta ${words} > /dev/full`)).toEqual({
        code: 2,
        stdout: "",
        stderr: "error: standard output: cannot be written, no space is left on the device.\n",
      });
    }
    expect(await shell("dta extract nowhere.txt 2> /dev/full")).toMatchObject({ code: 2, stdout: "" });
  });

  it("whose reader leaves early are no fault; the command's own exit code stands", async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `S${i},20,3,5,60`);
    writeFileSync(at("many.csv"), ["study,tp,fp,fn,tn", ...lines, ""].join("\n"));
    expect(await shell(`dta export many.csv --csv | head -1; echo "\${PIPESTATUS[0]}"`)).toEqual({
      code: 0,
      stdout: "study,tp,fp,fn,tn\n0\n",
      stderr: "",
    });
  });

  it("that are closed: an input that is empty, an output that nobody sees", async () => {
    expect(await refused(shell("dta analyze - <&-"))).toMatch(/^error: standard input: the file is empty/);
    expect(await shell("dta extract paper.txt -o draft.json <&- >&- 2>&-")).toMatchObject({ code: 0 });
    expect(JSON.parse(read("draft.json")).results).toHaveLength(1);
  });
});
