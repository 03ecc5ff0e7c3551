import { describe, expect, it } from "vitest";
import { calls } from "../published/library-calls.js";
import { leftOf, reproduced, together } from "../published/library-walk.js";

describe("no number that a function of the library returns counts as not printed", () => {
  it.each(together(calls.filter(([, { slow }]) => slow === true)))("%s", (_, group) => {
    const { count, left } = leftOf(group);
    expect(left).toEqual([]);
    expect(count).toBeGreaterThan(10);
  });
});

describe("numbers that are drawn at random", () => {
  const bayes = { model: "bayes", options: { draws: 400, priorDistribution: "tsd25", leaveOneOut: false } } as const;
  const ask = (seed: number | undefined, value: number) =>
    reproduced([["fit.summary.sensitivity.mean", value]], "few", {
      refit: seed === undefined ? bayes : { ...bayes, options: { ...bayes.options, seed } },
    }).numbers[0]!;
  const { computed } = ask(77, 0.5);

  it("are the same by the seed that the file names, and only by that", () => {
    expect(ask(77, computed!).status).toBe("reproduced");
    expect(ask(78, computed!).status).toBe("off");
  });

  it("count as reproduced within the spread of other seeds where it names none", () => {
    const drawn = ask(undefined, computed!);
    expect(drawn.status).toBe("reproduced");
    expect(drawn.note).toContain("draws this number at random");
    expect(ask(undefined, computed! + 0.05).status).toBe("off");
  });
});
