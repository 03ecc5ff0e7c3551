import { describe, expect, it } from "vitest";
import { parseNumber, typeColumn } from "../../src/tables/covariate-column.js";

describe("parseNumber", () => {
  it.each([
    ["12", 12],
    ["-3.5", -3.5],
    [".5", 0.5],
    ["5.", 5],
    ["+1e-3", 0.001],
    ["007", 7],
  ])("reads %s", (cell, value) => {
    expect(parseNumber(cell)).toBe(value);
  });

  it("gives no negative zero, which JSON would lose", () => {
    expect(Object.is(parseNumber("-0"), 0)).toBe(true);
  });

  it.each(["", " ", "x", "1,5", "0x1F", "1e999", "Infinity", "NaN", "1_000", "12 %", "1.2.3"])(
    "finds none in %j",
    (cell) => {
      expect(parseNumber(cell)).toBeNull();
    },
  );

  it("reads a decimal comma where asked to", () => {
    expect(parseNumber("3,6", true)).toBe(3.6);
    expect(parseNumber("1,234,567", true)).toBeNull();
  });
});

describe("typeColumn", () => {
  it("makes numbers only where all are", () => {
    expect(typeColumn(["1", "NA", "2.5"])).toEqual([1, null, 2.5]);
    expect(typeColumn(["1", "NA", "2.5 mg"])).toEqual(["1", null, "2.5 mg"]);
  });

  it("makes true/false only where all are", () => {
    expect(typeColumn(["TRUE", "False", ""])).toEqual([true, false, null]);
    expect(typeColumn(["TRUE", "unclear"])).toEqual(["TRUE", "unclear"]);
  });

  it("knows what stands for a missing value", () => {
    expect(typeColumn(["", "NA", "N/A", "n/a", "#N/A", "NaN", "null", "NULL", "."])).toEqual(Array(9).fill(null));
  });
});
