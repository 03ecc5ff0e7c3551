import { describe, expect, it } from "vitest";
import * as bayes from "../src/bayes.js";
import * as comparison from "../src/compare.js";
import * as expressions from "../src/expressions.js";
import * as figures from "../src/figures.js";
import * as core from "../src/index.js";
import * as latent from "../src/latent.js";
import * as published from "../src/published.js";
import * as reconstruction from "../src/reconstruct.js";
import * as report from "../src/report.js";
import * as thresholds from "../src/thresholds.js";
import * as workers from "../src/workers.js";
import { compileExample, docExamples } from "./doc-examples.js";

const entries: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "dta-meta": core,
  "dta-meta/expressions": expressions,
  "dta-meta/bayes": bayes,
  "dta-meta/compare": comparison,
  "dta-meta/figures": figures,
  "dta-meta/latent": latent,
  "dta-meta/workers": workers,
  "dta-meta/published": published,
  "dta-meta/reconstruct": reconstruction,
  "dta-meta/report": report,
  "dta-meta/thresholds": thresholds,
};

/** Functions that others call and users hardly do, and those whose threads need files that are built. */
const WITHOUT = [
  "expressionColumns",
  "expressionRow",
  "splitList",
  "bootstrapInWorkers",
  "leaveOneOutInWorkers",
  "planReviewInWorkers",
  "serveTasks",
  "startWorkers",
];

const examples = docExamples();

type Checker = (value: unknown, expected: unknown, expression: string) => void;

/** Runs an example with the entries for its imports. */
function run(javascript: string, check: Checker): void {
  const load = (name: string): unknown => {
    if (entries[name] === undefined) throw new Error(`an example imports "${name}", which is none of ours.`);
    return entries[name];
  };
  new Function("require", "check", "exports", javascript)(load, check, {});
}

const compare: Checker = (value, expected, expression) => expect(value, expression).toEqual(expected);

describe("the examples of doc comments", () => {
  it("are all runnable blocks that import what they use", () => {
    for (const { where, code } of examples) expect(code, where).toMatch(/^import .* from "dta-meta/);
  });

  it.each(examples.map((example) => [`${example.name} (${example.where})`, example] as const))(
    "come to the values that they state: %s",
    (_, { code }) => {
      const { javascript, checks } = compileExample(code);
      let checked = 0;
      run(javascript, (value, expected, expression) => {
        checked += 1;
        compare(value, expected, expression);
      });
      expect(checks.length).toBeGreaterThan(0);
      expect(checked).toBe(checks.length);
    },
  );

  it("fail where a stated value is wrong", () => {
    const code = 'import { kappa } from "dta-meta";\n\nkappa([[20, 5], [10, 15]]).n; // 51\n';
    expect(() => run(compileExample(code).javascript, compare)).toThrow(/expected 50 to deeply equal 51/);
  });

  it("are there for every function of the public face", () => {
    const explained = new Map<string, number>();
    for (const { name } of examples) explained.set(name, (explained.get(name) ?? 0) + 1);
    const missing = Object.values(entries)
      .flatMap((entry) => Object.entries(entry))
      // a function that two entries export is one function
      .filter(([, value], i, all) => all.findIndex(([, other]) => other === value) === i)
      .filter(([name, value]) => typeof value === "function" && !name.endsWith("Error") && !WITHOUT.includes(name))
      .map(([name]) => name)
      .filter((name) => {
        const left = explained.get(name) ?? 0;
        explained.set(name, left - 1);
        return left < 1;
      });
    expect(missing).toEqual([]);
  });
});
