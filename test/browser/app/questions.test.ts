import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  analyzeThresholds,
  compareTests,
  fitLatentClass,
  readStudies,
  readStudyTable,
  readThresholdStudies,
} from "dta-meta";
import { reportHtml } from "dta-meta/report";
import { describe, expect, it } from "vitest";
import { texts } from "../../../examples/app/src/texts.js";
import { type AppPage, appTests, WIDTHS } from "./open-page.js";

const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, `../../../fixtures/${name}.csv`), "utf8");

/** The rows of the first studies, so that fits take a moment. */
function firstStudies(csv: string, k: number): string {
  const [header, ...rows] = csv.trim().split("\n");
  const name = (row: string): string => row.split(",")[0]!;
  const names = new Set([...new Set(rows.map(name))].slice(0, k));
  return [header, ...rows.filter((row) => names.has(name(row)))].join("\n");
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

async function results({ view, saved }: AppPage): Promise<unknown> {
  await view("Save and share");
  return JSON.parse((await saved("Save the results (JSON)")).bytes.toString());
}

describe.each(WIDTHS)("other questions, at %i px by keyboard", (width) => {
  const { open } = appTests();

  it("compares two tests", async () => {
    const csv = fixture("ascus/data");
    const app = await open(width);
    const { page, paste, view, choose, write, press, analyse, saved, faults, overflow } = app;
    await paste(csv);
    await view("Analysis");
    await choose("What is asked", "Are two or more tests different?");
    await press("Analyse");
    await page.getByText("Choose the column that names the index test of each row.").first().waitFor();
    await choose("Column that names the index test", "test");
    await choose("Test to compare with", "RepC");
    await write("Prevalence, %", "10");
    await analyse();
    await page.getByText("Relative sensitivity, HC2 / RepC").first().waitFor();
    expect(await faults()).toEqual([]);
    expect(await overflow()).toBeLessThanOrEqual(0);
    const { studies } = readStudyTable(csv, { testColumn: "test" });
    const own = compareTests(studies, { test: "test", reference: "RepC", prevalence: 0.1, level: 0.95 });
    expect(await results(app)).toEqual(plain(own));
    const { notes } = readStudyTable(csv, { testColumn: "test" });
    const command = "dta compare studies.csv --test test --reference RepC --prevalence 0.1";
    const report = reportHtml(own, { reading: notes, remedies: texts.remedies, command });
    expect((await saved("Save the report (HTML)")).bytes.toString()).toBe(report);
  });

  it("fits several cut-offs", async () => {
    const csv = firstStudies(fixture("several-cutoffs/feno"), 8);
    const app = await open(width);
    const { page, paste, view, choose, write, reach, analyse, faults, overflow } = app;
    await paste(csv);
    await view("Analysis");
    await choose("What is asked", "Several cut-offs in a study");
    await view("Data");
    await page.getByText(/studies with \d+ cut-offs in the analysis\./).waitFor();
    await reach(page.locator("#cell-0-tick"));
    await page.keyboard.press("Space");
    await view("Analysis");
    await write("Accuracy at the cut-offs", "20; 30.5 50");
    await analyse();
    await page.getByText("Optimal cut-off", { exact: true }).first().waitFor();
    await page.locator("figure").nth(2).waitFor();
    expect(await faults()).toEqual([]);
    expect(await overflow()).toBeLessThanOrEqual(0);
    const lines = csv.trim().split("\n");
    const studies = readThresholdStudies(lines.filter((_, i) => i !== 1).join("\n"));
    const own = analyzeThresholds(studies, { cutoffs: [20, 30.5, 50], level: 0.95 });
    expect(await results(app)).toEqual(plain(own));
  });

  it("allows for an imperfect reference", async () => {
    const csv = firstStudies(fixture("auditc/data"), 8);
    const app = await open(width);
    const { paste, view, choose, write, analyse, faults, overflow } = app;
    await paste(csv);
    await view("Analysis");
    await choose("What is asked", "The reference standard is imperfect");
    await write("Sensitivity of the reference, %", "95");
    await write("Specificity of the reference, %", "99");
    await analyse();
    expect(await faults()).toEqual([]);
    expect(await overflow()).toBeLessThanOrEqual(0);
    const reference = { sensitivity: 0.95, specificity: 0.99 };
    expect(await results(app)).toEqual(plain(fitLatentClass(readStudies(csv), { reference, level: 0.95 })));
  });
});
