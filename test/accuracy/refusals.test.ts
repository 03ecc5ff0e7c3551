import { describe, expect, it } from "vitest";
import { likelihoodRatioQuadrant } from "../../src/accuracy/likelihood-ratio-quadrant.js";
import { naturalFrequencies } from "../../src/accuracy/natural-frequencies.js";
import { posttest } from "../../src/accuracy/posttest.js";
import { proportionInterval } from "../../src/accuracy/proportion-interval.js";

const loose = <T>(value: unknown): T => value as T;
const estimate = (of: number, lower: number, upper: number) => ({ estimate: of, lower, upper, level: 0.95 });

describe("what is computed of one table refuses what is none, and says where", () => {
  it.each([
    ["a share above 1", 1.01],
    ["a share below 0", -0.01],
    ["a share that is text", "0.9"],
    ["an estimate above 1", estimate(1.2, 0.8, 0.9)],
    ["a lower limit below 0", estimate(0.9, -0.1, 0.95)],
    ["an upper limit above 1", estimate(0.9, 0.8, 1.1)],
    ["an estimate without limits", { estimate: 0.9 }],
    ["nothing", null],
  ])("natural frequencies: %s", (_, sensitivity) => {
    const given = { sensitivity: loose<number>(sensitivity), specificity: 0.8 };
    expect(() => naturalFrequencies(given, { prevalences: [0.1] })).toThrow(
      expect.objectContaining({
        code: "bad-proportion",
        where: "sensitivity",
        got: sensitivity,
        wanted: "a number from 0 to 1, or an estimate of one",
      }),
    );
  });

  it("natural frequencies: no prevalence, no people", () => {
    const test = { sensitivity: 0.9, specificity: 0.8 };
    expect(() => naturalFrequencies(test, { prevalences: [] })).toThrow(
      expect.objectContaining({ code: "no-prevalence", where: "prevalences", got: [] }),
    );
    for (const per of [0, -1, Number.POSITIVE_INFINITY, Number.NaN, loose<number>("1000")])
      expect(() => naturalFrequencies(test, { prevalences: [0.1], per })).toThrow(
        expect.objectContaining({ code: "bad-per", where: "per", got: per }),
      );
  });

  it("natural frequencies take 0 and 1, and carry limits through, those of errors exchanged", () => {
    const [row] = naturalFrequencies({ sensitivity: 1, specificity: 0 }, { prevalences: [0.25], per: 400 });
    expect(row).toMatchObject({ truePositives: 100, falseNegatives: 0, trueNegatives: 0, falsePositives: 300 });
    const [limited] = naturalFrequencies(
      { sensitivity: estimate(0.75, 0.5, 0.875), specificity: estimate(0.5, 0.25, 1) },
      { prevalences: [0.5], per: 16 },
    );
    expect(limited?.truePositives).toEqual({ estimate: 6, lower: 4, upper: 7, level: 0.95 });
    expect(limited?.falseNegatives).toEqual({ estimate: 2, lower: 1, upper: 4, level: 0.95 });
    expect(limited?.trueNegatives).toEqual({ estimate: 4, lower: 2, upper: 8, level: 0.95 });
    expect(limited?.falsePositives).toEqual({ estimate: 4, lower: 0, upper: 6, level: 0.95 });
  });

  it.each([
    ["below 0", { plr: -0.1, nlr: 0.2 }, "plr"],
    ["of text", { plr: loose<number>("3"), nlr: 0.2 }, "plr"],
    ["none", { plr: 3, nlr: loose<number>(undefined) }, "nlr"],
    ["not a number", { plr: 3, nlr: Number.NaN }, "nlr"],
  ])("a quadrant: a ratio %s", (_, ratios, where) => {
    expect(() => likelihoodRatioQuadrant(ratios)).toThrow(
      expect.objectContaining({ code: "bad-likelihood-ratio", where, wanted: "a number ≥ 0" }),
    );
  });

  it.each([
    [0, 0.1],
    [10, 0],
    [-1, 0.1],
    [10, -1],
    [loose<number>("10"), 0.1],
    [10, loose<number>("0.1")],
  ])("a quadrant: cuts of %s and %s", (plr, nlr) => {
    expect(() => likelihoodRatioQuadrant({ plr: 3, nlr: 0.2 }, { plr, nlr })).toThrow(
      expect.objectContaining({ code: "bad-cut", where: "cuts", got: { plr, nlr }, wanted: "two numbers above 0" }),
    );
  });

  it("a quadrant takes ratios of 0, and one on its cut neither confirms nor excludes", () => {
    expect(likelihoodRatioQuadrant({ plr: 0, nlr: 0 }).quadrant).toBe("LLQ");
    expect(likelihoodRatioQuadrant({ plr: 10, nlr: 0.1 }).quadrant).toBe("RLQ");
  });

  it.each([
    ["below 0", -1],
    ["beyond numbers", Number.POSITIVE_INFINITY],
    ["of text", "3"],
    ["with a lower limit below 0", estimate(3, -1, 4)],
    ["with an upper limit beyond numbers", estimate(3, 2, Number.POSITIVE_INFINITY)],
    ["whose estimate is none", estimate(Number.NaN, 2, 4)],
    ["that is nothing", null],
  ])("a posttest probability: a ratio %s", (_, plr) => {
    expect(() => posttest({ prior: 0.2, plr: loose<number>(plr), nlr: 0.2 })).toThrow(
      expect.objectContaining({
        code: "bad-likelihood-ratio",
        got: plr,
        wanted: "a finite number ≥ 0, or an estimate of such",
      }),
    );
  });

  it.each([0, 1, -0.1, 1.1, Number.NaN, loose<number>("0.2")])("a posttest probability: a prior of %s", (prior) => {
    expect(() => posttest({ prior, plr: 3, nlr: 0.2 })).toThrow(
      expect.objectContaining({ code: "bad-prior", got: prior, wanted: "a number between 0 and 1, ends excluded" }),
    );
  });

  it.each([
    [loose<number>("3"), 5],
    [3, loose<number>("5")],
    [-1, 5],
    [6, 5],
    [Number.NaN, 5],
    [3, Number.NaN],
    [3, 2 ** 53],
  ])("an interval of %s of %s", (successes, trials) => {
    expect(() => proportionInterval(successes, trials)).toThrow(
      expect.objectContaining({ code: "bad-proportion", where: "successes, trials", got: { successes, trials } }),
    );
  });

  it("an interval takes all of the largest count", () => {
    expect(proportionInterval(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)?.upper).toBe(1);
    expect(proportionInterval(0, 0)).toBeNull();
  });
});
