import { describe, expect, it } from "vitest";

/** What each entry exports at run time. Growing or shrinking it is a decision: update the snapshot on purpose. */
describe("the public face", () => {
  for (const entry of [
    "index",
    "compare",
    "expressions",
    "figures",
    "published",
    "reconstruct",
    "report",
    "thresholds",
    "bayes",
    "latent",
    "workers",
  ]) {
    it(`of ${entry} is what it was decided to be`, async () => {
      const names = Object.keys(await import(`../src/${entry}.ts`)).sort();
      await expect(`${names.join("\n")}\n`).toMatchFileSnapshot(`__snapshots__/exports-${entry}.txt`);
    });
  }
});
