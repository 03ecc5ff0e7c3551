import { describe, expect, it } from "vitest";
import { analyze } from "../../src/analysis/analyze.js";
import { fingerprint } from "../../src/cli/batch/fingerprint.js";
import { inOrder, type Passage } from "../../src/cli/batch/in-order.js";
import { readLines } from "../../src/cli/batch/read-lines.js";
import { type BatchLine, batchCommand } from "../../src/cli/batch.js";
import { allCommands } from "../../src/cli/commands.js";
import type { Io } from "../../src/cli/io.js";
import { run } from "../../src/cli/run.js";
import { seededRandom } from "../../src/numeric/random/random.js";
import { loadFixture } from "../fixtures.js";
import { FAST, studies, testBatchMemory } from "./batch-memory.js";
import { type Inputs, runCommand } from "./harness.js";

const COMMANDS = await allCommands();

const batch = (stdin: NonNullable<Inputs["stdin"]>) => runCommand(COMMANDS, ["batch"], { stdin });
const answers = (stdout: string): BatchLine[] =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as BatchLine);

/** The one answer to one line. */
async function answer(line: unknown): Promise<BatchLine> {
  const { stdout } = await batch(`${typeof line === "string" ? line : JSON.stringify(line)}\n`);
  const [first, ...others] = answers(stdout);
  expect(others).toEqual([]);
  return first!;
}

describe("dta batch", () => {
  it("answers each line with what analyze returns, under the line's number and name", async () => {
    const lines = [
      { id: "auditc", studies: loadFixture("auditc"), options: FAST },
      { studies },
      { id: 7, studies: studies.slice(0, 2), options: { prior: 0.2 } },
    ];
    const { exitCode, stdout, stderr } = await batch(lines.map((line) => JSON.stringify(line)).join("\n"));
    expect([exitCode, stderr]).toEqual([0, ""]);
    const expected = lines.map(({ id, studies, options }, i) => ({
      schema: "dta-meta/batch/1",
      input: fingerprint(Buffer.from(JSON.stringify(lines[i]))),
      line: i + 1,
      id: id ?? null,
      analysis: analyze(studies, options),
    }));
    expect(answers(stdout)).toEqual(JSON.parse(JSON.stringify(expected)));
  });

  it("answers a bad line with its error and goes on; blank lines are passed over, and counted as lines", async () => {
    const good = JSON.stringify({ studies, options: FAST });
    const { exitCode, stdout, stderr } = await batch(`\uFEFF${good}\r\n\n{"studies": \n${good}`);
    expect(exitCode).toBe(1);
    expect(stderr).toBe('1 of 3 lines could not be analysed; their "error" says why.\n');
    expect(answers(stdout).map(({ line, ...rest }) => [line, "error" in rest ? rest.error.code : "fine"])).toEqual([
      [1, "fine"],
      [3, "bad-json"],
      [4, "fine"],
    ]);
  });

  it.each<[string, unknown, { code: string; where: string | null; message: RegExp }]>([
    ["no JSON", "study,tp,fp,fn,tn", { code: "bad-json", where: "input", message: /not valid JSON/ }],
    ["no object", [1], { code: "bad-line", where: "line", message: /must be an object/ }],
    ["no studies", { id: "x" }, { code: "bad-line", where: "studies", message: /there are none/ }],
    [
      "an unknown field",
      { studies, option: {} },
      { code: "unknown-field", where: "option", message: /did you mean "options"/ },
    ],
    ["an id that is no name", { id: [], studies }, { code: "bad-line", where: "id", message: /text or a number/ }],
    ["no rows", { studies: [] }, { code: "no-rows", where: "studies", message: /no studies/ }],
    [
      "a negative count",
      { studies: [studies[0], { ...studies[1], tp: -1 }] },
      { code: "bad-count", where: "studies[1].tp", message: /got -1/ },
    ],
    [
      "an unknown option",
      { studies, options: { modle: "reitsma" } },
      { code: "unknown-field", where: "options.modle", message: /did you mean "model"/ },
    ],
    [
      "an option of the wrong type",
      { studies, options: { leaveOneOut: "no" } },
      { code: "bad-option", where: "options.leaveOneOut", message: /must be true or false, got "no"/ },
    ],
    [
      "an inherited name as an option",
      '{"studies":[{"id":"A","tp":1,"fp":1,"fn":1,"tn":1}],"options":{"constructor":1}}',
      { code: "unknown-field", where: "options.constructor", message: /no such field/ },
    ],
    ["options that are none", { studies, options: [] }, { code: "bad-option", where: "options", message: /an object/ }],
    [
      "an option out of range",
      { studies, options: { prior: 2 } },
      { code: "bad-prior", where: "prior", message: /between 0 and 1/ },
    ],
    [
      "an option of the other model",
      { studies, options: { method: "ml" } },
      { code: "bad-option", where: "method", message: /belongs to/ },
    ],
    [
      "an unknown column",
      { studies, options: { by: "age" } },
      { code: "unknown-covariate", where: "by", message: /age/ },
    ],
  ])("says what is wrong and where: %s", async (_, line, { message, ...expected }) => {
    const given = await answer(line);
    expect(given).toMatchObject({ schema: "dta-meta/batch/1", line: 1, error: expected });
    expect("error" in given && given.error.message).toMatch(message);
  });

  it("keeps the name of a line that it can't analyse", async () => {
    expect(await answer({ id: "MRI", studies: 3 })).toMatchObject({ id: "MRI", error: { code: "bad-rows" } });
  });

  it("refuses bytes that are not UTF-8, line by line", async () => {
    const good = new TextEncoder().encode(`${JSON.stringify({ id: "é", studies, options: FAST })}\n`);
    const { exitCode, stdout } = await batch(Uint8Array.from([0x22, 0xe9, 0x22, 10, ...good]));
    expect(exitCode).toBe(1);
    expect(answers(stdout)).toMatchObject([{ error: { code: "bad-encoding" } }, { id: "é", analysis: { k: 5 } }]);
  });

  it("ends with 2 where there is nothing to read", async () => {
    for (const stdin of ["", "\n \n"]) {
      const { exitCode, stdout, stderr } = await batch(stdin);
      expect([exitCode, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(/^error: standard input is empty/);
    }
  });

  it("reads no further while its output is not taken", async () => {
    const line = new TextEncoder().encode(`${JSON.stringify({ studies: studies.slice(0, 1) })}\n`);
    let read = 0;
    const taken: string[] = [];
    let release = (): void => {};
    const io = {
      async *stdinPieces() {
        for (; read < 100; read++) yield line;
      },
      writeStdout: (text: string) =>
        new Promise<void>((resolve) => {
          taken.push(text);
          release = resolve;
        }),
      stderr: () => {},
      terminal: {
        stdout: { interactive: false, colors: false, columns: null },
        stderr: { interactive: false, colors: false, columns: null },
      },
    } as unknown as Io;
    const done = run(["batch"], io, [batchCommand]);
    for (let i = 1; i <= 5; i++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect([taken.length, read <= i]).toEqual([i, true]);
      release();
    }
    const drain = setInterval(() => release(), 0);
    expect(await done).toBe(0);
    clearInterval(drain);
    expect(taken).toHaveLength(100);
  });
});

describe("inOrder", () => {
  it("delivers in order, each as soon as it can, with no more under way than allowed", async () => {
    const random = seededRandom(1);
    const log: number[] = [];
    let underway = 0;
    let most = 0;
    async function* passages(): AsyncGenerator<Passage, void> {
      for (let i = 0; i < 60; i++) {
        underway += 1;
        most = Math.max(most, underway);
        const wait = random.integerBelow(4);
        const answer = new Promise((done) => setTimeout(done, wait)).then(() => async () => {
          log.push(i);
          underway -= 1;
        });
        yield { bytes: 1, answer };
      }
    }
    await inOrder(passages(), 5);
    expect(log).toEqual(Array.from({ length: 60 }, (_, i) => i));
    expect([most > 2, most <= 5]).toEqual([true, true]);
  });

  it("delivers what is ready while nothing more comes, and lets in one that is larger than all together may be", async () => {
    const log: string[] = [];
    let goOn = (): void => {};
    async function* passages(): AsyncGenerator<Passage, void> {
      for (const name of ["a", "b"]) {
        yield { bytes: 2 ** 40, answer: Promise.resolve(async () => void log.push(name)) };
        if (name === "a") {
          await new Promise<void>((done) => {
            goOn = done;
          });
        }
      }
    }
    const done = inOrder(passages(), 4);
    await new Promise((later) => setTimeout(later, 5));
    expect(log).toEqual(["a"]);
    goOn();
    await done;
    expect(log).toEqual(["a", "b"]);
  });

  it("stops at the first failure, even while it waits for more", async () => {
    async function* passages(): AsyncGenerator<Passage, void> {
      yield { bytes: 1, answer: Promise.resolve(() => Promise.reject(new Error("full"))) };
      await new Promise(() => {});
    }
    await expect(inOrder(passages(), 4)).rejects.toThrow("full");
  });
});

describe("readLines", () => {
  const lines = async (pieces: readonly string[], longest = 100): Promise<(string | null)[]> => {
    const bytes = (async function* () {
      for (const piece of pieces) yield new TextEncoder().encode(piece);
    })();
    const found: (string | null)[] = [];
    for await (const line of readLines(bytes, longest)) found.push(line && new TextDecoder().decode(line));
    return found;
  };

  it("cuts at line ends wherever the pieces end", async () => {
    const text = "one\n\ntwo three\nfour";
    for (let size = 1; size <= text.length; size++) {
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
        text.slice(i * size, (i + 1) * size),
      );
      expect(await lines(pieces)).toEqual(["one", "", "two three", "four"]);
    }
    expect(await lines(["a\n"])).toEqual(["a"]);
    expect(await lines([])).toEqual([]);
  });

  it("passes over lines that are too long", async () => {
    expect(await lines(["12345\n123", "456\n12\n", "1234567"], 5)).toEqual(["12345", null, "12", null]);
  });
});

testBatchMemory(2);
