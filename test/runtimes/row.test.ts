import { describe, expect, it } from "vitest";
import { faultsOf, readComputed } from "./row.js";

const expected = readComputed(
  'Node 1\nauditc\t{"x":1}\nreferences: auditc\t{"numbers":1,"tooFar":[]}\nexpressions\t[2]',
);

describe("what is wrong with a runtime", () => {
  it("is nothing where all is the same, with expressions or, by the single file, without", () => {
    expect(faultsOf(expected, expected, "import")).toEqual([]);
    const sections = new Map([...expected.sections].slice(0, 2));
    expect(faultsOf(expected, { runtime: "Bun", sections }, "single file")).toEqual([]);
    expect(faultsOf(expected, { runtime: "Bun", sections }, "import")).toEqual(["expressions: missing"]);
  });

  it("is every difference, by name and with both values", () => {
    const other = readComputed('Bun 1\nauditc\t{"x":1.0000000000000002}\nmore\t1');
    expect(faultsOf(expected, other, "single file")).toEqual([
      "references: auditc: missing",
      "auditc, x: got 1.0000000000000002, Node 1 has 1",
      "more: only here",
    ]);
  });

  it("is a number too far from its reference, even where all runtimes have it", () => {
    const text = 'Node 1\nreferences: auditc\t{"numbers":1,"tooFar":["reml: got 1, the reference is 2"]}';
    expect(faultsOf(readComputed(text), readComputed(text), "import")).toEqual([
      "auditc, reml: got 1, the reference is 2",
    ]);
  });
});
