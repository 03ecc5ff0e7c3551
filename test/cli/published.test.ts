import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { readFile, realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { HtmlValidate } from "html-validate";
import { describe, expect, it } from "vitest";
import { auditCommand } from "../../src/cli/audit.js";
import { identifyCommand } from "../../src/cli/identify.js";
import type { Io } from "../../src/cli/io.js";
import { withData } from "../../src/cli/published-input.js";
import { reproduceCommand } from "../../src/cli/reproduce.js";
import { auditReport } from "../../src/published/audit/audit-report.js";
import { identify } from "../../src/published/identify/identify.js";
import { reproduce } from "../../src/published/reproduce/reproduce.js";
import { readStudies } from "../../src/tables/read-studies.js";
import { loadPublished, loadPublishedData } from "../published/published-fixtures.js";
import { type Inputs, type Outcome, runCommand } from "./harness.js";

const file = (name: string, path = "published.json"): string =>
  fileURLToPath(new URL(`../../fixtures/published/${name}/${path}`, import.meta.url));

const dta = (argv: readonly string[], inputs?: Inputs): Promise<Outcome> =>
  runCommand([auditCommand, reproduceCommand, identifyCommand], argv, inputs);

const json = (value: unknown): string => JSON.stringify(value);
const lines = ({ stdout }: Outcome): unknown[] =>
  stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

/** What is wrong with a page. */
async function validHtml(page: string): Promise<string[]> {
  const { results } = await new HtmlValidate({ extends: ["html-validate:recommended"] }).validateString(page);
  return results.flatMap(({ messages }) => messages.map(({ message, line }) => `${line}: ${message}`)).slice(0, 5);
}

async function refusal(argv: readonly string[], inputs: Inputs = {}): Promise<string> {
  const { exitCode, stdout, stderr } = await dta(argv, inputs);
  expect(exitCode, stderr).toBe(2);
  expect(stdout).toBe("");
  expect(stderr.match(/^error: /gm)).toHaveLength(1);
  return stderr;
}

describe("dta audit", () => {
  it("ends with 1 where an error is found, with 0 where only warnings are", async () => {
    expect((await dta(["audit", file("zhao-2026")])).exitCode).toBe(1);
    expect((await dta(["audit", file("wang-2025")])).exitCode).toBe(0);
    expect((await dta(["audit", file("wang-2025"), file("zhao-2026")])).exitCode).toBe(1);
  });

  it("prints with --json what auditReport returns, a line a file", async () => {
    const outcome = await dta(["audit", file("zhao-2026"), file("wang-2025"), "--json"]);
    expect(lines(outcome)).toEqual(
      ["zhao-2026", "wang-2025"].map((name) => ({ file: file(name), ...auditReport(loadPublished(name)) })),
    );
  });

  it("prints text that a reviewer can read, the gravest first", async () => {
    const { stdout } = await dta(["audit", file("zhao-2026")]);
    expect(stdout).toContain("10 errors, 3 warnings, 2 notes in ");
    expect(stdout.indexOf("Errors (10)")).toBeLessThan(stdout.indexOf("Warnings (3)"));
    expect(stdout).toMatch(/results\[ct\]\.plr, 11\.6 \(8\.5 to 9\.7\)/);
  });

  it("does not call a file clean in which nothing could be compared", async () => {
    const { exitCode, stdout } = await dta(["audit", "-"], { stdin: json({ results: [{ id: "all", k: 4 }] }) });
    expect(exitCode).toBe(0);
    expect(stdout).toContain("Nothing could be compared");
    expect(stdout).not.toContain("nothing found");
  });

  it("prints Markdown for a pull request", async () => {
    const { stdout } = await dta(["audit", file("zhao-2026"), "--markdown"]);
    expect(stdout).toMatch(/^## .*published/);
    expect(stdout).toContain("### Errors (10)");
    expect(stdout.match(/^- /gm)).toHaveLength(15);
  });

  it("reads standard input, and says so where nothing is found", async () => {
    const { exitCode, stdout } = await dta(["audit", "-"], {
      stdin: json({ results: [{ plr: { estimate: "2", lower: "1", upper: "4" } }] }),
    });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^standard input\n─+\n\n\d+ comparisons, nothing found\.\n$/);
  });

  it("audits the other files where one of three is broken, with a line for it, and ends with 2", async () => {
    const bad = json({ results: [{ plr: { estimate: "11.6", lower: "about 8" } }] });
    const argv = ["audit", file("zhao-2026"), "bad.json", file("wang-2025")];
    const { exitCode, stdout, stderr } = await dta([...argv, "--json"], { files: { "bad.json": bad } });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /^error: bad\.json: results\[0\]\.plr\.lower must be a number as printed, such as "0\.92".*\n$/,
    );
    const printed = lines({ exitCode, stdout, stderr }) as { file: string; doi?: string; error?: { code: string } }[];
    expect(printed.map((line) => [line.file, line.doi, line.error?.code])).toEqual([
      [file("zhao-2026"), "10.2196/75965", undefined],
      ["bad.json", undefined, "bad-published"],
      [file("wang-2025"), "10.2196/77155", undefined],
    ]);
    const text = await dta(argv, { files: { "bad.json": bad } });
    expect(text.stdout).toContain("10 errors, 3 warnings, 2 notes in ");
    expect(text.stdout).toContain("1 warning in ");
  });

  it("writes one page for all files, with a light for each", async () => {
    const written: Record<string, Uint8Array> = {};
    const argv = ["audit", file("zhao-2026"), "gone.json", file("wang-2025"), "-o", "audits.html"];
    const { exitCode, stdout } = await dta(argv, { written });
    expect([exitCode, stdout]).toEqual([2, ""]);
    const page = new TextDecoder().decode(written["audits.html"]);
    expect([...page.matchAll(/<span class="light (\w+)">/g)].map((match) => match[1])).toEqual([
      "red",
      "grey",
      "amber",
      "red",
      "grey",
      "amber",
    ]);
    expect(page).toContain("gone.json: cannot be read");
    expect(page).toContain("https://doi.org/10.2196/75965");
    expect(await validHtml(page)).toEqual([]);
  });

  it("marks what was found in the text of a paper", async () => {
    const written: Record<string, Uint8Array> = {};
    const { exitCode } = await dta(["audit", file("zhao-2026", "paper.md"), "-o", "paper.html"], { written });
    expect(exitCode).toBe(1);
    const page = new TextDecoder().decode(written["paper.html"]);
    expect(page).toMatch(
      /<mark class="error" title="ML Based on CT: the positive likelihood ratio[^"]*">11\.6 \(95% CI 8\.5-9\.7\)/,
    );
    expect(page).toMatch(
      /<mark class="read" title="read as results\[ml-based-on-x-ray\]\.plr">5\.4 \(95% CI 3\.8-7\.6\)/,
    );
    expect(await validHtml(page)).toEqual([]);
  });

  it("prints SARIF with the lines of the numbers that it is about", async () => {
    const { stdout } = await dta(["audit", file("zhao-2026"), "gone.json", "--sarif"]);
    const [{ results, tool, invocations }] = JSON.parse(stdout).runs;
    expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toContain("interval-contains-estimate");
    const plr = results.find(
      ({ locations }: { locations: { logicalLocations: { fullyQualifiedName: string }[] }[] }) =>
        locations[0]!.logicalLocations[0]!.fullyQualifiedName === "results[ct].plr",
    );
    const text = readFileSync(file("zhao-2026"), "utf8").split("\n");
    const { startLine, startColumn, endColumn } = plr.locations[0].physicalLocation.region;
    expect(plr.level).toBe("error");
    expect(text[startLine - 1]!.slice(startColumn - 1, endColumn - 1)).toBe(
      '{ "estimate": "11.6", "lower": "8.5", "upper": "9.7" }',
    );
    expect(invocations[0].executionSuccessful).toBe(false);
  });

  it("reads no data from outside the folder of the file that names them", async () => {
    const secret = { "here/secret.env": "TOKEN=1", "secret.env": "TOKEN=1" };
    for (const name of ["../secret.env", "/etc/passwd", "a/../../secret.env", "C:\\secret.env"]) {
      const spec = json({ as: "metandi", data: { file: name }, results: [{ sensitivity: "0.9" }] });
      for (const command of ["audit", "reproduce"]) {
        const message = await refusal([command, "here/spec.json"], { files: { ...secret, "here/spec.json": spec } });
        expect(message).toMatch(/^error: here\/spec\.json: data\.file ".*" lies outside the folder/);
        expect(message).not.toContain("TOKEN");
      }
    }
  });

  it("follows no link out of that folder, and those within it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "dta-meta-links-"));
    mkdirSync(join(folder, "review"));
    writeFileSync(join(folder, "secret.csv"), "TOKEN=1");
    writeFileSync(join(folder, "review", "data.csv"), "study,tp,fp,fn,tn\nA,9,1,1,9");
    symlinkSync(join(folder, "secret.csv"), join(folder, "review", "out.csv"));
    symlinkSync(join(folder, "review", "data.csv"), join(folder, "review", "in.csv"));
    const io = { readFile, realPath: realpath } as unknown as Io;
    const read = (file: string) => withData({ data: { file }, results: [] }, join(folder, "review", "spec.json"), io);
    await expect(read("out.csv")).rejects.toMatchObject({ code: "data-outside-folder" });
    expect((await read("in.csv")).data).toEqual({ csv: "study,tp,fp,fn,tn\nA,9,1,1,9" });
    rmSync(folder, { recursive: true });
  });

  it.each([
    ["no JSON at all", "plr: 11.6", "this is not valid JSON"],
    ["a misspelt field", json({ results: [{ sensitvity: "0.9" }] }), "did you mean sensitivity?"],
  ])("refuses %s", async (_, text, message) => {
    expect(await refusal(["audit", "-"], { stdin: text })).toContain(message);
  });

  it("refuses a file that isn't there", async () => {
    expect(await refusal(["audit", "nowhere.json"])).toContain("there is no such file");
  });
});

describe("dta reproduce", () => {
  const csv = loadPublishedData("gp73");
  const spec = (results: unknown): string => json({ as: "meta-disc", data: { file: "tables.csv" }, results });
  const good = [{ sensitivity: "0.77", dor: { estimate: "15.78", lower: "6.95", upper: "35.83" } }];
  const files = { "here/tables.csv": csv };

  it("ends with 0 where every number is reproduced, with 1 where one is off", async () => {
    const run = async (results: unknown, ...flags: string[]): Promise<number> =>
      (await dta(["reproduce", "here/spec.json", ...flags], { files: { ...files, "here/spec.json": spec(results) } }))
        .exitCode;
    expect(await run(good)).toBe(0);
    expect(await run([...good, { dor: "15.79" }])).toBe(1);
    const explained = [...good, { dor: "15.79", explanations: { dor: "a misprint" } }];
    expect(await run(explained)).toBe(1);
    expect(await run(explained, "--allow-explained")).toBe(0);
  });

  it("prints with --json what reproduce returns, a line a file", async () => {
    const outcome = await dta(["reproduce", file("gp73"), file("dementia_csf"), "--json"]);
    expect(outcome.exitCode).toBe(1);
    const expected = ["gp73", "dementia_csf"].map((name) => ({
      file: file(name),
      ...reproduce({ ...loadPublished(name), data: { csv: loadPublishedData(name) } }),
    }));
    expect(lines(outcome)).toEqual(expected);
  });

  it("evaluates where expressions and finds data relative to the file", async () => {
    const { stdout } = await dta(["reproduce", file("iqcode"), "--json"]);
    expect(JSON.parse(stdout).results.map(({ k }: { k: number }) => k)).toEqual([13, 11]);
  });

  it("prints of each number that is not reproduced what was printed, what came out, and why", async () => {
    const { stdout } = await dta(["reproduce", file("gp73")]);
    expect(stdout).toContain("16 numbers reproduced, 0 off, 2 not checkable. The file explains all of the 2 others.");
    expect(stdout).toMatch(/qStar\s+0\.7944.*not checkable/);
    expect(stdout).not.toMatch(/^dor\.lower/m);
    expect((await dta(["reproduce", file("gp73"), "--all"])).stdout).toMatch(
      /^dor\.lower\s+6\.95\s+6\.95\s+0\s+reproduced/m,
    );
  });

  it("prints Markdown for a pull request", async () => {
    const { stdout } = await dta(["reproduce", file("gp73"), "--markdown"]);
    expect(stdout).toContain("| number | printed | computed | units of the last digit | status |");
    expect(stdout).toContain("| qStar | 0.7944 | – | – | not checkable, explained |");
  });

  it.each([
    ["a file without data", json({ results: good }), "names no data"],
    ["data that aren't there", json({ data: { file: "nowhere.csv" }, results: good }), "nowhere.csv: cannot be read"],
  ])("refuses %s", async (_, text, message) => {
    expect(await refusal(["reproduce", "-"], { stdin: text })).toContain(message);
  });
});

describe("dta reproduce of results that can't be refitted", () => {
  it.each([
    [{ where: 'study == "Nobody"', dor: "1" }, "true for none of the 11 studies"],
    [{ as: "midas", options: { nodes: 5 }, dor: "1" }, "midas has no option nodes"],
  ])("ends with 1 where nothing pooled was compared, and says why: %j", async (result, message) => {
    const stdin = json({ data: { csv: loadPublishedData("gp73") }, results: [result] });
    const { exitCode, stdout } = await dta(["reproduce", "-"], { stdin });
    expect(exitCode).toBe(1);
    expect(stdout.replace(/\s+/g, " ")).toContain(message);
  });
});

describe("dta identify", () => {
  it("prints with --json what identify returns", async () => {
    const argv = ["identify", file("gp73", "data.csv"), file("gp73"), "--json"];
    const { exitCode, stdout, stderr } = await dta(argv);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toEqual(identify(readStudies(loadPublishedData("gp73")), loadPublished("gp73")));
  });

  it("takes one set of pooled numbers as well, and says in words what the paper must have done", async () => {
    const printed = json({ sensitivity: { estimate: "0.77", lower: "0.75", upper: "0.79" }, plr: "4.34" });
    const { stdout } = await dta(["identify", file("gp73", "data.csv"), "-"], { stdin: printed });
    expect(stdout).toContain("with Meta-DiSc, ratios with random effects");
    expect(stdout).toMatch(/^meta-disc\n {2}agreeing: 4 of 4$/m);
  });

  it("prints Markdown, and the best of each result of a file", async () => {
    const argv = ["identify", file("dementia_csf", "data.csv"), file("dementia_csf"), "--markdown"];
    const { stdout } = await dta(argv);
    expect(stdout).toContain("The results don't come from one program");
    expect(stdout).toMatch(/\| metandi \| 68 \| metandi \|/);
  });

  it("refuses printed numbers that aren't any", async () => {
    expect(await refusal(["identify", file("gp73", "data.csv"), "-"], { stdin: json({ plr: "high" }) })).toContain(
      "plr must be a number as printed",
    );
  });
});
