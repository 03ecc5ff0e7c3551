import { describe, expect, it } from "vitest";
import {
  formatEstimate,
  formatGiven,
  formatProbability,
  formatProportion,
  formatRatio,
} from "../../src/figures/frame/format.js";
import { resolveTheme } from "../../src/figures/frame/resolve-theme.js";
import { figureNumbers } from "../../src/report/render/figure-numbers.js";
import {
  count,
  fixed,
  levelPercent,
  percent,
  pPhrase,
  pValue,
  ratio,
  significant,
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

  it("are ratios alike in texts and figures", () => {
    const theme = resolveTheme({});
    for (const value of [
      1e-9, 0.000234, 0.00995, 0.0996, 0.0949, 0.13, 0.994, 0.9962, 1.005, 9.996, 34.24, 99.96, 515.7, 12345, 3e8,
    ])
      expect(ratio(value)).toBe(formatRatio(value, theme).replace(/ /g, " "));
    expect([0.9962, 9.996, 12345].map(ratio)).toEqual(["0.996", "10.0", "12,345"]);
  });

  it("are probabilities alike in texts and figures, in every style", () => {
    for (const style of [{}, { digits: 3 }, { percent: true }, { percent: true, digits: 1, range: "dash" as const }]) {
      const theme = resolveTheme({ theme: { numbers: figureNumbers(style) } });
      const { probability, given, proportion, interval } = numbersOf(style);
      for (const value of [0, 0.00004, 0.0004, 0.004, 0.0312, 0.125, 0.5, 0.996, 0.99996, 1]) {
        expect(probability(value)).toBe(formatProbability(value, theme));
        expect(proportion(value)).toBe(formatProportion(value, theme));
        const estimate = { estimate: value, lower: 0.01, upper: 0.94, level: 0.95 };
        expect(interval(estimate)).toBe(formatEstimate(estimate, formatProportion, theme));
      }
      for (const prior of [0.2, 0.125, 0.0375]) expect(given(prior)).toBe(formatGiven(prior, theme));
    }
    expect(numbersOf({ percent: true }).probability(0.004)).toBe("0.4%");
  });

  it("have a dash between limits where it is asked for, apart from a minus", () => {
    const { limits, difference, withLimits } = numbersOf({ range: "dash" });
    const estimate = { estimate: 0.89, lower: 0.81, upper: 0.94, level: 0.95 };
    expect(limits(estimate)).toBe("0.81–0.94");
    expect(withLimits(estimate)).toBe("0.89 (95% CI 0.81–0.94)");
    expect(limits({ ...estimate, lower: -0.0312 }, difference)).toBe("−0.031 – 0.940");
    const theme = resolveTheme({ theme: { numbers: figureNumbers({ range: "dash" }) } });
    expect(formatEstimate({ ...estimate, lower: -0.03 }, formatProportion, theme)).toBe("0.89 (−0.03 – 0.94)");
    const points = numbersOf({ percent: true });
    expect(`${points.difference(0.0312)}${points.differenceUnit}`).toBe("3.1 (percentage points)");
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
