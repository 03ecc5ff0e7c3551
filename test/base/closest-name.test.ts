import { describe, expect, it } from "vitest";
import { closestName } from "../../src/base/closest-name.js";

describe("closestName", () => {
  it.each([
    ["modalty", "modality"],
    ["Year", "year"],
    ["yaer", "year"],
    ["prevalance", "prevalence"],
  ])("takes %s for %s", (name, meant) => {
    expect(closestName(name, ["tp", "year", "modality", "prevalence"])).toBe(meant);
  });

  it("takes a short or a strange name for nothing", () => {
    expect(closestName("CT", ["tp", "fp", "year"])).toBeNull();
    expect(closestName("threshold", ["tp", "year"])).toBeNull();
    expect(closestName("x", [])).toBeNull();
  });
});
