import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { blocksOf, docExamples, type Example, root, typeErrors } from "../doc-examples.js";

/** Blocks of the README and the guide; `readme.test.ts` runs the README's. */
const pages: readonly Example[] = [
  "README.md",
  ...readdirSync(join(root, "examples/guide"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `examples/guide/${name}`),
].flatMap((where) => blocksOf(readFileSync(join(root, where), "utf8")).map((code) => ({ name: where, where, code })));

describe("the examples of doc comments, README and guide", () => {
  it("are correct TypeScript under the project's own settings", () => {
    expect(typeErrors([...docExamples(), ...pages])).toEqual([]);
  });

  it("fail where they are not", () => {
    const code = 'import { kappa } from "dta-meta";\n\nkappa([["20"]]).N; // 50\n';
    expect(typeErrors([{ name: "kappa", where: "here", code }])).toHaveLength(2);
  });
});
