import { describe, expect, it } from "vitest";
import { spend, withinWork } from "../../src/base/work.js";
import { analyze, DtaError } from "../../src/index.js";

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof DtaError) return error.code;
    throw error;
  }
  return "none";
};

describe("the work that a computation may do", () => {
  it("is counted, over all that runs inside, and ends with a code", () => {
    expect(codeOf(() => withinWork("It", 10, () => spend(10)))).toBe("none");
    expect(codeOf(() => withinWork("It", 10, () => spend(11)))).toBe("too-much-work");
    const inner = (): void => withinWork("A part", 100, () => spend(6));
    expect(codeOf(() => withinWork("It", 10, () => [inner(), inner()]))).toBe("too-much-work");
    expect(codeOf(() => spend(Number.MAX_VALUE))).toBe("none");
  });

  it("is enough for an answer where counts are 0 or a thousand million", () => {
    const huge = 1_000_000_000;
    const tables = [
      [0, huge, huge, 0],
      [huge, 0, 0, 7],
      [0, 3, huge, 0],
      [huge, huge, 5, huge],
      [0, 0, huge, huge],
      [huge, 0, 0, huge],
    ] as const;
    const studies = tables.map(([tp, fp, fn, tn], i) => ({ id: `Study ${i + 1}`, tp, fp, fn, tn }));
    const { fit } = analyze(studies, { leaveOneOut: false });
    expect(fit?.convergence.converged).toBe(false);
  });
});
