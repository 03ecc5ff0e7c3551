import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type CellOutput,
  findProgram,
  runCellByCell,
  runWithKernel,
  savedOutputs,
} from "../../examples/run-notebook.js";
import { analyze } from "../../src/analysis/analyze.js";
import { methodsText } from "../../src/report.js";
import { loadFixture } from "../fixtures.js";
import { bundleLibrary } from "./bundles.js";

// The notebook runs against the sources, beside a deno.json that points there; examples/deno.json points to the build.

const folder = mkdtempSync(join(tmpdir(), "dta-meta-notebook-"));
const notebook = join(folder, "examples/deno.ipynb");
const here = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

beforeAll(async () => {
  mkdirSync(join(folder, "examples"));
  symlinkSync(here("fixtures"), join(folder, "fixtures"));
  copyFileSync(here("examples/deno.ipynb"), notebook);
  await bundleLibrary(join(folder, "library"));
  const imports = {
    "dta-meta": "../library/index.js",
    "dta-meta/figures": "../library/figures.js",
    "dta-meta/report": "../library/report.js",
  };
  writeFileSync(join(folder, "examples/deno.json"), JSON.stringify({ imports }));
});

afterAll(() => rmSync(folder, { recursive: true }));

function check(outputs: readonly CellOutput[]): void {
  const analysis = analyze(loadFixture("auditc"), { prior: 0.2 });
  const [sensitivity, tables, sroc, forest, results, methods] = outputs;
  expect(outputs).toHaveLength(6);
  expect(sensitivity!["text/plain"]).toContain(analysis.summary!.sensitivity.estimate.toFixed(12).slice(0, 10));
  expect(tables!["text/html"]).toContain("<caption>Pooled accuracy</caption>");
  expect(tables!["text/markdown"]).toContain("**Pooled accuracy**");
  for (const figure of [sroc, forest]) {
    expect(figure!["image/svg+xml"]).toMatch(/^<svg [\s\S]*<\/svg>\s*$/);
    const src = /^<img src="data:image\/svg\+xml,([^"]*)"/.exec(figure!["text/html"]!)![1]!;
    expect(decodeURIComponent(src)).toBe(figure!["image/svg+xml"]);
  }
  expect(results!["text/markdown"]).toContain("The pooled sensitivity was 0.92 (95% CI 0.83 to 0.97)");
  expect(methods!["text/markdown"]).toBe(methodsText(analysis));
}

describe("examples/deno.ipynb", () => {
  it("runs cell by cell under Deno", () => {
    check(runCellByCell(notebook));
  });

  it("ships with the outputs that its cells have", () => {
    check(savedOutputs(here("examples/deno.ipynb")));
  });

  it.skipIf(findProgram("jupyter-nbconvert") === null)("runs in Deno's Jupyter kernel", () => {
    check(runWithKernel(notebook));
  });
});
