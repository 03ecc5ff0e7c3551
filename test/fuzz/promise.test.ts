import { describe, expect, it } from "vitest";
import { entries, targets } from "./functions.js";
import { fuzz } from "./promise.js";

const QUICK =
  /^(?!index\.(compareTests|compareThresholdModels|fitComparative|fitLatentClass|fitThresholds|leaveOneOutThresholds)$)/;

describe("what every exported function promises", () => {
  it("is asked of every entry and nearly every function as its types say", () => {
    expect(entries).toContain("index");
    expect(entries).toContain("thresholds");
    // a function that joins should have its row among the calls; few take nothing, or what only long fits give
    const junkAlone = targets.filter(({ wellTyped }) => wellTyped === null);
    expect(junkAlone.length).toBeLessThan(0.1 * targets.length);
  });

  it("holds in 6,000 calls, well-typed, changed in a part, and of wrong types", async () => {
    // what may take seconds is called by npm run fuzz alone
    const { broken, tallies } = await fuzz(1, 6_000, { only: QUICK });
    expect(broken).toEqual([]);
    // calls as the types ask reach what they are meant to reach
    const silent = [...tallies].filter(([, { wellTyped, answered }]) => wellTyped >= 20 && answered === 0);
    expect(silent.map(([name]) => name)).toEqual([]);
  }, 300_000);
});
