import { describe, expect, it } from "vitest";
import {
  count,
  fixed,
  levelPercent,
  percent,
  pPhrase,
  pValue,
  ratio,
  significant,
  withInterval,
} from "../../src/report/render/format.js";
import { numbersOf } from "../../src/report/render/numbers.js";

describe("numbers for readers", () => {
  it("keep their decimals, a true minus sign, and no negative zero", () => {
    expect(fixed(0.8951, 2)).toBe("0.90");
    expect(fixed(-1.26, 2)).toBe("−1.26");
    expect(fixed(-0.001, 2)).toBe("0.00");
    expect(fixed(null, 2)).toBe("–");
  });

  it("keep their significant digits without exponents", () => {
    expect([4.0432, 0.13996, 28.888, 515.7, 12345, 0].map((value) => significant(value))).toEqual([
      "4.04",
      "0.140",
      "28.9",
      "516",
      "12345",
      "0",
    ]);
    expect(significant(1.5e-9)).toBe("< 0.000001");
    expect(significant(8.06e13)).toBe("> 10,000,000");
    expect(significant(1234567)).toBe("1234567");
  });

  it("have more digits where both limits would be one end", () => {
    const { limits } = numbersOf();
    const within = (lower: number, upper: number) => limits({ estimate: upper, lower, upper, level: 0.95 });
    expect([within(0.9972, 0.9997), within(0.0001, 0.0031), within(0.99996, 0.99998)]).toEqual([
      "0.997 to 1.000",
      "0.000 to 0.003",
      "1.0000 to 1.0000",
    ]);
    expect([within(0.971, 0.999), within(1, 1)]).toEqual(["0.97 to 1.00", "1.00 to 1.00"]);
  });

  it("carry their interval where there is one", () => {
    expect(withInterval({ estimate: 0.891, lower: 0.808, upper: 0.941, level: 0.95 })).toBe("0.89 (0.81 to 0.94)");
    expect(withInterval({ estimate: 0.891, lower: null, upper: null, level: 0.95 })).toBe("0.89");
    expect(withInterval({ estimate: 3, lower: 1, upper: null, level: 0.95 })).toBe("3.00 (1.00 to –)");
    expect(withInterval(null)).toBe("–");
  });

  it("print P values as journals do", () => {
    expect([0.04321, 0.0009, 1].map(pValue)).toEqual(["0.043", "<\u00a00.001", "1.000"]);
    expect(pPhrase(0.0001)).toBe("P\u00a0<\u00a00.001");
    expect(pPhrase(0.25)).toBe("P\u00a0=\u00a00.250");
  });

  it("print ratios with three digits from 1 on and two below", () => {
    expect([4.2431, 0.09598, 0.2114, 44.2, 0.999].map(ratio)).toEqual(["4.24", "0.096", "0.21", "44.2", "0.999"]);
  });

  it("print shares and counts", () => {
    expect(percent(0.84089)).toBe("84.1%");
    expect(levelPercent(0.95)).toBe("95%");
    expect(levelPercent(0.975)).toBe("97.5%");
    expect([count(1, "study", "studies"), count(14, "study", "studies")]).toEqual(["1 study", "14 studies"]);
  });
});
