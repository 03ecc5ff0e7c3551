import { describe, it } from "vitest";
import { expectOptimum } from "../models/comparative/expect-optimum.js";
import { sets } from "../models/comparative/optima.js";

const all = Object.entries(sets).flatMap(([name, { fits }]) =>
  Object.keys(fits).map((structure) => [name, structure] as const),
);

describe("fitComparative finds the optimum that independent rules and optimisers found", () => {
  it.each(all)("%s, %s", (name, structure) => {
    expectOptimum(sets[name]!, structure);
  });
});
