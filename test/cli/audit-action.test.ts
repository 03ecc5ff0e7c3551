import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCommand } from "./built-command.js";

const action = fileURLToPath(new URL("../../.github/actions/audit/audit.mjs", import.meta.url));
const fixtures = fileURLToPath(new URL("../../fixtures/published", import.meta.url));
let command: Awaited<ReturnType<typeof buildCommand>>;
let workspace: string;

beforeAll(async () => {
  command = await buildCommand("audit-action");
  workspace = mkdtempSync(join(tmpdir(), "dta-meta-action-"));
  for (const name of ["gp73", "zhao-2026"])
    cpSync(join(fixtures, name), join(workspace, "reviews", name), { recursive: true });
});

afterAll(() => {
  command.remove();
  rmSync(workspace, { recursive: true });
});

const definition = readFileSync(new URL("../../.github/actions/audit/action.yml", import.meta.url), "utf8");

/** The entries of a part of the action's definition, with their defaults. */
function declared(part: "inputs" | "outputs"): Record<string, string> {
  const [, body = ""] = new RegExp(`^${part}:\\n((?:  .*\\n)+)`, "m").exec(definition) ?? [];
  const names = [...body.matchAll(/^ {2}([\w-]+):\n((?: {4}.*\n)*)/gm)];
  return Object.fromEntries(
    names.map(([, name = "", rest = ""]) => [
      name,
      /default: "(.*)"/.exec(rest)?.[1] ?? /default: (\S+)/.exec(rest)?.[1] ?? "",
    ]),
  );
}

function run(inputs: Readonly<Record<string, string>>): { readonly status: number | null; readonly stdout: string } {
  const env = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
  const { status, stdout } = spawnSync(process.execPath, [action], {
    encoding: "utf8",
    env: {
      ...process.env,
      GITHUB_WORKSPACE: workspace,
      GITHUB_STEP_SUMMARY: join(workspace, "summary.md"),
      GITHUB_OUTPUT: join(workspace, "output"),
      INPUT_COMMAND: command.file,
      ...env,
    },
  });
  return { status, stdout };
}

/** The action as a runner starts it: nothing in the environment but what a runner sets, every input with its default. */
function asOnRunner(inputs: Readonly<Record<string, string>>, file: string) {
  const given = { ...declared("inputs"), command: command.file, ...inputs };
  const temporary = mkdtempSync(join(tmpdir(), "dta-meta-runner-"));
  const [summary, output] = [join(temporary, "summary"), join(temporary, "output")];
  writeFileSync(summary, "before\n");
  writeFileSync(output, "");
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], {
    encoding: "utf8",
    cwd: workspace,
    env: {
      PATH: process.env.PATH,
      HOME: temporary,
      CI: "true",
      GITHUB_ACTIONS: "true",
      RUNNER_TEMP: temporary,
      GITHUB_WORKSPACE: workspace,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_OUTPUT: output,
      ...Object.fromEntries(
        Object.entries(given).map(([name, value]) => [`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`, value]),
      ),
    },
  });
  const written = { summary: readFileSync(summary, "utf8"), output: readFileSync(output, "utf8") };
  rmSync(temporary, { recursive: true });
  return { status, stdout, stderr, ...written };
}

describe("the action on a runner", () => {
  const main = /^ {2}main: (\S+)$/m.exec(definition)?.[1] ?? "";
  const script = fileURLToPath(new URL(`../../.github/actions/audit/${main}`, import.meta.url));

  it("is what its definition says: Node 20, this file, these inputs", () => {
    expect(definition).toMatch(/^ {2}using: node20$/m);
    expect(script).toBe(action);
    const asked = [...readFileSync(script, "utf8").matchAll(/input\("([\w-]+)"/g)].map(([, name]) => name);
    expect([...new Set(asked)].sort()).toEqual(Object.keys(declared("inputs")).sort());
    expect(declared("inputs")).toMatchObject({ files: "**/published.json", reproduce: "false", "fail-on": "error" });
  });

  it("sets the outputs that it declares, adds to the summary, and fails the step", () => {
    const { status, stdout, stderr, summary, output } = asOnRunner({}, script);
    expect([status, stderr]).toEqual([1, ""]);
    expect(stdout.split("\n").filter((line) => line.startsWith("::error "))).toHaveLength(10);
    const outputs = Object.fromEntries(
      output
        .trim()
        .split("\n")
        .map((line) => line.split("=")),
    );
    expect(Object.keys(outputs).sort()).toEqual(Object.keys(declared("outputs")).sort());
    expect(outputs).toEqual({ errors: "10", warnings: "3" });
    expect(summary.startsWith("before\n")).toBe(true);
    expect(summary).toContain("zhao-2026");
  });

  it("audits papers, and fails for warnings only where it is told to", () => {
    writeFileSync(
      join(workspace, "paper.md"),
      "# A review\n\n## Results\n\nTwelve studies were pooled. Sensitivity was 0.91 (95% CI 0.93-0.96) and specificity 0.85 (0.80-0.89).\n",
    );
    expect(asOnRunner({ files: "paper.md" }, script)).toMatchObject({ status: 1, output: "errors=1\nwarnings=0\n" });
    expect(asOnRunner({ files: "reviews/gp73/*.json", "fail-on": "warning" }, script).status).toBe(0);
  });
});

describe("the action", () => {
  it("passes where nothing is wrong and every number is reproduced or explained", () => {
    const { status, stdout } = run({ files: "reviews/gp73/*.json", reproduce: "true" });
    expect(stdout).toBe("1 files, 0 errors, 0 warnings\n");
    expect(status).toBe(0);
    expect(readFileSync(join(workspace, "summary.md"), "utf8")).toContain("16 numbers reproduced");
  });

  it("fails on contradictions, and says so on their lines", () => {
    const { status, stdout } = run({ files: "**/published.json", sarif: "audit.sarif", html: "audit.html" });
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^::error file=reviews\/zhao-2026\/published\.json,line=\d+,endLine=\d+,title=interval-contains-estimate::/m,
    );
    expect(stdout).toContain("2 files, 10 errors, 3 warnings");
    expect(readFileSync(join(workspace, "output"), "utf8")).toContain("errors=10");
    expect(JSON.parse(readFileSync(join(workspace, "audit.sarif"), "utf8")).version).toBe("2.1.0");
    expect(readFileSync(join(workspace, "audit.html"), "utf8")).toContain("contradictions");
    expect(run({ files: "**/published.json", "fail-on": "never" }).status).toBe(0);
  });

  it("fails where a file can't be read, or none is there", () => {
    writeFileSync(join(workspace, "broken.json"), "{");
    expect(run({ files: "broken.json\nreviews/gp73/published.json" })).toMatchObject({ status: 1 });
    expect(run({ files: "nowhere/*.json" }).stdout).toBe("::error::no file fits nowhere/*.json\n");
  });
});
