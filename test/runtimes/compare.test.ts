import { describe, expect, it } from "vitest";
import { countNumbers, firstDifference } from "./compare.js";
import { exactJson } from "./computations/section.js";

const result = {
  fit: { estimate: 0.1 + 0.2, rows: [{ k: 1 }, { k: 2 }] },
  svg: "<svg><path d='M1 2'/></svg>",
  none: null,
};
const changed = (change: object): unknown => ({ ...structuredClone(result), ...change });

describe("the comparison of runtimes", () => {
  it("finds nothing where all is the same", () => {
    expect(firstDifference(result, structuredClone(result))).toBeNull();
  });

  it("names the first place that differs, by as little as the last bit", () => {
    const other = changed({ fit: { ...result.fit, estimate: 0.3 } });
    expect(firstDifference(result, other)).toEqual({
      path: "fit.estimate",
      expected: 0.30000000000000004,
      actual: 0.3,
    });
    expect(firstDifference(result, changed({ fit: { ...result.fit, rows: [{ k: 1 }, { k: 3 }] } }))?.path).toBe(
      "fit.rows[1].k",
    );
  });

  it("sees what is missing, what is more, and other kinds of things", () => {
    expect(firstDifference(result, changed({ more: 1 }))).toEqual({ path: "more", expected: "nothing", actual: 1 });
    expect(firstDifference({ a: 1, b: 2 }, { a: 1 })?.path).toBe("b");
    expect(firstDifference([1], { 0: 1 })).not.toBeNull();
    expect(firstDifference(null, {})).not.toBeNull();
  });

  it("shows what stands around the difference of two texts", () => {
    const { path, actual } = firstDifference(result, changed({ svg: "<svg><path d='M1 3'/></svg>" }))!;
    expect(path).toBe("svg, character 17");
    expect(actual).toContain("M1 3");
  });

  it("counts numbers at any depth", () => {
    expect(countNumbers(result)).toBe(3);
  });

  it("writes what JSON has no words for", () => {
    expect(exactJson([0, -0, Number.NaN, Number.NEGATIVE_INFINITY, undefined, null])).toBe(
      '[0,"-0","NaN","-Infinity","undefined",null]',
    );
  });
});
