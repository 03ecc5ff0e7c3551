import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { readReports } from "../../src/reconstruct/read-reports.js";
import { reconstructStudies } from "../../src/reconstruct/reconstruct-studies.js";

const only = (csv: string): unknown => readReports(csv)[0]!.report;

describe("readReports", () => {
  it("reads what each study reports, digits as written, other columns as covariates", () => {
    const csv = "Study,N,Sens,Spec,Acc,AUC,year\nJang,101,91.1,68.90,81.2,0.867,2021\nLiu,280,,85,NA,–,2013\n";
    expect(readReports(csv)).toEqual([
      {
        id: "Jang",
        covariates: { AUC: 0.867, year: 2021 },
        report: { n: 101, sensitivity: "91.1", specificity: "68.90", accuracy: "81.2" },
      },
      { id: "Liu", covariates: { AUC: null, year: 2013 }, report: { n: 280, specificity: "85" } },
    ]);
  });

  it.each([
    ["n_total,n_dis,n_nondis", "131,68,63", { n: 131, diseased: 68, nonDiseased: 63 }],
    ["sample size,cases,controls", '"5,164",1110,4054', { n: 5164, diseased: 1110, nonDiseased: 4054 }],
    ["TP,false positives,fn,true_negatives", "1,2,3,4", { tp: 1, fp: 2, fn: 3, tn: 4 }],
    ["a,b,c,d,sens", "1,2,3,4,0.25", { tp: 1, fp: 2, fn: 3, tn: 4, sensitivity: "0.25" }],
    [
      "Sensitivity (%),SPECIFICITY [%],ppv_pct",
      "91.2,71.4%,0.9",
      { sensitivity: "91.2%", specificity: "71.4%", ppv: "0.9%" },
    ],
    ["recall,precision,F1-score", "0.91,0.77,0.84", { sensitivity: "0.91", ppv: "0.77", f1: "0.84" }],
    ["LR+,LR−,DOR", "3.19,0.12,∞", { plr: "3.19", nlr: "0.12", dor: "∞" }],
    [
      "Balanced accuracy,Youden's J,MCC,Cohen's kappa,prevalence",
      "0.81,0.63,0.64,0.63,0.52",
      { balancedAccuracy: "0.81", youden: "0.63", mcc: "0.64", kappa: "0.63", prevalence: "0.52" },
    ],
    [
      "sens,sens lower,sens upper",
      "0.92,0.85,0.96",
      { sensitivity: "0.92", sensitivityInterval: { lower: "0.85", upper: "0.96" } },
    ],
    [
      "spec,spec_ci,ci method,ci level",
      "0.92,0.85–0.96,exact,90",
      { specificity: "0.92", specificityInterval: { lower: "0.85", upper: "0.96", method: "exact", level: 90 } },
    ],
    ["sens_ci", "[0.85; 0.96]", { sensitivityInterval: { lower: "0.85", upper: "0.96" } }],
    [
      "sens,sp",
      "0.92 (0.85 to 0.96),88.1 (95% CI 80.2-93.4)",
      {
        sensitivity: "0.92",
        sensitivityInterval: { lower: "0.85", upper: "0.96" },
        specificity: "88.1",
        specificityInterval: { lower: "80.2", upper: "93.4" },
      },
    ],
    [
      "sens (%),spec",
      '"92 (90% CI, 89 to 94)",0.714 (45/63)',
      {
        sensitivity: "92%",
        sensitivityInterval: { lower: "89%", upper: "94%", level: 0.9 },
        specificity: "0.714",
        tn: 45,
        fp: 18,
      },
    ],
  ])("knows the columns %s", (header, cells, report) => {
    expect(only(`${header}\n${cells}\n`)).toEqual(report);
  });

  it("reads decimal commas where semicolons separate", () => {
    expect(only("study;n;sens;spec\nA;131;91,2;71,4 (58,7–82,1)\n")).toEqual({
      n: 131,
      sensitivity: "91,2",
      specificity: "71,4",
      specificityInterval: { lower: "58,7", upper: "82,1" },
    });
  });

  it("names studies by their rows where there is no name, and keeps clusters", () => {
    expect(readReports("n,sens,cluster\n10,0.9,x\n20,0.8,\n")).toEqual([
      { id: "Study 1", cluster: "x", report: { n: 10, sensitivity: "0.9" } },
      { id: "Study 2", report: { n: 20, sensitivity: "0.8" } },
    ]);
  });

  it("lists everything that is wrong, with row, column and remedy", () => {
    let error: unknown;
    try {
      readReports("study,n,sens,diseased,controls\nA,131,abc,,\nA,10,120,,\nB,2.5,0.9,,\nC,10,0.9,5,6\n,10,0.9,,\n");
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(InputError);
    const { message, code, where } = error as InputError;
    expect([code, where]).toEqual(["bad-number", 'row 1, column "sens"']);
    expect(message).toContain(
      'row 1 (line 2), study "A", column "sens": sensitivity: got "abc", wanted one number as printed',
    );
    expect(message).toContain("5 more problems");
    expect(message).toContain('row 2 (line 3) and row 1 (line 2) are both called "A"');
    expect(message).toContain("cannot be above 100 percent");
    expect(message).toContain("n: got 2.5, wanted a whole number");
    expect(message).toContain("diseased 5 + nonDiseased 6 = 11, but n is 10");
    expect(message).toContain('row 5 (line 6), column "study": the study has no name');
  });

  it("keeps rows that contradict themselves: their verdict is inconsistent, and the others have theirs", () => {
    const csv =
      "study,n,diseased,controls,sens,sens_ci,spec\nA,100,60,50,0.9,,0.8\nB,100,40,,101%,,80%\nC,50,20,,0.9,0.95–0.80,0.8\nD,131,68,,0.912,,0.714\n";
    const studies = reconstructStudies(readReports(csv), { choose: "closest" });
    expect(studies.map(({ reconstruction: { status } }) => status)).toEqual([
      "inconsistent",
      "inconsistent",
      "inconsistent",
      "unique",
    ]);
    expect(studies.map(({ table }) => table)).toEqual([null, null, null, { tp: 62, fp: 18, fn: 6, tn: 45 }]);
    const conflicts = studies.map(({ reconstruction }) => reconstruction.conflicts.join(" "));
    expect(conflicts[0]).toContain("diseased 60 + nonDiseased 50 = 110, but n is 100");
    expect(conflicts[1]).toContain("sensitivity cannot be above 100 percent");
    expect(conflicts[2]).toContain("the lower limit 0.95 lies above the upper limit 0.80");
    for (const { reconstruction } of studies)
      expect(JSON.parse(JSON.stringify(reconstruction))).toEqual(reconstruction);
  });

  it.each([
    ["study,year\nA,2004\n", /no column holds a reported number\. The columns are: "study", "year"/],
    ["study,sens,recall\nA,0.9,0.9\n", /columns 2 \("sens"\) and 3 \("recall"\) mean the same/],
    ["study,n,sens_ci\nA,10,wide\n", /column "sens_ci": sensitivityInterval\.lower: got "wide"/],
    [
      "study,n,sens,sens_ci,ci method\nA,10,0.9,0.8-1.0,magic\n",
      /column "sens_ci": sensitivityInterval\.method: got "magic"/,
    ],
    ["", /the file is empty/],
    ["study,n,sens\n", /only a header/],
  ])("refuses %j", (csv, message) => {
    expect(() => readReports(csv)).toThrow(message);
  });
});
