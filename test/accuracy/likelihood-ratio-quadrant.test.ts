import { describe, expect, it } from "vitest";
import { likelihoodRatioMatrix } from "../../src/accuracy/likelihood-ratio-matrix.js";
import { likelihoodRatioQuadrant } from "../../src/accuracy/likelihood-ratio-quadrant.js";
import { loadFixture } from "../fixtures.js";

const at = (plr: number, nlr: number): string => likelihoodRatioQuadrant({ plr, nlr }).quadrant;

describe("likelihoodRatioQuadrant", () => {
  it("names the quadrants as midas does", () => {
    expect([at(12, 0.05), at(12, 0.5), at(5, 0.05), at(5, 0.5)]).toEqual(["LUQ", "RUQ", "LLQ", "RLQ"]);
    expect(likelihoodRatioQuadrant({ plr: 12, nlr: 0.05 })).toEqual({
      quadrant: "LUQ",
      meaning: "exclusion and confirmation",
      confirms: true,
      excludes: true,
    });
  });

  it("takes both cuts strictly", () => {
    expect(at(10, 0.1)).toBe("RLQ");
    expect(at(10.000001, 0.099999)).toBe("LUQ");
  });

  it("takes other cuts, and refuses impossible numbers", () => {
    expect(likelihoodRatioQuadrant({ plr: 6, nlr: 0.15 }, { plr: 5, nlr: 0.2 }).quadrant).toBe("LUQ");
    expect(() => likelihoodRatioQuadrant({ plr: Number.NaN, nlr: 0.1 })).toThrow(/plr/);
    expect(() => likelihoodRatioQuadrant({ plr: 2, nlr: 0.1 }, { plr: 0 })).toThrow(/cuts/);
  });
});

describe("likelihoodRatioMatrix", () => {
  it("places every study, those with zero cells after adding 0.5", () => {
    const studies = loadFixture("auditc");
    const { points, counts } = likelihoodRatioMatrix(studies);
    expect(points.map((point) => point.id)).toEqual(studies.map((study) => study.id));
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(14);
    // S07: tp 68, fp 112, fn 0, tn 423: LR+ 68.5/69 over 112.5/536, LR− 0.5/69 over 423.5/536
    const s07 = points[6]!;
    expect(s07.plr!.estimate).toBeCloseTo(68.5 / 69 / (112.5 / 536), 12);
    expect(s07.nlr!.estimate).toBeCloseTo(0.5 / 69 / (423.5 / 536), 12);
    expect(s07.quadrant!.quadrant).toBe("LLQ");
  });

  it("has no quadrant for a study without diseased people", () => {
    const { points, counts } = likelihoodRatioMatrix([{ id: "healthy", tp: 0, fp: 2, fn: 0, tn: 8 }]);
    expect(points[0]).toEqual({ id: "healthy", plr: null, nlr: null, quadrant: null });
    expect(counts).toEqual({ LUQ: 0, RUQ: 0, LLQ: 0, RLQ: 0 });
  });
});
