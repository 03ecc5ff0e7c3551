import { describe, expect, it } from "vitest";
import { typedColumn } from "../../src/tables/covariate-column.js";
import { decimalMark } from "../../src/tables/number-column.js";
import { machineNumber, numberHabits, typedNumber } from "../../src/tables/typed-number.js";

describe("machineNumber", () => {
  it.each([
    ["12", 12],
    ["-3.5", -3.5],
    [".5", 0.5],
    ["5.", 5],
    ["+1e-3", 0.001],
    ["007", 7],
  ])("reads %s", (cell, value) => {
    expect(machineNumber(cell)).toBe(value);
  });

  it("gives no negative zero, which JSON would lose", () => {
    expect(Object.is(machineNumber("-0"), 0)).toBe(true);
  });

  it.each(["", " ", "x", "1,5", "0x1F", "1e999", "Infinity", "NaN", "1_000", "12 %", "1.2.3"])(
    "finds none in %j",
    (cell) => {
      expect(machineNumber(cell)).toBeNull();
    },
  );
});

describe("typedNumber", () => {
  it.each([
    ["12,5", null, 12.5],
    ["1.234,5", null, 1234.5],
    ["1,234.5", 1234.5, null],
    ["1,234", 1234, 1.234],
    ["1.234", 1.234, 1234],
    ["0,123", null, 0.123],
    ["1\u00a0234", 1234, 1234],
    ["1\u202f234\u202f567,8", null, 1234567.8],
    ["1’234.5", 1234.5, null],
    ["\u22125,5", null, -5.5],
    ["１２", 12, 12],
    ["1,234,567", 1234567, null],
  ])("reads %j with a point as %j, with a comma as %j", (cell, point, comma) => {
    expect(typedNumber(cell)).toEqual({ point, comma, percent: false });
  });

  it("reads percentages as shares, without rounding on the way", () => {
    expect(typedNumber("12,3 %")).toEqual({ point: null, comma: 0.123, percent: true });
    expect(typedNumber("57%")).toEqual({ point: 0.57, comma: 0.57, percent: true });
  });

  it.each(["12*", "about 5", "1,23,4", "12,5,", "1 2", "%", "-", "5-7", "1'23"])("finds none in %j", (cell) => {
    expect(typedNumber(cell)).toBeNull();
  });

  it("names what was changed", () => {
    expect(numberHabits("12,5 %", 0.125)).toEqual(["percent", "decimal comma"]);
    expect(numberHabits("1.234,5", 1234.5)).toEqual(["decimal comma", "thousands separators"]);
    expect(numberHabits("1 234", 1234)).toEqual(["thousands separators"]);
    expect(numberHabits("\u22125", -5)).toEqual(["signs or digits of another kind"]);
    expect(numberHabits("5.0", 5)).toEqual([]);
  });
});

describe("decimalMark", () => {
  it("is what some cells can only be read with", () => {
    expect(decimalMark([["1", "2,5"], ["x"]])).toBe(",");
    expect(decimalMark([["1.5", "1,234"]])).toBe(".");
    expect(decimalMark([["1,234", "5"]])).toBeNull();
    expect(decimalMark([["1,5", "1.5"]])).toBeNull();
  });
});

describe("typedColumn", () => {
  const values = (cells: readonly string[]) => typedColumn(cells).values;

  it("makes numbers where all are, as people write them", () => {
    expect(values(["1", "NA", "2.5"])).toEqual([1, null, 2.5]);
    expect(values(["3,6", "12", "–"])).toEqual([3.6, 12, null]);
    expect(values(["12,5%", "7 %"])).toEqual([0.125, 0.07]);
    expect(values(["1", "NA", "2.5 mg"])).toEqual(["1", null, "2.5 mg"]);
  });

  it("takes the one other cell of a column of numbers as missing, and says which", () => {
    expect(typedColumn(["1", "2", "about 3", "4"])).toMatchObject({
      type: "number",
      values: [1, 2, null, 4],
      odd: [2],
    });
    expect(typedColumn(["1", "2", "x", "y"]).type).toBe("text");
  });

  it("lets the column tell what a mark means, and refuses what nothing tells", () => {
    expect(values(["1,234", "12.5"])).toEqual([1234, 12.5]);
    expect(values(["1,234", "12,5"])).toEqual([1.234, 12.5]);
    expect(values(["1.234", "12,5"])).toEqual([1234, 12.5]);
    expect(typedColumn(["1,234", "7"]).ambiguous).toEqual([{ row: 0, readings: [1234, 1.234], reason: "separator" }]);
    expect(typedColumn(["1,234"], { shown: () => null, usual: "," }).values).toEqual([1.234]);
    expect(typedColumn(["1.234"], { shown: () => null, usual: "," }).values).toEqual([1.234]);
    expect(typedColumn(["1.234"], { shown: () => ",", usual: "," }).ambiguous).toHaveLength(1);
    expect(typedColumn(["12%", "13"]).ambiguous).toEqual([{ row: 1, readings: [13, 0.13], reason: "percent" }]);
  });

  it("makes true/false only where all are", () => {
    expect(values(["TRUE", "False", ""])).toEqual([true, false, null]);
    expect(values(["TRUE", "unclear"])).toEqual(["TRUE", "unclear"]);
  });

  it("knows what stands for a missing value; a dash beside plus signs is a level", () => {
    const missing = ["", "NA", "N/A", "n/a", "#N/A", "NaN", "null", "NULL", ".", "-", "–", "NR", "nr", "Not reported"];
    expect(values(missing)).toEqual(missing.map(() => null));
    expect(values(["+", "-", "+"])).toEqual(["+", "-", "+"]);
  });
});
