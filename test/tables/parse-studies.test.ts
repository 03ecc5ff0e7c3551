import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { parseStudies } from "../../src/tables/parse-studies.js";

const smith = { id: "Smith", tp: 20, fp: 3, fn: 5, tn: 60 };

function failure(rows: unknown): InputError {
  try {
    parseStudies(rows);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("parseStudies accepted the rows");
}

describe("parseStudies", () => {
  it("gives back studies that are right as they are", () => {
    const studies = [
      { ...smith, cluster: "1", covariates: { year: 2004, modality: "CT", blinded: true, cutoff: null } },
      { id: "Jones", tp: 0, fp: 0, fn: 0, tn: 0 },
    ];
    expect(parseStudies(studies)).toEqual(studies);
  });

  it("refuses rows that add up others, or are called a total, unless they are asked for", () => {
    const jones = { id: "Jones", tp: 30, fp: 4, fn: 6, tn: 70 };
    const sum = { id: "All", tp: 50, fp: 7, fn: 11, tn: 130 };
    const { code, where, message } = failure([smith, jones, sum]);
    expect([code, where]).toEqual(["totals-row", "rows[2]"]);
    expect(message).toMatch(/"All", adds up rows 1 to 2 .* keepTotals: true/);
    expect(failure([smith, jones, { ...sum, id: "Overall", tp: 51 }]).message).toMatch(/a total by its name/);
    expect(parseStudies([smith, jones, sum], { keepTotals: true })).toHaveLength(3);
    expect(parseStudies([smith, jones, { ...sum, tp: 51 }])).toHaveLength(3);
  });

  it("survives a round trip through JSON", () => {
    const studies = parseStudies([{ ...smith, year: undefined, age: Number.NaN, covariates: { modality: "CT" } }]);
    expect(JSON.parse(JSON.stringify(studies))).toEqual(studies);
    expect(studies[0]?.covariates).toEqual({ year: null, age: null, modality: "CT" });
  });

  it("knows the names that CSV files use, and takes other fields as covariates", () => {
    expect(parseStudies([{ study: "Smith", TP: 20, "false positives": 3, FN: 5, TN: 60, year: 2004 }])).toEqual([
      { ...smith, covariates: { year: 2004 } },
    ]);
    expect(parseStudies([{ id: "Smith", a: 20, b: 3, c: 5, d: 60 }])).toEqual([smith]);
  });

  it("prefers id to other names of the study", () => {
    expect(parseStudies([{ study: "label", ...smith }])).toEqual([{ ...smith, covariates: { study: "label" } }]);
  });

  it("takes numbers as names and clusters", () => {
    expect(parseStudies([{ ...smith, id: 3, cluster: 7 }])).toEqual([{ ...smith, id: "3", cluster: "7" }]);
    expect(parseStudies([{ ...smith, cluster: null }])).toEqual([smith]);
  });

  it.each([
    ["negative", -1, "got -1"],
    ["fractional", 1.5, "got 1.5"],
    ["text", "3", 'got the text "3", wanted a whole number ≥ 0 (a number, not text: Number(…))'],
    ["null", null, "got null"],
    ["absent", undefined, "got nothing"],
    ["not a number", Number.NaN, "got NaN"],
    ["infinite", Number.POSITIVE_INFINITY, "got Infinity"],
    ["beyond exact integers", 2 ** 60, "got 1152921504606847000"],
    ["a list", [3], "got an array"],
  ])("refuses a count that is %s, naming row, field, value and what is wanted", (_, fp, got) => {
    const error = failure([smith, { ...smith, id: "Jones", fp }]);
    expect(error).toMatchObject({ code: "bad-count", where: "rows[1].fp", wanted: "a whole number ≥ 0" });
    expect(error.got).toEqual(fp);
    expect(error.message).toContain('row 2 (rows[1]), study "Jones", fp (false positives): ');
    expect(error.message).toContain(got);
  });

  it("refuses what is no array, no row or nothing at all", () => {
    expect(failure("tp,fp")).toMatchObject({ code: "bad-rows" });
    expect(failure("tp,fp").message).toContain("readStudies");
    for (const rows of [null, undefined, 3, {}]) expect(failure(rows)).toMatchObject({ code: "bad-rows" });
    expect(failure([])).toMatchObject({ code: "no-rows" });
    expect(failure([smith, null])).toMatchObject({ code: "bad-row", where: "rows[1]" });
  });

  it("refuses studies without a name and names that repeat", () => {
    expect(failure([{ ...smith, id: undefined }])).toMatchObject({ code: "missing-id", where: "rows[0].id" });
    expect(failure([{ ...smith, id: "  " }])).toMatchObject({ code: "missing-id" });
    const error = failure([smith, { ...smith, id: " Smith " }]);
    expect(error).toMatchObject({ code: "duplicate-id", where: "rows[1].id", got: "Smith" });
    expect(error.message).toContain("row 2 (rows[1]) and row 1 (rows[0])");
  });

  it("refuses two fields of one meaning, and covariates that are no plain values", () => {
    expect(failure([{ ...smith, TP: 3 }])).toMatchObject({ code: "duplicate-column" });
    expect(failure([{ ...smith, year: [2004] }])).toMatchObject({
      code: "bad-covariate",
      where: "rows[0].covariates.year",
    });
    expect(failure([{ ...smith, covariates: "CT" }])).toMatchObject({
      code: "bad-covariate",
      where: "rows[0].covariates",
    });
    expect(failure([{ ...smith, covariates: { year: Number.POSITIVE_INFINITY } }])).toMatchObject({
      code: "bad-covariate",
    });
  });

  it("lists all problems in one message, the first leading", () => {
    const error = failure([
      { ...smith, tp: -1, tn: "x" },
      { ...smith, id: "" },
    ]);
    expect(error.where).toBe("rows[0].tp");
    expect(error.message).toContain("2 more problems:");
    expect(error.message).toContain("tn (true negatives)");
    expect(error.message).toContain("row 2 (rows[1]), id");
  });

  it("does not let a field reach the prototype of its covariates", () => {
    for (const value of ["5", "null"]) {
      const row = JSON.parse(`{"id":"A","tp":1,"fp":2,"fn":3,"tn":4,"constructor":5,"__proto__":${value}}`);
      const covariates = parseStudies([row])[0]?.covariates;
      expect(covariates?.constructor).toBe(5);
      expect(Object.getPrototypeOf(covariates)).toBe(Object.prototype);
    }
  });

  it("either gives studies or throws an InputError, whatever the rows", () => {
    const cell = fc.oneof(fc.nat(), fc.anything());
    const row = fc.oneof(
      fc.record({
        id: fc.oneof(fc.string(), fc.anything()),
        tp: cell,
        fp: cell,
        fn: cell,
        tn: cell,
        covariates: fc.anything(),
      }),
      fc.anything(),
    );
    fc.assert(
      fc.property(fc.oneof(fc.array(row), fc.anything()), (rows) => {
        try {
          expect(parseStudies(rows).length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
