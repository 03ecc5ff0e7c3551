import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCommand } from "../cli/built-command.js";
import { exampleLines, shell, writeExampleFiles } from "../cli/example-folder.js";

let folder: string;
let command: Awaited<ReturnType<typeof buildCommand>>;

beforeAll(async () => {
  command = await buildCommand("examples");
  folder = mkdtempSync(join(tmpdir(), "dta-meta-examples-"));
  writeExampleFiles(folder);
  writeFileSync(join(folder, "dta"), `#!/bin/sh\nexec ${process.execPath} ${command.file} "$@"\n`);
  chmodSync(join(folder, "dta"), 0o755);
});

afterAll(() => {
  command.remove();
  rmSync(folder, { recursive: true });
});

describe("the examples of the commands' help", () => {
  it.each(exampleLines)("%s: %s", (_, line) => {
    const { status, stderr } = shell(folder, line);
    expect([status, stderr.replace(/^note: .*\n/gm, "")]).toEqual([0, ""]);
  });

  it.each(["bash", "zsh", "fish"])("the built command prints the completion of %s", (name) => {
    expect(execFileSync(join(folder, "dta"), ["completion", name], { encoding: "utf8" })).toContain("dta");
  });
});
