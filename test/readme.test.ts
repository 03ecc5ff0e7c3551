import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");
const readme = readFileSync(join(root, "README.md"), "utf8");

describe("the README", () => {
  it("prints what its example prints", () => {
    const match = /<!-- example[^>]*-->\s+```ts\n([\s\S]*?)```\s+```text\n([\s\S]*?)```/.exec(readme);
    const [, code, printed] = match ?? [];
    expect(code).toBeDefined();
    const folder = mkdtempSync(join(tmpdir(), "dta-meta-readme-"));
    try {
      const entry = JSON.stringify(join(root, "src/index.ts"));
      writeFileSync(join(folder, "example.mts"), code!.replaceAll('"dta-meta"', entry));
      const output = execFileSync(process.execPath, ["--import", "tsx", join(folder, "example.mts")], {
        cwd: root,
        encoding: "utf8",
      });
      expect(output).toBe(printed);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("names commands that package.json has", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object };
    const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map((match) => match[1]!);
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(scripts).toHaveProperty([name]);
  });
});
