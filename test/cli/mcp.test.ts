import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { analyze } from "../../src/analysis/analyze.js";
import { readStudies } from "../../src/tables/read-studies.js";
import { buildCommand } from "./built-command.js";

const CSV = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959\n";

let command: Awaited<ReturnType<typeof buildCommand>>;
let folder: string;
const client = new Client({ name: "test", version: "1" });

beforeAll(async () => {
  command = await buildCommand("mcp");
  folder = mkdtempSync(join(tmpdir(), "dta-meta-mcp-"));
  writeFileSync(join(folder, "studies.csv"), CSV);
  writeFileSync(join(folder, "secret.env"), "TOKEN=1");
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [command.file, "mcp"], cwd: folder, stderr: "ignore" }),
  );
});

afterAll(async () => {
  await client.close();
  command.remove();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly content: { readonly type: string; readonly text: string }[];
  readonly structuredContent?: Record<string, unknown>;
  readonly isError?: boolean;
}
const call = async (name: string, args: Record<string, unknown>): Promise<Answer> =>
  (await client.callTool({ name, arguments: args })) as unknown as Answer;

describe("dta mcp", () => {
  it("offers the commands as tools, with what each takes", async () => {
    const { tools } = await client.listTools();
    const names = tools.map(({ name }) => name);
    for (const name of ["analyze", "reconstruct", "audit", "reproduce", "identify", "plot", "report"]) {
      expect(names).toContain(name);
    }
    expect(names).not.toContain("mcp");
    const analyzeTool = tools.find(({ name }) => name === "analyze")!;
    expect(analyzeTool.inputSchema.required).toEqual(["file"]);
    expect(analyzeTool.inputSchema.properties).toMatchObject({ model: { enum: ["binomial", "reitsma", "bayes"] } });
  });

  it("answers with the warnings first, then the text, and the data of the library", async () => {
    const { content, structuredContent, isError } = await call("analyze", { file: "studies.csv", prior: 0.2 });
    expect(isError).toBeUndefined();
    const expected = analyze(readStudies(CSV), { prior: 0.2 });
    expect(structuredContent).toEqual(JSON.parse(JSON.stringify(expected)));
    expect(expected.warnings.length).toBeGreaterThan(0);
    expect(content[0]!.text).toContain(expected.warnings[0]!.message);
    expect(content[1]!.text).toContain("Sensitivity");
  });

  it("takes a file's content in its place", async () => {
    const { structuredContent } = await call("analyze", { file: "-", text: CSV, model: "reitsma" });
    expect(structuredContent).toMatchObject({ k: 5, fit: { model: "normal" } });
  });

  it("draws", async () => {
    const { content } = await call("plot", { kind: "sroc", file: "studies.csv" });
    expect(content.at(-1)!.text).toContain("<svg");
  });

  it("says what is wrong with a file, an option, a tool", async () => {
    expect(await call("analyze", { file: "missing.csv" })).toMatchObject({ isError: true });
    const misspelt = await call("analyze", { file: "studies.csv", priro: 0.2 });
    expect(misspelt.isError).toBe(true);
    expect(misspelt.content[0]!.text).toMatch(/takes no "priro".*prior/);
    expect((await call("cook", {})).content[0]!.text).toContain("there is no tool");
  });

  it("reads nothing that was not named", async () => {
    const paper = JSON.stringify({ data: { file: "secret.env" }, results: [{ id: "a", sensitivity: "0.8" }] });
    const answer = await call("reproduce", { files: ["-"], text: paper });
    expect(JSON.stringify(answer)).not.toContain("TOKEN");
  });
});
