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
