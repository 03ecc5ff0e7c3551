import { describe, expect, it } from "vitest";
import { integrateOnGrid } from "../../../src/models/binomial/grid-integral.js";
import { integrateOneSided, isDear } from "../../../src/models/binomial/one-sided-integral.js";
import {
  createPosteriorMode,
  findPosteriorMode,
  type StudyPoint,
} from "../../../src/models/binomial/posterior-mode.js";
import { createStudyIntegral } from "../../../src/models/binomial/study-integral.js";

/** A study with its mode, and its integral by equal steps, which are those of a grid that is not called fine. */
function byEqualSteps(study: StudyPoint, step: number) {
  const mode = createPosteriorMode();
  findPosteriorMode(study, mode);
  const result = createStudyIntegral();
  integrateOnGrid(study, mode, { deviations: step, logits: 1, depth: 32 }, false, result);
  return { mode, result };
}

const STUDIES: readonly StudyPoint[] = [
  { y1: 0, n1: 40, y2: 300, n0: 300, o1: -2, o2: 4, a: 9, b: 3, c: 8 },
  { y1: 25, n1: 25, y2: 0, n0: 12, o1: 3, o2: -1, a: 7, b: -9, c: 10 },
  { y1: 0, n1: 0, y2: 9, n0: 9, o1: 1, o2: 2, a: 12, b: 0, c: 9 },
  { y1: 6, n1: 6, y2: 1000, n0: 1000, o1: 2, o2: 5, a: -10, b: 4, c: -11 },
];

describe("the integral of a study with nothing but one-sided results", () => {
  it("is what small equal steps give, to eight digits, at a twentieth of the nodes", () => {
    for (const study of STUDIES) {
      const { mode, result: equal } = byEqualSteps(study, 0.05);
      expect(isDear(study, mode)).toBe(true);
      const result = createStudyIntegral();
      integrateOneSided(study, mode, 28, result);
      expect(result.logLik).toBeCloseTo(equal.logLik, 8);
      for (let i = 0; i < 5; i++) expect(result.score[i]).toBeCloseTo(equal.score[i]!, 7);
      for (let i = 0; i < 25; i++) expect(result.information[i]).toBeCloseTo(equal.information[i]!, 5);
      expect(result.nodes).toBeLessThan(equal.nodes / 20);
    }
  });

  it("has the score that differences of its logarithm have", () => {
    const [study] = STUDIES;
    const value = (change: Partial<StudyPoint>): number => {
      const at = { ...study!, ...change };
      const mode = createPosteriorMode();
      findPosteriorMode(at, mode);
      const result = createStudyIntegral();
      integrateOneSided(at, mode, 28, result);
      return result.logLik;
    };
    const mode = createPosteriorMode();
    findPosteriorMode(study!, mode);
    const { score, ...rest } = createStudyIntegral();
    integrateOneSided(study!, mode, 28, { score, ...rest });
    (["o1", "o2", "a", "b", "c"] as const).forEach((name, i) => {
      const step = 1e-4;
      const slope = (value({ [name]: study![name] + step }) - value({ [name]: study![name] - step })) / (2 * step);
      expect(score[i]).toBeCloseTo(slope, 6);
    });
  });

  it("is not taken where equal steps are cheap, or results lie on both sides", () => {
    const mode = createPosteriorMode();
    const cheap = { ...STUDIES[0]!, a: 1, b: 0.2, c: 1 };
    findPosteriorMode(cheap, mode);
    expect(isDear(cheap, mode)).toBe(false);
    const both = { ...STUDIES[0]!, y1: 10 };
    findPosteriorMode(both, mode);
    expect(isDear(both, mode)).toBe(false);
  });
});
