import { describe, expect, it } from "vitest";
import { rational, rationalToNumber } from "../../src/numeric/rational.js";
import { intervalOf, type RoundingMode, readPrintedNumber, unitOf } from "../../src/reconstruct/read/printed-number.js";

/** The interval of a printed proportion as [ends, whether they are closed]. */
function interval(
  text: string | number,
  rounding: RoundingMode,
  scale: "proportion" | "percent" = "proportion",
): unknown {
  const { lower, upper, lowerClosed, upperClosed } = intervalOf(readPrintedNumber("x", text)!, scale, rounding);
  return [lowerClosed ? "[" : "(", rationalToNumber(lower), rationalToNumber(upper), upperClosed ? "]" : ")"];
}

describe("a printed number", () => {
  it.each([
    ["0.92", rational(92, 100), 2],
    [".92", rational(92, 100), 2],
    ["0.920", rational(92, 100), 3],
    ["1.000", rational(1), 3],
    ["92.3", rational(923, 10), 1],
    ["100", rational(100), 0],
    ["0,92", rational(92, 100), 2],
    ["0·92", rational(92, 100), 2],
    ["−0.12", rational(-12, 100), 2],
    ["-.5", rational(-1, 2), 1],
    [" 1.5e-3 ", rational(15, 10_000), 4],
    [0.92, rational(92, 100), 2],
    [1, rational(1), 0],
    [1e-7, rational(1, 10_000_000), 7],
    [0.1 + 0.2, rational(30000000000000004n, 10n ** 17n), 17],
  ])("%j is read with its digits", (input, value, decimals) => {
    expect(readPrintedNumber("x", input)).toMatchObject({ value, decimals, percentSign: false });
  });

  it("may have a percent sign or be infinite", () => {
    expect(readPrintedNumber("x", "92 %")).toMatchObject({ value: rational(92), decimals: 0, percentSign: true });
    for (const text of ["∞", "inf", "Infinity"]) expect(readPrintedNumber("x", text)).toMatchObject({ value: null });
  });

  it.each(["", " ", "NA", "n/a", "NR", "NaN", "-", "–", "."])("%j says that nothing is reported", (text) => {
    expect(readPrintedNumber("x", text)).toBeNull();
  });

  it.each(["abc", "0.9 (0.8–1)", "62/68", "1.2.3", "<0.9", "0x10", "--1", "%", "1,2,3", Number.NaN])(
    "%j is refused, with what would be right",
    (input) => {
      expect(() => readPrintedNumber("sensitivity", input)).toThrow(
        /^sensitivity: got .*wanted one number as printed, such as "0\.92"/,
      );
    },
  );

  it("stands for what rounds to it, both ends included, as ties go either way", () => {
    expect(interval("0.92", "nearest")).toEqual(["[", 0.915, 0.925, "]"]);
    expect(interval("1.000", "nearest")).toEqual(["[", 0.9995, 1.0005, "]"]);
    expect(interval("92.3", "nearest", "percent")).toEqual(["[", 0.9225, 0.9235, "]"]);
    expect(interval("100", "nearest", "percent")).toEqual(["[", 0.995, 1.005, "]"]);
    expect(interval("1", "nearest")).toEqual(["[", 0.5, 1.5, "]"]);
  });

  it("stands for what is cut off to it, towards zero", () => {
    expect(interval("0.92", "truncate")).toEqual(["[", 0.92, 0.93, ")"]);
    expect(interval("-0.12", "truncate")).toEqual(["(", -0.13, -0.12, "]"]);
    expect(interval("0.00", "truncate")).toEqual(["(", -0.01, 0.01, ")"]);
  });

  it("stands for both where either may be meant", () => {
    expect(interval("0.92", "either")).toEqual(["[", 0.915, 0.93, ")"]);
    expect(interval("-0.12", "either")).toEqual(["(", -0.13, -0.115, "]"]);
    expect(interval("0.00", "either")).toEqual(["(", -0.01, 0.01, ")"]);
  });

  it("has a unit of its last digit on the scale of the quantity", () => {
    expect(unitOf(readPrintedNumber("x", "0.920")!, "proportion")).toEqual(rational(1, 1_000));
    expect(unitOf(readPrintedNumber("x", "92.3")!, "percent")).toEqual(rational(1, 1_000));
    expect(unitOf(readPrintedNumber("x", "11.6")!, "ratio")).toEqual(rational(1, 10));
  });
});
