import { describe, expect, it } from "vitest";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import type { Study } from "../../src/tables/study.js";
import { loadFixture } from "../fixtures.js";

const codes = (studies: readonly Study[]): string[] => fitReitsma(studies).warnings.map(({ code }) => code);
const emptied = (studies: readonly Study[], count: number, cell: "fp" | "fn"): Study[] =>
  studies.map((study, i) => (i < count ? { ...study, [cell]: 0 } : study));

describe("zero cells in the normal model", () => {
  // 17 studies without a zero cell
  const full = loadFixture("scheidler_ct").map(({ tp, fp, fn, tn, ...study }) => ({
    ...study,
    tp: tp + 1,
    fp: fp + 1,
    fn: fn + 1,
    tn: tn + 1,
  }));

  it("are warned of from a tenth of the studies on, and the exact model is named", () => {
    expect(codes(full)).not.toContain("sparse");
    expect(codes(emptied(full, 1, "fp"))).not.toContain("sparse");
    expect(codes(emptied(full, 2, "fp"))).toContain("sparse");
    const message = fitReitsma(emptied(full, 9, "fp")).warnings.find(({ code }) => code === "sparse")?.message;
    expect(message).toMatch(/^9 of 17 studies .* about 48%\); the exact model/);
  });

  it("of a whole margin have one warning of their own", () => {
    const { warnings } = fitReitsma(emptied(full, 17, "fp"));
    const [warning, ...others] = warnings.filter(({ code }) => /sparse|unanimous/.test(code));
    expect(others).toEqual([]);
    expect(warning?.message).toBe(
      "No study has a false positive: of specificity the result is what the continuity correction of 0.5 makes of that; the exact model (fitBinomial) gives the exact bound.",
    );
  });
});
