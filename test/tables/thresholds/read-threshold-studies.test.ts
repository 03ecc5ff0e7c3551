import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/base/errors.js";
import { readStudies } from "../../../src/tables/read-studies.js";
import { parseThresholdStudies, readThresholdStudies } from "../../../src/tables/thresholds/read-threshold-studies.js";
import { severalCutoffs } from "../../../src/tables/thresholds/several-cutoffs-note.js";
import { severalCutoffsText } from "../../several-cutoffs.js";

const header = "study,cutoff,tp,fp,fn,tn";
const errorOf = (read: () => unknown): InputError => {
  try {
    read();
  } catch (error) {
    if (error instanceof InputError) return error;
  }
  throw new Error("no InputError");
};

describe("readThresholdStudies", () => {
  it("gathers the rows of a study and sorts its cut-offs", () => {
    const csv =
      "Study;Cut-off;TP;FP;FN;TN;country;note\nA;3,5;45;12;55;188;DE;x\nB;2;80;30;40;120;FR;y\nA;2;70;40;30;160;DE;z\n";
    expect(readThresholdStudies(csv)).toEqual([
      {
        id: "A",
        diseased: 100,
        nonDiseased: 200,
        points: [
          { cutoff: 2, tp: 70, fp: 40, fn: 30, tn: 160 },
          { cutoff: 3.5, tp: 45, fp: 12, fn: 55, tn: 188 },
        ],
        covariates: { country: "DE" },
      },
      {
        id: "B",
        diseased: 120,
        nonDiseased: 150,
        points: [{ cutoff: 2, tp: 80, fp: 30, fn: 40, tn: 120 }],
        covariates: { country: "FR" },
      },
    ]);
  });

  it.each(["cutoff", "threshold", "cutpoint", "cut_off", "Cut-off value"])("reads the column %s", (name) => {
    expect(readThresholdStudies(`study,${name},tp,fp,fn,tn\nA,2,1,2,3,4`)[0]!.points[0]!.cutoff).toBe(2);
  });

  it("takes counts that fall or rise with the cut-off", () => {
    expect(readThresholdStudies(`${header}\nA,1,5,1,5,9\nA,2,8,3,2,7`)).toHaveLength(1);
  });

  it.each([
    [
      "totals-differ",
      "A,1,9,5,1,5\nA,2,7,3,4,7\nA,3,6,2,4,8",
      /"A", cut-off 2 \(row 2 \(line 3\)\): tp \+ fn = 7 \+ 4 = 11, where .* 10 diseased/,
    ],
    ["duplicate-cutoff", "A,1,9,5,1,5\nA,1,7,3,3,7", /"A" has the cut-off 1 twice/],
    ["not-monotone", "A,1,9,5,1,5\nA,2,7,3,3,7\nA,3,8,2,2,8", /"A", cut-off 3 .*tp rises from 7 at cut-off 2 to 8/],
    ["bad-cutoff", "A,high,9,5,1,5", /"cutoff": got the text "high", wanted a number/],
    ["bad-count", "A,1,nine,5,1,5", /cut-off 1, tp \(true positives\): got the text "nine"/],
    ["missing-id", ",1,9,5,1,5", /no name/],
  ])("refuses %s", (code, rows, message) => {
    const error = errorOf(() => readThresholdStudies(`${header}\n${rows}`));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });

  it("names the columns that it misses", () => {
    expect(errorOf(() => readThresholdStudies("study,tp,fp,fn,tn\nA,1,2,3,4")).message).toMatch(
      /no column for cutoff\./,
    );
  });

  it("keeps rows that contradict each other where it is told to", () => {
    const rows = "A,1,9,5,1,5\nA,2,7,3,4,7\nA,3,6,2,4,8";
    expect(readThresholdStudies(`${header}\n${rows}`, { contradictions: "keep" })[0]).toMatchObject({ diseased: 10 });
  });

  it("reads what parseThresholdStudies takes, and that what it returned", () => {
    const studies = readThresholdStudies(severalCutoffsText("hba1c.csv"));
    expect(studies).toHaveLength(38);
    expect(studies.reduce((sum, { points }) => sum + points.length, 0)).toBe(124);
    expect(parseThresholdStudies(studies)).toEqual(studies);
    const rows = studies.flatMap(({ id, points }) => points.map((point) => ({ study: id, ...point })));
    expect(parseThresholdStudies(rows)).toEqual(studies);
  });

  it("refuses what are no rows", () => {
    expect(errorOf(() => parseThresholdStudies("study,cutoff")).code).toBe("bad-rows");
    expect(errorOf(() => parseThresholdStudies([])).code).toBe("no-rows");
    expect(errorOf(() => parseThresholdStudies([1])).code).toBe("bad-row");
    expect(
      errorOf(() => parseThresholdStudies([{ study: "A", cutoff: 1, tp: "3", fp: 1, fn: 1, tn: 1 }])).message,
    ).toMatch(/rows\[0\].*tp.*the text "3"/);
  });
});

describe("several cut-offs of one study in a file of one table a study", () => {
  it("are told from clusters", () => {
    const note = severalCutoffs(
      readStudies("name,study_id,cutoff,tp,fp,fn,tn\nA low,A,1,9,5,1,5\nA high,A,2,7,3,3,7\nB,B,1,9,5,1,5"),
    );
    expect(note).toMatchObject({ code: "several-cutoffs", column: "cutoff", studies: ["A"] });
    expect(note!.message).toMatch(/^One study has rows at several cut-offs/);
  });

  it("are told from names that end in the cut-off", () => {
    const csv =
      "study,threshold,tp,fp,fn,tn\nSmith 2004 (20),20,9,5,1,5\nSmith 2004 (30),30,7,3,3,7\nLee at 20 ppb,20,9,5,1,5\nLee at 30 ppb,30,9,5,1,5";
    expect(severalCutoffs(readStudies(csv))!.studies).toEqual(["Smith 2004", "Lee"]);
  });

  it("are spoken of where rows have one name", () => {
    expect(errorOf(() => readStudies("study,cutoff,tp,fp,fn,tn\nA,1,9,5,1,5\nA,2,7,3,3,7")).message).toMatch(
      /dta thresholds/,
    );
  });

  it("are not seen in studies with one each", () => {
    expect(severalCutoffs(readStudies("study,cutoff,tp,fp,fn,tn\nA,1,9,5,1,5\nB,2,7,3,3,7"))).toBeNull();
    expect(severalCutoffs(readStudies("study,tp,fp,fn,tn\nA,9,5,1,5\nB,7,3,3,7"))).toBeNull();
  });
});
