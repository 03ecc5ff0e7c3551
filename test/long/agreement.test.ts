import { describe, expect, it } from "vitest";
import { AGREEMENT, statedAgreement } from "../agreement.js";

const stated = statedAgreement();

describe("README's table of deviations", () => {
  it("has the rows that are measured, and the distribution functions, which have a test of their own", () => {
    expect(Object.keys(stated).sort()).toEqual(
      [...Object.keys(AGREEMENT), "Distribution functions, tails included"].sort(),
    );
  });

  it.each(Object.keys(AGREEMENT))("states no less than what is seen: %s", (quantity) => {
    const seen = AGREEMENT[quantity]!();
    process.stdout.write(`${quantity}: ${seen.map((value) => value.toExponential(1)).join("; ")}\n`);
    expect(stated[quantity]).toHaveLength(seen.length);
    seen.forEach((value, i) => {
      expect(value).toBeLessThanOrEqual(stated[quantity]![i]!);
    });
  });
});
