import { describe, expect, it } from "vitest";
import { weightedLine } from "../../src/numeric/linear/weighted-line.js";
import { expectRelative } from "../tolerance.js";

describe("the weighted line", () => {
  it("agrees with R's lm with weights, one of them 0", () => {
    // R 4.2.2: summary(lm(y ~ x, weights = w))
    const line = weightedLine([1, 2, 3, 4, 5, 6], [2.1, 3.9, 6.2, 7.8, 10.1, 12.5], [1, 2, 0, 4, 1, 0.5]);
    expectRelative(line!.intercept, -0.1399999999999981, 1e-13);
    expectRelative(line!.slope, 2.0220689655172412, 1e-14);
    expectRelative(line!.interceptStandardError, 0.2737899186241708, 1e-13);
    expectRelative(line!.slopeStandardError, 0.0741136019958059, 1e-13);
    expectRelative(line!.residualStandardDeviation, 0.30610643479889094, 1e-13);
    expect(line!.df).toBe(3);
    expectRelative(line!.t, 27.283371892134866, 1e-13);
    expectRelative(line!.pValue, 0.0001080638042599446, 1e-12);
  });

  it("agrees with R's lm on the stopping distances of cars, weighted by speed", () => {
    // Ezekiel (1930), R's data set `cars`. R 4.2.2: summary(lm(dist ~ speed, cars, weights = speed))
    const speed = [
      4, 4, 7, 7, 8, 9, 10, 10, 10, 11, 11, 12, 12, 12, 12, 13, 13, 13, 13, 14, 14, 14, 14, 15, 15, 15, 16, 16, 17, 17,
      17, 18, 18, 18, 18, 19, 19, 19, 20, 20, 20, 20, 20, 22, 23, 24, 24, 24, 24, 25,
    ];
    const distance = [
      2, 10, 4, 22, 16, 10, 18, 26, 34, 17, 28, 14, 20, 24, 28, 26, 34, 34, 46, 26, 36, 60, 80, 20, 26, 54, 32, 40, 32,
      40, 50, 42, 56, 76, 84, 36, 46, 68, 32, 48, 52, 56, 64, 66, 54, 70, 92, 93, 120, 85,
    ];
    const line = weightedLine(speed, distance, speed);
    expectRelative(line!.intercept, -22.672421538306498, 1e-13);
    expectRelative(line!.slope, 4.228890579414577, 1e-13);
    expectRelative(line!.slopeStandardError, 0.4819116988745022, 1e-13);
    expectRelative(line!.interceptStandardError, 8.5977517787827527, 1e-13);
    expectRelative(line!.pValue, 1.522464337137236e-11, 1e-11);
    expectRelative(line!.residualStandardDeviation, 64.373135434237327, 1e-13);
  });

  it("does not change when all weights are multiplied", () => {
    const x = [0.3, 1.7, 2.2, 9];
    const y = [1, 4, 2, 8];
    const line = weightedLine(x, y, [1, 2, 3, 4])!;
    const scaled = weightedLine(x, y, [1e6, 2e6, 3e6, 4e6])!;
    expectRelative(scaled.slope, line.slope, 1e-14);
    expectRelative(scaled.slopeStandardError, line.slopeStandardError!, 1e-14);
    expectRelative(scaled.interceptStandardError, line.interceptStandardError!, 1e-14);
  });

  it("through two points has no residuals to judge it by", () => {
    expect(weightedLine([1, 3], [2, 8], [4, 4])).toEqual({
      intercept: -1,
      slope: 3,
      interceptStandardError: null,
      slopeStandardError: null,
      residualStandardDeviation: null,
      df: 0,
      t: null,
      pValue: null,
    });
  });

  it("that fits exactly has no t", () => {
    expect(weightedLine([1, 2, 4], [1, 2, 4], [1, 1, 1])).toMatchObject({ slope: 1, slopeStandardError: 0, t: null });
  });

  it("does not exist for points above each other, or fewer than two", () => {
    expect(weightedLine([0.1, 0.1, 0.1], [1, 2, 3], [1, 3, 0.7])).toBeNull();
    expect(weightedLine([1, 2], [1, 2], [1, 0])).toBeNull();
    expect(weightedLine([], [], [])).toBeNull();
  });

  it("refuses lists of different length and weights below 0", () => {
    expect(() => weightedLine([1, 2], [1, 2], [1])).toThrow("differ in length: 2, 2, 1");
    expect(() => weightedLine([1, 2], [1, 2], [1, -1])).toThrow("weight must be at least 0, got -1");
  });
});
