import { describe, expect, it } from "vitest";
import { mean, median, midRanks, sampleQuantile } from "../../src/numeric/descriptive.js";

describe("mean and median", () => {
  it("of some numbers", () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(median([5, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([7])).toBe(7);
  });

  it("leave their argument as it is", () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it("of no numbers throw", () => {
    expect(() => mean([])).toThrow("mean of no numbers");
    expect(() => median([])).toThrow(expect.objectContaining({ code: "empty" }));
  });
});

describe("sample quantiles", () => {
  it("are R's type 7", () => {
    // R 4.2.2: quantile(c(3, 1, 4, 1, 5, 9, 2, 6), c(0, .1, .25, .5, .9, 1))
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    expect([0, 0.1, 0.25, 0.5, 0.9, 1].map((p) => sampleQuantile(values, p))).toEqual([
      1, 1, 1.75, 3.5, 6.8999999999999995, 9,
    ]);
  });

  it("keep infinite values", () => {
    expect(sampleQuantile([1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], 0.9)).toBe(Number.POSITIVE_INFINITY);
  });

  it("want a probability", () => {
    expect(() => sampleQuantile([1], 2)).toThrow(expect.objectContaining({ code: "outside-domain" }));
  });
});

describe("mid-ranks", () => {
  it("share the mean of tied ranks", () => {
    // R 4.2.2: rank(c(10, 20, 10, 5, 20, 20))
    expect(midRanks([10, 20, 10, 5, 20, 20])).toEqual([2.5, 5, 2.5, 1, 5, 5]);
    expect(midRanks([])).toEqual([]);
  });
});
