import { describe, expect, it } from "vitest";
import { assignColumns, normalizeName } from "../../src/tables/column-names.js";

describe("normalizeName", () => {
  it("forgets case, spaces and punctuation", () => {
    for (const name of ["True positives", "true_positives", "TruePositives", " TRUE-POSITIVES "]) {
      expect(normalizeName(name)).toBe("truepositives");
    }
  });
});

describe("assignColumns", () => {
  it("finds the fields in any order", () => {
    expect(assignColumns(["TN", "year", "Study", "FP", "tp", "fn", "cluster"])).toEqual({
      fields: { id: 2, tp: 4, fp: 3, fn: 5, tn: 0, cluster: 6 },
      covariates: [1],
      missing: [],
      duplicates: [],
    });
  });

  it("uses the letters a to d only where all four are there and no count has its name", () => {
    expect(assignColumns(["a", "b", "c", "d"]).fields).toEqual({ tp: 0, fp: 1, fn: 2, tn: 3 });
    expect(assignColumns(["a", "b", "c"]).missing).toEqual(["tp", "fp", "fn", "tn"]);
    expect(assignColumns(["tp", "b", "c", "d", "a"])).toMatchObject({ missing: ["fp", "fn", "tn"] });
  });

  it("prefers study, then name, author, id; what is left over is a covariate", () => {
    expect(assignColumns(["id", "author", "study"])).toMatchObject({ fields: { id: 2 }, covariates: [0, 1] });
    expect(assignColumns(["id", "author"])).toMatchObject({ fields: { id: 1 }, covariates: [0] });
    expect(assignColumns(["id", "author"], { idFirst: true })).toMatchObject({ fields: { id: 0 }, covariates: [1] });
  });

  it("takes study_id as the cluster beside a name, unless there is a cluster", () => {
    expect(assignColumns(["study", "study_id"]).fields).toEqual({ id: 0, cluster: 1 });
    expect(assignColumns(["study_id"]).fields).toEqual({ id: 0 });
    expect(assignColumns(["study", "study_id", "cluster"])).toMatchObject({ fields: { cluster: 2 }, covariates: [1] });
  });

  it("reports columns of one meaning and of one name, but not Year beside year", () => {
    expect(assignColumns(["tp", "TP", "x", "x", "Study", "study"]).duplicates).toEqual([
      { field: "tp", first: 0, second: 1 },
      { field: "x", first: 2, second: 3 },
      { field: "study", first: 4, second: 5 },
    ]);
    expect(assignColumns(["Year", "year"]).duplicates).toEqual([]);
  });
});
