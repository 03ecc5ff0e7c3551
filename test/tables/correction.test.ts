import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import {
  addToCells,
  correctionAmounts,
  DEFAULT_CORRECTION,
  hasZeroCell,
  resolveCorrection,
} from "../../src/tables/correction.js";
import { fixtureNames, loadFixture } from "../fixtures.js";

const whole = { tp: 10, fp: 2, fn: 3, tn: 40 };
const sparse = { tp: 10, fp: 0, fn: 3, tn: 40 };

describe("the continuity correction", () => {
  it("is 0.5 to the studies with a zero cell alone, unless told otherwise", () => {
    expect(DEFAULT_CORRECTION).toEqual({ value: 0.5, when: "single" });
    expect(correctionAmounts([whole, sparse, whole], resolveCorrection())).toEqual([0, 0.5, 0]);
  });

  it("goes to every study with `all`, as soon as one cell anywhere is 0", () => {
    const all = resolveCorrection({ when: "all" });
    expect(correctionAmounts([whole, sparse], all)).toEqual([0.5, 0.5]);
    expect(correctionAmounts([whole, whole], all)).toEqual([0, 0]);
  });

  it("goes nowhere with `none`", () => {
    expect(correctionAmounts([whole, sparse], resolveCorrection({ when: "none" }))).toEqual([0, 0]);
  });

  it("is added to all four cells", () => {
    expect(addToCells(sparse, 0.5)).toEqual({ tp: 10.5, fp: 0.5, fn: 3.5, tn: 40.5 });
  });

  it("sees a zero in each of the cells", () => {
    for (const cell of ["tp", "fp", "fn", "tn"]) expect(hasZeroCell({ ...whole, [cell]: 0 })).toBe(true);
    expect(hasZeroCell(whole)).toBe(false);
  });

  it("touches as many studies of the published data sets as have a zero cell", () => {
    for (const name of fixtureNames) {
      const studies = loadFixture(name);
      const zeros = studies.filter(({ tp, fp, fn, tn }) => tp * fp * fn * tn === 0).length;
      const touched = (when: "single" | "all"): number =>
        correctionAmounts(studies, { value: 0.5, when }).filter((amount) => amount > 0).length;
      expect(touched("single"), name).toBe(zeros);
      expect(touched("all"), name).toBe(zeros > 0 ? studies.length : 0);
    }
  });

  it.each([{ value: -0.1 }, { value: 1.1 }, { value: Number.NaN }])("refuses %o", (correction) => {
    expect(() => resolveCorrection(correction)).toThrow(InputError);
  });

  it("refuses an unknown rule, naming those that there are", () => {
    // @ts-expect-error: a JavaScript caller's slip
    expect(() => resolveCorrection({ when: "some" })).toThrow(/"single", "all" or "none", got "some"/);
  });
});

describe("resolveCorrection", () => {
  it.each([
    [{ value: 1.0001 }, "correction.value"],
    [{ value: -0.0001 }, "correction.value"],
    [{ value: "0.5" }, "correction.value"],
    [{ value: Number.NaN }, "correction.value"],
    [{ when: "sometimes" }, "correction.when"],
  ])("refuses %j, and says where", (given, where) => {
    expect(() => resolveCorrection(given as never)).toThrow(
      expect.objectContaining({
        code: "bad-correction",
        where,
        got: Object.values(given)[0],
        wanted: expect.any(String),
      }),
    );
  });

  it.each([[null], [3], ["single"], [{ valeu: 0.5 }], [{ value: 0.5, often: true }]])(
    "refuses %j, which is no correction",
    (given) => {
      expect(() => resolveCorrection(given as never)).toThrow(
        expect.objectContaining({
          code: "bad-correction",
          where: "correction",
          got: given,
          wanted: "{ value?, when? }",
        }),
      );
    },
  );

  it("takes 0 and 1, and fills in what is left out", () => {
    expect(resolveCorrection({ value: 0 })).toEqual({ value: 0, when: "single" });
    expect(resolveCorrection({ value: 1, when: "none" })).toEqual({ value: 1, when: "none" });
    expect(resolveCorrection()).toEqual({ value: 0.5, when: "single" });
  });
});
