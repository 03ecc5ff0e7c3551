import { utils, write } from "@e965/xlsx";
import { describe, expect, it } from "vitest";
import { analyzeCommand } from "../../src/cli/analyze.js";
import { reconstructCommand } from "../../src/cli/reconstruct.js";
import { reconstruct } from "../../src/reconstruct/reconstruct.js";
import { readStudies } from "../../src/tables/read-studies.js";
import { type Outcome, runCommand } from "./harness.js";

const REPORTS = [
  "study,n,diseased,sens,spec,year,count",
  "Araujo,131,68,0.912,0.714,2017,x",
  "Poonyakanok,357,61,0.984,0.905,2021,y",
  '"Kim, J",123,82,90.2,70.7,2015,z',
  "Wang,71,32,87.5,74.4,2012,",
  "Liu,280,200,65,85,2013,",
  "Jeong,54,10,0.9,0.837,2020,",
  "Nobody,,,0.9,,2020,",
].join("\n");

const dta = (...argv: string[]): Promise<Outcome> =>
  runCommand([reconstructCommand, analyzeCommand], argv, {
    files: { "reports.csv": REPORTS },
  });

describe("dta reconstruct", () => {
  it("prints verdict, count and cells of every study, and what is to be said of single ones", async () => {
    const { exitCode, stdout, stderr } = await dta("reconstruct", "reports.csv");
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("7 studies: 4 unique, 1 ambiguous, 1 inconsistent, 1 underdetermined.");
    expect(stdout).toMatch(/^Araujo +unique +1 +62 +18 +6 +45$/m);
    expect(stdout).toMatch(/^Liu +ambiguous +3 +129–131 +12 +69–71 +68$/m);
    expect(stdout).toMatch(/^Jeong +inconsistent +0 +\(9\) +\(7\) +\(1\) +\(37\)$/m);
    expect(stdout).toMatch(/^Nobody +underdetermined +– +– +– +– +–$/m);
    expect(stdout).toContain("specificity 0.837 is not possible among 44 non-diseased");
    expect(stdout).toContain("Any one of these would settle it: tp, fn, plr, dor.");
    expect(stdout.replace(/\s+/g, " ")).toContain("Numbers above 1 were read as percentages: Kim, J, Wang, Liu.");
  });

  it("reads cells with limits from a workbook as from text", async () => {
    const rows = [
      ["Study", "n", "diseased", "Sensitivity (95% CI)", "Specificity %"],
      ["Araujo", 131, 68, "0.912 (0.818–0.967)", "71.4 [58.7, 82.1]"],
    ];
    const book = { SheetNames: ["a"], Sheets: { a: utils.aoa_to_sheet(rows) } };
    const files = { "r.xlsx": new Uint8Array(write(book, { type: "array", bookType: "xlsx" }) as ArrayBuffer) };
    const { exitCode, stdout } = await runCommand([reconstructCommand], ["reconstruct", "r.xlsx", "--json"], { files });
    const [row] = JSON.parse(stdout) as { status: string; tables: unknown[]; intervalMethods: unknown }[];
    expect([exitCode, row]).toMatchObject([
      0,
      {
        status: "unique",
        tables: [{ tp: 62, fp: 18, fn: 6, tn: 45 }],
        intervalMethods: { sensitivityInterval: ["clopper-pearson"] },
      },
    ]);
  });

  it("--json prints the Reconstruction of each row, with its name, report and covariates", async () => {
    const { exitCode, stdout } = await dta("reconstruct", "reports.csv", "--json");
    expect(exitCode).toBe(0);
    const rows = JSON.parse(stdout) as { id: string }[];
    expect(rows).toHaveLength(7);
    const report = { n: 131, diseased: 68, sensitivity: "0.912", specificity: "0.714" };
    expect(rows[0]).toEqual({ id: "Araujo", covariates: { year: 2017, count: "x" }, report, ...reconstruct(report) });
  });

  it("--csv prints tables that dta analyze reads, and says on standard error what was chosen and left out", async () => {
    const { exitCode, stdout, stderr } = await dta("reconstruct", "reports.csv", "--csv");
    expect(exitCode).toBe(0);
    expect(stdout.split("\n").slice(0, 4)).toEqual([
      "study,tp,fp,fn,tn,status,count,choice,year,reported_count",
      "Araujo,62,18,6,45,unique,1,only,2017,x",
      "Poonyakanok,60,28,1,268,unique,1,only,2021,y",
      '"Kim, J",74,12,8,29,unique,1,only,2015,z',
    ]);
    expect(readStudies(stdout).map(({ id }) => id)).toEqual(["Araujo", "Poonyakanok", "Kim, J", "Wang", "Liu"]);
    expect(readStudies(stdout)[4]).toMatchObject({
      tp: 130,
      fn: 70,
      covariates: { status: "ambiguous", count: 3, choice: "central" },
    });
    expect(stderr).toBe(
      "note: several tables fit, the central one was written: Liu\n" +
        "note: left out, inconsistent: Jeong\n" +
        "note: left out, underdetermined: Nobody\n",
    );
    const analysed = await runCommand([analyzeCommand], ["analyze", "-", "--where", 'status == "unique"'], {
      stdin: stdout,
    });
    expect(analysed).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("of 4 tables\n") });
  });

  it("--choose says which tables go into the CSV, --rounding how digits are read, --limit how many tables JSON lists", async () => {
    const unique = await dta("reconstruct", "reports.csv", "--csv", "--choose", "unique");
    expect(readStudies(unique.stdout)).toHaveLength(4);
    expect(unique.stderr).toContain("note: left out, ambiguous: Liu");
    const closest = await dta("reconstruct", "reports.csv", "--csv", "--choose", "closest");
    expect(closest.stdout).toContain("Jeong,9,7,1,37,inconsistent,0,closest,2020,");
    expect(closest.stderr).toContain("note: no table fits, the closest one was written: Jeong");
    const cut = JSON.parse(
      (await dta("reconstruct", "reports.csv", "--json", "--rounding", "either", "--limit", "1")).stdout,
    ) as { rounding: string; count: number; tables: unknown[] }[];
    expect(cut[4]).toMatchObject({ rounding: "either", status: "ambiguous" });
    expect(cut[4]!.tables).toHaveLength(1);
  });

  it("writes nothing of a report that leaves the cells almost free or contradicts itself, and says so", async () => {
    const run = (...flags: string[]): Promise<Outcome> =>
      runCommand([reconstructCommand], ["reconstruct", "-", "--csv", ...flags], {
        stdin:
          "study,n,diseased,controls,sens,spec,auc\nHanley,2000,1000,,,,0.95\nSum,100,60,50,0.9,0.8,\nOver,100,40,,101%,80%,\n" +
          "=1+2,131,68,,0.912,0.714,\n",
      });
    const { exitCode, stdout, stderr } = await run();
    expect(exitCode).toBe(0);
    expect(stdout).toBe("study,tp,fp,fn,tn,status,count,choice,auc\n=1+2,62,18,6,45,unique,1,only,\n");
    expect(stderr).toBe("note: left out, inconsistent: Sum, Over\nnote: left out, underdetermined: Hanley\n");
    const asked = await run("--include-underdetermined", "--escape-formulas");
    expect(asked.stdout.split("\n")[1]).toMatch(/^Hanley,\d+,\d+,\d+,\d+,underdetermined,1002001,central,0\.95$/);
    expect(asked.stdout.split("\n")[2]).toBe("'=1+2,62,18,6,45,unique,1,only,");
    expect(asked.stderr).toBe(
      "note: cells almost free, the central table was written: Hanley\nnote: left out, inconsistent: Sum, Over\n",
    );
  });

  it("keeps clusters", async () => {
    const { stdout } = await runCommand([reconstructCommand], ["reconstruct", "-", "--csv"], {
      stdin: "study,cluster,n,diseased,sens,spec\nA,x,131,68,0.912,0.714\n",
    });
    expect(stdout).toBe("study,cluster,tp,fp,fn,tn,status,count,choice\nA,x,62,18,6,45,unique,1,only\n");
  });

  it.each([
    [["reconstruct", "nowhere.csv"], /nowhere\.csv: cannot be read/],
    [["reconstruct", "reports.csv", "--rounding", "up"], /Allowed choices are nearest, truncate, either/],
    [["reconstruct", "reports.csv", "--limit", "none"], /whole number/],
    [["reconstruct"], /missing required argument/],
  ])("refuses %j", async (argv, message) => {
    const { exitCode, stdout, stderr } = await dta(...argv);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  });

  it("names file, row, column and remedy of a bad number, and prints nothing", async () => {
    const { exitCode, stdout, stderr } = await runCommand([reconstructCommand], ["reconstruct", "-"], {
      stdin: "study,n,sens\nA,10,high\n",
    });
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(
      'error: standard input: row 1 (line 2), study "A", column "sens": sensitivity: got "high", wanted one number as printed',
    );
  });
});
