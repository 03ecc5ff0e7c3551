import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");

describe("the package", () => {
  it("holds what was decided to be in it, beside what is built", async () => {
    const listed = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [{ files }] = JSON.parse(listed) as [{ files: { path: string }[] }];
    const rest = files.map(({ path }) => path).filter((path) => !path.startsWith("dist/"));
    await expect(`${rest.sort().join("\n")}\n`).toMatchFileSnapshot("__snapshots__/package-files.txt");
  });

  it("says where it lives once that is known", () => {
    const folder = mkdtempSync(join(tmpdir(), "dta-meta-home-"));
    cpSync(join(root, "package.json"), join(folder, "package.json"));
    cpSync(join(root, ".ci/set-home"), join(folder, ".ci/set-home"));
    execFileSync("bash", [join(folder, ".ci/set-home"), "https://example.org/someone/dta-meta"], { stdio: "ignore" });
    const { repository, homepage, bugs, ...others } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    expect({ repository, homepage, bugs }).toEqual({
      repository: { type: "git", url: "git+https://example.org/someone/dta-meta.git" },
      homepage: "https://example.org/someone/dta-meta#readme",
      bugs: { url: "https://example.org/someone/dta-meta/issues" },
    });
    expect(others).toEqual(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
    rmSync(folder, { recursive: true });
  });
});
