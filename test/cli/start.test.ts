import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { version } from "../../package.json";

const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

/** What is loaded before a command is known: files of ours that the entry and what it always imports hold, not what waits. */
async function loadedFor(entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    outdir: "unwritten",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    packages: "external",
    write: false,
    metafile: true,
  });
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const { path: next, kind } of metafile.outputs[path]?.imports ?? [])
      if (kind !== "dynamic-import") visit(next);
  };
  visit(
    Object.keys(metafile.outputs).find((path) =>
      metafile.outputs[path]!.entryPoint?.endsWith(entry.split("/").at(-1)!),
    )!,
  );
  return [...seen].flatMap((path) => Object.keys(metafile.outputs[path]?.inputs ?? { [path]: 0 }));
}

describe("the command's start", () => {
  it("loads for the version neither the parser of arguments nor any command", async () => {
    const files = [...(await loadedFor(main)), ...(await loadedFor(main.replace("main.ts", "start.ts")))];
    expect(files.filter((file) => file.startsWith("src/")).sort()).toEqual([
      "src/cli/main.ts",
      "src/cli/output/system-reason.ts",
      "src/cli/start.ts",
      "src/report/words/software.ts",
    ]);
    expect(files.filter((file) => !file.startsWith("src/") && !file.startsWith("node:"))).toEqual([]);
  });

  it("loads no figure, document or reader of papers for an analysis", async () => {
    const files = await loadedFor(main.replace("main.ts", "analyze.ts"));
    expect(files.length).toBeGreaterThan(50);
    const unneeded = /^src\/(?:figures|published|expressions|report\/(?:html|docx|audit))\//;
    expect(files.filter((file) => unneeded.test(file))).toEqual([]);
    expect(files.filter((file) => /^(?:mathjs|zod|d3-)/.test(file))).toEqual([]);
  });

  it("prints the version, whichever way it is asked", () => {
    for (const argv of [["--version"], ["-V"], ["--version", "analyze"]]) {
      const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", main, ...argv], {
        encoding: "utf8",
      });
      expect([status, stdout, stderr]).toEqual([0, `${version}\n`, ""]);
    }
  });
});
