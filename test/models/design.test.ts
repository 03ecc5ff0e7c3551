import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { buildDesign, designRow, splitByModerators } from "../../src/models/design.js";

const study = (id: string, covariates: Record<string, number | string | boolean | null>) => ({
  id,
  tp: 1,
  fp: 1,
  fn: 1,
  tn: 1,
  covariates,
});
const studies = [
  study("a", { type: "SAQ", year: 1990, blind: true, centre: 1 }),
  study("b", { type: "IAQ", year: 1994, blind: false, centre: 1 }),
  study("c", { type: "lab", year: 1992, blind: true, centre: 1 }),
  study("d", { type: "SAQ", year: null, blind: false, centre: 1 }),
];
const three = studies.slice(0, 3);

describe("the design of moderators", () => {
  it("takes numbers as they are and codes text against its first level", () => {
    const design = buildDesign(three, ["type", "year"]);
    expect(design.terms).toEqual(["intercept", "type[SAQ]", "type[lab]", "year"]);
    expect(design.rows).toEqual([
      [1, 1, 0, 1990],
      [1, 0, 0, 1994],
      [1, 0, 1, 1992],
    ]);
  });

  it("codes true and false", () => {
    expect(buildDesign(three, ["blind"]).terms).toEqual(["intercept", "blind[true]"]);
  });

  it("tells which studies lack a moderator, and which one", () => {
    const { complete, missing } = splitByModerators(studies, ["type", "year"]);
    expect(complete.map(({ id }) => id)).toEqual(["a", "b", "c"]);
    expect(missing.map(({ study: { id }, name }) => [id, name])).toEqual([["d", "year"]]);
  });

  it("gives a row at chosen values", () => {
    const { moderators } = buildDesign(three, ["type", "year"]);
    expect(designRow(moderators, { type: "lab", year: 2000 })).toEqual([1, 0, 1, 2000]);
    expect(() => designRow(moderators, { type: "CT", year: 2000 })).toThrow(
      /no level "CT"; its levels are IAQ, SAQ, lab/,
    );
    expect(() => designRow(moderators, { type: "lab" })).toThrow(InputError);
  });

  it("names a moderator that nobody reports, that is constant, or that follows from others", () => {
    expect(() => buildDesign(three, ["colour"])).toThrow(/"colour"; the covariates are type, year, blind, centre/);
    expect(() => buildDesign(three, ["centre"])).toThrow(/"centre" is constant/);
    expect(() => buildDesign([three[0]!, { ...three[0]!, id: "e" }], ["type"])).toThrow(/one value "SAQ"/);
    const doubled = three.map((s) => ({
      ...s,
      covariates: { ...s.covariates, late: (s.covariates.year as number) * 2 },
    }));
    const five = [...doubled, ...doubled];
    expect(() => buildDesign(five, ["year", "late"])).toThrow(
      /"late" is constant .* or follows from the terms before it \(intercept, year\)/,
    );
  });

  it("refuses a categorical moderator with another level in each study, and says why", () => {
    const studies = ["a", "b", "c", "d"].map((site) => ({ covariates: { site } }));
    expect(() => buildDesign(studies, ["site"])).toThrow("a level for each study leaves nothing to estimate");
  });
});
