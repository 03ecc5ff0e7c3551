import { describe, it } from "vitest";
import { expectOptimum } from "./expect-optimum.js";
import { sets } from "./optima.js";

// The sets that are quick to fit; test/long has all of them.
const quick = Object.entries(sets).flatMap(([name, set]) =>
  Object.keys(set.fits)
    .filter(
      (structure) =>
        ["ascus", "schuetz_direct"].includes(name) ||
        (["glas4", "catheter", "scheidler"].includes(name) &&
          ["row-common", "study", "nested-diagonal"].includes(structure)),
    )
    .map((structure) => [name, structure] as const),
);

describe("fitComparative finds the optimum that independent rules and optimisers found", () => {
  it.each(quick)("%s, %s", (name, structure) => {
    expectOptimum(sets[name]!, structure);
  });
});
