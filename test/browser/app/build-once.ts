import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { buildApp, buildFolder } from "../../../examples/app/build.js";

declare module "vitest" {
  interface ProvidedContext {
    /** A folder with the page as `site/`, and as the one file `dta-meta.html`. */
    readonly app: string;
  }
}

/** Builds the page once for all test files. */
export async function setup({ provide }: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "dta-meta-app-"));
  for (const [name, content] of await buildFolder("src")) writeFileSync(join(folder, name), content);
  writeFileSync(join(folder, "dta-meta.html"), await buildApp("src"));
  provide("app", folder);
  return () => rmSync(folder, { recursive: true });
}
