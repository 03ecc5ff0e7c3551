import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { readStudies } from "../../src/tables/read-studies.js";
import { expectRowsRead } from "./many-rows.js";

const HEADER = "study,tp,fp,fn,tn";

function failure(csv: string): InputError {
  try {
    readStudies(csv);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("readStudies accepted the text");
}

describe("readStudies", () => {
  it("reads one study a row, other columns as covariates", () => {
    expect(readStudies(`${HEADER},year,modality\nSmith,20,3,5,60,2004,CT\nJones,7,0,1,30,2010,MRI\n`)).toEqual([
      { id: "Smith", tp: 20, fp: 3, fn: 5, tn: 60, covariates: { year: 2004, modality: "CT" } },
      { id: "Jones", tp: 7, fp: 0, fn: 1, tn: 30, covariates: { year: 2010, modality: "MRI" } },
    ]);
  });

  it("leaves covariates out where there are none", () => {
    expect(readStudies(`${HEADER}\nSmith,20,3,5,60`)).toEqual([{ id: "Smith", tp: 20, fp: 3, fn: 5, tn: 60 }]);
  });

  it.each([
    ["upper case", "Study,TP,FP,FN,TN"],
    ["words", "STUDY,True Positives,False positives,false negatives,TRUE NEGATIVES"],
    ["words with underscores", "study_name,true_positives,false_positives,false_negatives,true_negatives"],
    ["singular words", "author,TruePositive,FalsePositive,FalseNegative,TrueNegative"],
    ["letters of the 2×2 table", "id,a,b,c,d"],
    ["a nameless first column of row names, as R writes it", '"","tp","fp","fn","tn"'],
  ])("knows the counts by %s", (_, header) => {
    expect(readStudies(`${header}\nSmith,20,3,5,60`)).toEqual([{ id: "Smith", tp: 20, fp: 3, fn: 5, tn: 60 }]);
  });

  it("takes a column called a as a covariate where the counts have their names", () => {
    expect(readStudies(`${HEADER},a\nSmith,20,3,5,60,1`)[0]).toMatchObject({ tp: 20, covariates: { a: 1 } });
  });

  it.each([
    ["semicolons", ";", "\n"],
    ["tabs", "\t", "\n"],
    ["commas and Windows line ends", ",", "\r\n"],
    ["commas and old Mac line ends", ",", "\r"],
  ])("reads %s", (_, delimiter, end) => {
    const text = [`${HEADER},note`, "Smith,20,3,5,60,x", "Jones,1,2,3,4,y", ""].join(end).replaceAll(",", delimiter);
    expect(readStudies(text).map(({ id, tn, covariates }) => [id, tn, covariates?.note])).toEqual([
      ["Smith", 60, "x"],
      ["Jones", 4, "y"],
    ]);
  });

  it("reads a byte order mark, Excel's sep= line, blank rows and trailing empty columns", () => {
    const text = "\uFEFFsep=;\r\nstudy;tp;fp;fn;tn;;\r\n;;;;;;\r\nSmith;20;3;5;60;;\r\n\r\nJones;1;2;3;4;;\r\n";
    expect(readStudies(text).map(({ id }) => id)).toEqual(["Smith", "Jones"]);
  });

  it("reads quoted fields with delimiters, quotes and line breaks inside", () => {
    const [study] = readStudies(`${HEADER},note\n"Smith, J.",20,3,5,60,"said ""no"",\nthen yes"`);
    expect(study).toMatchObject({ id: "Smith, J.", covariates: { note: 'said "no",\nthen yes' } });
  });

  it("reads counts written 12.0 and 1e3, as other programs write whole numbers", () => {
    expect(readStudies(`${HEADER}\nSmith,12.0,1e3,5,60`)[0]).toMatchObject({ tp: 12, fp: 1000 });
  });

  it("calls rows without a name by their place", () => {
    expect(readStudies("tp,fp,fn,tn\n1,2,3,4\n5,6,7,8").map(({ id }) => id)).toEqual(["Study 1", "Study 2"]);
  });

  it("takes study_id as the cluster beside a name, and as the name without one", () => {
    expect(readStudies("study,study_id,tp,fp,fn,tn\nA,7,1,2,3,4\nB,7,1,2,3,4\nC,,1,2,3,4")).toEqual([
      { id: "A", cluster: "7", tp: 1, fp: 2, fn: 3, tn: 4 },
      { id: "B", cluster: "7", tp: 1, fp: 2, fn: 3, tn: 4 },
      { id: "C", tp: 1, fp: 2, fn: 3, tn: 4 },
    ]);
    expect(readStudies("study_id,tp,fp,fn,tn\n7,1,2,3,4")[0]).toEqual({ id: "7", tp: 1, fp: 2, fn: 3, tn: 4 });
  });

  it("gives each covariate one type: numbers, true/false, else text; missing cells are null", () => {
    const rows = ["age,blinded,cutoff,empty", "3.5,TRUE,10,", "NA,false,>7,NA", ".,,12,"];
    const text = rows.map((row, i) => (i === 0 ? `${HEADER},${row}` : `S${i},1,2,3,4,${row}`)).join("\n");
    expect(readStudies(text).map(({ covariates }) => covariates)).toEqual([
      { age: 3.5, blinded: true, cutoff: "10", empty: null },
      { age: null, blinded: false, cutoff: ">7", empty: null },
      { age: null, blinded: null, cutoff: "12", empty: null },
    ]);
  });

  it("reads decimal commas of covariates whatever the delimiter", () => {
    for (const delimiter of [";", "\t", ","]) {
      const text = `study,tp,fp,fn,tn,age\nA,1,2,3,4,`.replaceAll(",", delimiter);
      expect(readStudies(`${text}"3,6"`)[0]?.covariates).toEqual({ age: 3.6 });
    }
  });

  describe("refuses, naming row, column, value and remedy:", () => {
    it("an empty file", () => {
      for (const text of ["", "\n \n", "\uFEFF"]) expect(failure(text)).toMatchObject({ code: "empty-input" });
    });

    it("only a header", () => {
      const error = failure(`${HEADER}\n\n`);
      expect(error.code).toBe("no-rows");
      expect(error.message).toContain("only a header (study, tp, fp, fn, tn)");
    });

    it("a missing column, listing what is there and what is needed", () => {
      const error = failure("study,TP,FP,FN\nA,1,2,3");
      expect(error.code).toBe("missing-column");
      expect(error.message).toMatch(
        /^no column for tn \(true negatives\)\. The columns are: "study", "TP", "FP", "FN"\. Needed are tp, fp, fn and tn/,
      );
    });

    it("a file without a header", () => {
      expect(failure("A,1,2,3,4\nB,1,2,3,4").message).toContain("the first row must hold the names of the columns");
    });

    it("a file with another delimiter", () => {
      expect(failure("study tp fp fn tn\nA 1 2 3 4").message).toContain(
        "fields are separated by commas, semicolons or tabs",
      );
    });

    it.each([
      ["-2", "A count cannot be negative"],
      ["1.5", "continuity corrections are added by the model"],
      ["ten", "Write the count in digits alone"],
      ["12*", "Write the count in digits alone"],
      ["", "the cell is empty"],
      ["NA", "Fill in the count, or leave the study out"],
      ['"1,000"', "may be 1000 or 1; write it without a thousands separator"],
      ["12%", "reconstruct"],
      ["1e300", "too large"],
      ["0x10", "whole number"],
      ["Infinity", "whole number"],
    ])("the count %s", (cell, remedy) => {
      const error = failure(`${HEADER}\nA,1,2,3,4\n\n"B, 2004",5,${cell},7,8`);
      expect(error).toMatchObject({ where: 'row 2, column "fp"', wanted: "a whole number ≥ 0" });
      expect(error.message).toContain('row 2 (line 4), study "B, 2004", column "fp" (false positives)');
      expect(error.message).toContain(remedy);
    });

    it("names that repeat, with both rows", () => {
      const error = failure(`${HEADER}\nA,1,2,3,4\nB,1,2,3,4\nA,1,2,3,4`);
      expect(error).toMatchObject({ code: "duplicate-id", got: "A" });
      expect(error.message).toContain('row 3 (line 4) and row 1 (line 2) are both called "A"');
      expect(error.message).toContain('"cluster"');
    });

    it("a study without a name", () => {
      expect(failure(`${HEADER}\n,1,2,3,4`)).toMatchObject({ code: "missing-id", where: 'row 1, column "study"' });
    });

    it("rows of unequal length", () => {
      const error = failure(`${HEADER}\nA,1,2,3,4\nB,1,2,3\nC,1,2,3,4,5`);
      expect(error).toMatchObject({ code: "ragged-row", where: "row 2 (line 3)" });
      expect(error.message).toContain("row 2 (line 3) has 4 cells where the header has 5");
      expect(error.message).toContain("row 3 (line 4) has 6 cells");
    });

    it("two columns that mean the same", () => {
      expect(failure("study,tp,true positives,fp,fn,tn\nA,1,1,2,3,4").message).toContain(
        'columns 2 ("tp") and 3 ("true positives") both mean tp (true positives)',
      );
      expect(failure(`${HEADER},year,year\nA,1,2,3,4,5,6`).message).toContain('columns 6 ("year") and 7 ("year")');
    });

    it("a column with values but without a name", () => {
      expect(failure("study,tp,,fp,fn,tn\nA,1,9,2,3,4")).toMatchObject({ code: "unnamed-column" });
    });

    it("a binary file", () => {
      expect(failure("PK\u0003\u0004\u0000\u0000study,tp")).toMatchObject({ code: "binary-input" });
    });

    it("JSON, saying where it belongs; a header in brackets is none", () => {
      const error = failure('[{"id":"A","tp":1,"fp":2,"fn":3,"tn":4}]');
      expect(error).toMatchObject({ code: "json-input", where: "line 1" });
      expect(error.message).toContain("parseStudies(JSON.parse(text))");
      expect(readStudies("[study],[tp],[fp],[fn],[tn]\nA,1,2,3,4")).toHaveLength(1);
    });

    it("a quoted field that does not close", () => {
      expect(failure(`${HEADER}\n"A,1,2,3,4\nB,1,2,3,4`)).toMatchObject({ code: "bad-quotes" });
    });

    it("many faults in one message, the first leading, up to twenty listed", () => {
      const rows = Array.from({ length: 30 }, (_, i) => `S${i},1,2,-1,x`);
      const error = failure([HEADER, ...rows].join("\n"));
      expect(error.message.split("\n")[0]).toContain('row 1 (line 2), study "S0", column "fn"');
      expect(error.message).toContain("59 more problems:");
      expect(error.message).toContain("… and 40 more");
      expect(error.message.split("\n")).toHaveLength(22);
    });

    it("a covariate that would touch the prototype of objects", () => {
      expect(failure(`${HEADER},__proto__\nA,1,2,3,4,5`)).toMatchObject({ code: "bad-column" });
    });
  });

  it("gives back what was written, for any counts, names and text", () => {
    const text = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
      .filter((s) => ![...s].some((c) => c < " " && c !== "\n" && c !== "\t"));
    const value = text.map((s) => `x${s.trim()}`);
    const rows = fc.uniqueArray(fc.tuple(value, fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), value), {
      minLength: 1,
      selector: ([id]) => id,
    });
    const quote = (s: string): string => `"${s.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(rows, fc.constantFrom(",", ";", "\t"), fc.constantFrom("\n", "\r\n"), (studies, delimiter, end) => {
        const lines = studies.map(([id, counts, note]) => [quote(id), ...counts, quote(note)].join(delimiter));
        const text = [`study,tp,fp,fn,tn,note`.replaceAll(",", delimiter), ...lines].join(end);
        const read = readStudies(text, { keepTotals: true });
        expect(read).toEqual(
          studies.map(([id, [tp, fp, fn, tn], note]) => ({ id, tp, fp, fn, tn, covariates: { note } })),
        );
      }),
    );
  });

  it("either reads studies or throws an InputError, whatever the text", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary" }), fc.string(), fc.stringMatching(/^[tpfn",;\n\t0-9a-]*$/)),
        (text) => {
          try {
            expect(readStudies(`${text}`).length).toBeGreaterThan(0);
          } catch (error) {
            expect(error).toBeInstanceOf(InputError);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it("reads many rows", () => expectRowsRead(30_000));
});
