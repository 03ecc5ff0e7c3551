import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EQUIVALENT } from "./equivalent.js";
import { PAGE, pageWith, type Score } from "./page.js";
import { TARGETS } from "./targets.js";

const scores = JSON.parse(readFileSync(new URL("./scores.json", import.meta.url), "utf8")) as Record<string, Score>;

describe("the page of changes noticed", () => {
  it("shows the scores that were kept", () => {
    expect(readFileSync(PAGE, "utf8")).toBe(pageWith(scores));
  });

  it("speaks of sources and tests that there are, and of changes that stand in them", () => {
    const source = (path: string): string => readFileSync(new URL(`../../src/${path}`, import.meta.url), "utf8");
    for (const path of [...Object.keys(TARGETS), ...Object.keys(scores)]) expect(source(path)).not.toBe("");
    for (const [path, changes] of Object.entries(EQUIVALENT))
      for (const { line } of changes) expect(source(path)).toContain(line);
  });
});
