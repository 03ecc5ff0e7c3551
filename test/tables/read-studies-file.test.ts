import { describe, expect, it } from "vitest";
import { analyzeCommand } from "../../src/cli/analyze.js";
import { decodeTable } from "../../src/tables/decode-table.js";
import { readStudies, readStudyTable } from "../../src/tables/read-studies.js";
import { readStudiesFile } from "../../src/tables/read-studies-file.js";
import { runCommand } from "../cli/harness.js";
import { AWKWARD_STUDIES, SAVED } from "./awkward-sheet.js";

describe("readStudiesFile", () => {
  it.each(Object.keys(SAVED))("reads a reviewer's sheet saved as %s", async (name) => {
    const { studies, leftOut, names, notes } = await readStudiesFile(SAVED[name]!());
    expect(studies).toEqual(AWKWARD_STUDIES);
    expect(names).toEqual({ from: "header", columns: ["Author (year)"] });
    expect(leftOut).toEqual([
      { line: 5, name: "Early studies", reason: "remark", sumOf: null },
      { line: 12, name: "Total", reason: "totals-by-name", sumOf: [6, 11] },
      { line: 14, name: "Source: our extraction form", reason: "remark", sumOf: null },
    ]);
    expect(notes[0]).toMatchObject({ code: "totals-left-out", severity: "warning" });
    expect(notes[0]!.message).toContain('line 12 ("Total", the sum of lines 6 to 11)');
    expect(notes[0]!.message).toContain("keepTotals: true");
  });

  it.each(Object.keys(SAVED))("gives the command the same studies from %s", async (name) => {
    const { exitCode, stdout, stderr } = await runCommand(
      [analyzeCommand],
      ["analyze", "sheet", "--json", "--model", "reitsma"],
      { files: { sheet: SAVED[name]!() } },
    );
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^warning: A totals row was left out: line 12/);
    const { studies } = JSON.parse(stdout);
    expect(studies.map(({ id, covariates }: { id: string; covariates: object }) => [id, covariates])).toEqual(
      AWKWARD_STUDIES.map(({ id, covariates }) => [id, covariates]),
    );
  });

  it("gives the app's way, text first, the same studies", async () => {
    for (const bytes of Object.values(SAVED)) {
      expect(readStudies((await decodeTable(bytes())).text)).toEqual(AWKWARD_STUDIES);
    }
  });

  it("says which sheet or encoding was read", async () => {
    const { source } = await readStudiesFile(SAVED.XLSX!());
    expect(source).toMatchObject({ format: "workbook", sheet: "Data", sheets: ["Notes", "Data"], encoding: null });
    expect(source.titles).toEqual(["Table 2. Studies of the test", "Extracted by two of us, 2024"]);
    expect((await readStudiesFile(SAVED["Unicode text"]!())).source).toMatchObject({
      encoding: "utf-16le",
      delimiter: "\t",
    });
    expect((await readStudiesFile(SAVED["CSV in Windows-1252"]!())).source.encoding).toBe("windows-1252");
  });

  it("takes the sheet that is named, and says which there are", async () => {
    await expect(readStudiesFile(SAVED.XLSX!(), { sheet: "Notes" })).rejects.toMatchObject({ code: "missing-column" });
    await expect(readStudiesFile(SAVED.XLSX!(), { sheet: "Dta" })).rejects.toThrow(
      'did you mean "Data"? There are "Notes", "Data".',
    );
    const csv = new TextEncoder().encode("study,tp,fp,fn,tn\nA,1,2,3,4");
    await expect(readStudiesFile(csv, { sheet: "Data" })).rejects.toThrow("this is text, and has no sheets");
  });

  it("refuses a zip archive that is no workbook", async () => {
    const zip = Uint8Array.from([0x50, 0x4b, 0x03, 0x04, ...new Uint8Array(60)]);
    await expect(readStudiesFile(zip)).rejects.toMatchObject({ code: "binary-input" });
  });

  it("keeps totals where asked to, and says so", () => {
    const csv = "study,tp,fp,fn,tn\nA,20,2,3,40\nB,50,6,7,80\nTotal,70,8,10,120";
    const { studies, leftOut, notes } = readStudyTable(csv, { keepTotals: true });
    expect(studies.map(({ id }) => id)).toEqual(["A", "B", "Total"]);
    expect(leftOut).toEqual([]);
    expect(notes[0]).toMatchObject({ code: "totals-kept", severity: "warning" });
  });
});
