import { describe, expect, it } from "vitest";
import { entries, targets } from "./functions.js";
import { fuzz } from "./promise.js";

describe("what every exported function promises", () => {
  it("is asked of every entry and nearly every function as its types say", () => {
    expect(entries).toContain("index");
    expect(entries).toContain("thresholds");
    // a function that joins should have its row among the calls; these take nothing, or what only long fits give
    const junkAlone = targets.filter(({ wellTyped }) => wellTyped === null).map(({ name }) => name);
    expect(junkAlone).toEqual([
      "figures.referenceGridPlot",
      "published.publishedJsonSchema",
      "report.latentDocument",
      "workers.bootstrapInWorkers",
      "workers.leaveOneOutInWorkers",
    ]);
  });

  it("holds in 20,000 calls, well-typed, changed in a part, and of wrong types", async () => {
    const { broken, tallies } = await fuzz(1, 20_000);
    expect(broken).toEqual([]);
    // calls as the types ask reach what they are meant to reach
    const silent = [...tallies].filter(([, { wellTyped, answered }]) => wellTyped >= 20 && answered === 0);
    expect(silent.map(([name]) => name)).toEqual([]);
  }, 300_000);
});
