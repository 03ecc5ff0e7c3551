import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { BatchLine } from "../../src/cli/batch.js";
import { FAST, studies } from "./batch-memory.js";
import { buildCommand } from "./built-command.js";

let command: Awaited<ReturnType<typeof buildCommand>>;
let folder: string;

beforeAll(async () => {
  command = await buildCommand("batch-resume");
});
afterAll(() => command.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dta-meta-batch-"));
  writeFileSync(join(folder, "dta"), `#!/bin/sh\nexec ${process.execPath} ${command.file} "$@"\n`);
  chmodSync(join(folder, "dta"), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);
const line = (id: number, more: object = {}): string => JSON.stringify({ id, studies, options: FAST, ...more });
const input = (...lines: string[]): string => `${lines.join("\n")}\n`;

/** A line in bash; `dta` comes first in the path. */
function shell(script: string) {
  const { status, stdout, stderr } = spawnSync("bash", ["-c", `set -o pipefail; ${script}`], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, PATH: `${folder}:${process.env.PATH}`, HOME: folder },
  });
  return { status, stdout, stderr };
}
const answers = (text: string): BatchLine[] =>
  text
    .trimEnd()
    .split("\n")
    .map((one) => JSON.parse(one) as BatchLine);
const ids = (name: string): unknown[] => answers(readFileSync(at(name), "utf8")).map(({ id }) => id);

describe("dta batch --workers", () => {
  it("gives the same answers in the same order, whatever the number of threads", () => {
    const lines = Array.from({ length: 24 }, (_, i) =>
      i % 7 === 3 ? "no JSON" : line(i, { studies: studies.slice(0, 2 + (i % 4)) }),
    );
    writeFileSync(at("in"), input(...lines));
    const [one, three] = [1, 3].map((count) => shell(`dta batch --workers ${count} < in`));
    expect([one!.status, one!.stderr]).toEqual([1, '3 of 24 lines could not be analysed; their "error" says why.\n']);
    expect(three).toEqual(one);
    expect(answers(one!.stdout).map((answer) => answer.line)).toEqual(lines.map((_, i) => i + 1));
  });

  it("answers a line before the next one comes", async () => {
    const child = spawn(process.execPath, [command.file, "batch", "--workers", "2"]);
    for (let i = 0; i < 2; i++) {
      child.stdin.write(input(line(i)));
      let text = "";
      while (!text.endsWith("\n")) text += String((await once(child.stdout, "data"))[0]);
      expect(answers(text)).toMatchObject([{ id: i, line: i + 1 }]);
    }
    child.stdin.end();
    expect(await once(child, "close")).toEqual([0, null]);
  });

  it("ends quietly where its reader leaves", () => {
    writeFileSync(at("in"), input(...Array.from({ length: 40 }, (_, i) => line(i))));
    const { stdout, stderr } = shell(`dta batch < in | head -c 10 > /dev/null; echo "\${PIPESTATUS[0]}"`);
    expect([stdout, stderr]).toEqual(["141\n", ""]);
  });
});

describe("dta batch --resume", () => {
  it("goes on where a run was interrupted, and makes what it would have made", async () => {
    const lines = Array.from({ length: 400 }, (_, i) => line(i));
    writeFileSync(at("in"), input(...lines.slice(0, 6), "no JSON", ...lines.slice(6, 9)));
    expect(shell("dta batch < in > whole").status).toBe(1);
    const whole = readFileSync(at("whole"), "utf8");
    const child = spawn(process.execPath, [command.file, "batch", "-o", "out"], { cwd: folder });
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    child.stdin.write(input(...lines.slice(0, 6)));
    while (!existsSync(at("out")) || readFileSync(at("out"), "utf8").split("\n").length < 4)
      await new Promise((done) => setTimeout(done, 5));
    child.kill("SIGINT");
    expect((await once(child, "close"))[0]).toBe(130);
    expect(said).toMatch(/^error: interrupted by SIGINT; \d lines were answered; --resume goes on from there\.\n$/);
    const half = readFileSync(at("out"), "utf8");
    expect([whole.startsWith(half), half.endsWith("\n")]).toEqual([true, true]);
    // without --resume the file is kept as it is
    expect(shell("dta batch -o out < in")).toMatchObject({ status: 2, stderr: expect.stringMatching(/there already/) });
    const resumed = shell("dta batch -o out --resume < in");
    expect(resumed.status).toBe(1);
    expect(resumed.stderr).toMatch(/^note: \d of 10 lines were answered before\.\n1 of 10 lines could not/);
    expect(readFileSync(at("out"), "utf8")).toBe(whole);
    expect(shell("dta batch -o out --resume < in").stderr).toMatch(/^note: 10 of 10 lines were answered before/);
    expect(readFileSync(at("out"), "utf8")).toBe(whole);
  });

  it.each([
    ["cut short", (text: string) => text.slice(0, -40)],
    ["without its end", (text: string) => text.slice(0, -1)],
    ["filled with zeros", (text: string) => `${text.slice(0, -300)}${"\0".repeat(300)}`],
    ["half of it, then a line end", (text: string) => `${text.slice(0, -300)}\n`],
  ])("makes a last answer that was %s anew", (_, damaged) => {
    writeFileSync(at("in"), input(line(1), line(2)));
    shell("dta batch -o out < in");
    const whole = readFileSync(at("out"), "utf8");
    writeFileSync(at("out"), damaged(whole));
    expect(shell("dta batch -o out --resume < in")).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(/^note: 1 of 2 lines/),
    });
    expect(readFileSync(at("out"), "utf8")).toBe(whole);
  });

  it("answers lines that changed, are new, or stand there more often than before", () => {
    writeFileSync(at("in"), input(line(1), line(2)));
    shell("dta batch -o out < in");
    writeFileSync(at("in"), input(line(0), line(1), line(2, { studies: studies.slice(1) }), line(1), line(1)));
    expect(shell("dta batch -o out --resume < in")).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(/^note: 1 of 5 lines/),
    });
    expect(ids("out")).toEqual([1, 2, 0, 2, 1, 1]);
  });

  it("refuses a file of something else, and a run without a file", () => {
    writeFileSync(at("in"), input(line(1)));
    writeFileSync(at("out"), "study,tp\nA,1\nB,2\n");
    expect(shell("dta batch -o out --resume < in")).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^error: out, line 1: this is no answer of dta batch/),
    });
    expect(readFileSync(at("out"), "utf8")).toBe("study,tp\nA,1\nB,2\n");
    expect(shell("dta batch --resume < in")).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/name it by --output/),
    });
    expect(shell("dta batch -o in --resume < in")).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/it is read as well/),
    });
  });
});

const has = (name: string): boolean => spawnSync("which", [name]).status === 0;

describe("dta batch under engines that share lines out", () => {
  beforeEach(() => writeFileSync(at("in.ndjson"), input(...Array.from({ length: 12 }, (_, i) => line(i)))));

  it.runIf(has("parallel"))("GNU parallel cuts lines into portions and keeps their order", () => {
    const script = "parallel --pipe --keep-order --max-replace-args 5 --jobs 2 dta batch < in.ndjson > out";
    expect(shell(script)).toMatchObject({ status: 0 });
    expect(ids("out")).toEqual(Array.from({ length: 12 }, (_, i) => i));
  });

  it("a Slurm array takes a part each, which together are all", () => {
    const script = resolve(import.meta.dirname, "../../examples/batch/slurm-array.sh");
    for (const task of [1, 2, 3]) {
      const variables = `SLURM_ARRAY_TASK_ID=${task} SLURM_ARRAY_TASK_COUNT=3 SLURM_CPUS_PER_TASK=1`;
      expect(shell(`${variables} bash ${script} in.ndjson out`)).toMatchObject({ status: 0, stderr: "" });
    }
    const parts = [1, 2, 3].flatMap((task) => ids(`out/${task}.ndjson`));
    expect(parts).toEqual(Array.from({ length: 12 }, (_, i) => i));
  });
});
