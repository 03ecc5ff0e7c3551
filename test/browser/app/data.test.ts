import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as xlsx from "@e965/xlsx";
import { describe, expect, it } from "vitest";
import { appTests, WIDTHS } from "./open-page.js";

const auditc = readFileSync(join(import.meta.dirname, "../../../fixtures/auditc/data.csv"), "utf8");

describe.each(WIDTHS)("the table of studies, at %i px by keyboard", (width) => {
  const { open } = appTests();

  it("opens a workbook, names what it did, and leaves out a totals row", async () => {
    const { page, faults, overflow } = await open(width);
    const rows = auditc
      .trim()
      .split("\n")
      .map((line) => line.split(",").map((cell) => (/^\d+$/.test(cell) ? Number(cell) : cell)));
    const sums = [1, 2, 3, 4].map((i) => rows.slice(1).reduce((sum, row) => sum + (row[i] as number), 0));
    const book = xlsx.utils.book_new();
    xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet([["About"]]), "Notes");
    xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet([...rows, ["Total", ...sums]]), "Counts");
    const file = xlsx.write(book, { type: "buffer", bookType: "xlsx" }) as Buffer;
    await page
      .getByLabel("Choose a file")
      .setInputFiles({ name: "audit-c.xlsx", mimeType: "application/octet-stream", buffer: file });
    await page.getByText("14 studies in the analysis. From audit-c.xlsx. Sheet “Counts”.").waitFor();
    await page.getByText(/^A totals row was left out: line 16 \("Total", the sum of lines 2 to 15\)/).waitFor();
    const total = page.getByLabel("Include Total");
    expect(await total.isDisabled()).toBe(true);
    expect(await total.isChecked()).toBe(false);
    await page.getByText("totals row, left out").waitFor();
    expect(await faults()).toEqual([]);
    expect(await overflow()).toBeLessThanOrEqual(0);
  });

  it("changes cells and ticks studies out by keyboard, and undoes and does it again", async () => {
    const { page, paste, reach, press } = await open(width);
    const { keyboard } = page;
    const first = page.locator("#cell-0-tick");
    await paste(auditc);
    await page.getByText("14 studies in the analysis.").waitFor();
    await reach(first);
    await keyboard.press("Space");
    await page.getByText("13 studies in the analysis, 1 left out.").waitFor();
    await keyboard.press("ArrowDown");
    await keyboard.press("ArrowRight");
    await keyboard.press("ArrowRight");
    expect(await page.evaluate("document.activeElement.id")).toBe("cell-1-1");
    await keyboard.press("Control+A");
    await keyboard.insertText("x");
    await keyboard.press("Enter");
    await page.getByText(/1 row can’t be used yet/).waitFor();
    await press("Go to row 2");
    expect(await page.evaluate("document.activeElement.id")).toBe("cell-1-1");
    expect(await page.locator("#cell-1-1").getAttribute("aria-invalid")).toBe("true");
    expect(await page.locator("#why-1").textContent()).toContain('got "x"');
    // a row that can't be used is no obstacle once it is ticked out
    await keyboard.press("Home");
    await keyboard.press("ArrowLeft");
    await keyboard.press("Home");
    await keyboard.press("ArrowLeft");
    expect(await page.evaluate("document.activeElement.id")).toBe("cell-1-tick");
    await keyboard.press("Space");
    await page.getByText("12 studies in the analysis, 2 left out.").waitFor();
    await press("Undo");
    await page.getByText("Undone: leaving out a study.").waitFor();
    await page.getByText(/1 row can’t be used yet/).waitFor();
    await press("Undo");
    await page.getByText("13 studies in the analysis, 1 left out.").waitFor();
    await press("Undo");
    await page.getByText("14 studies in the analysis.").waitFor();
    expect(await first.isChecked()).toBe(true);
    await press("Redo");
    await page.getByText("13 studies in the analysis, 1 left out.").waitFor();
  });

  it("takes the sheet of a workbook that is chosen, and comes back by Undo", async () => {
    const { page, choose, press, faults, overflow } = await open(width);
    const book = xlsx.utils.book_new();
    const header = ["Study", "TP", "FP", "FN", "TN"];
    const sheet = (name: string, n: number): void => {
      const rows = Array.from({ length: n }, (_, i) => [`${name} ${i + 1}`, 20 + i, 3 + i, 4, 40 + i]);
      xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet([header, ...rows]), name);
    };
    sheet("CT", 5);
    sheet("MRI", 7);
    const file = xlsx.write(book, { type: "buffer", bookType: "ods" }) as Buffer;
    await page
      .getByLabel("Choose a file")
      .setInputFiles({ name: "tests.ods", mimeType: "application/octet-stream", buffer: file });
    await page.getByText("5 studies in the analysis. From tests.ods. Sheet “CT”.").waitFor();
    await choose("Sheet of the workbook", "MRI");
    await page.getByText("7 studies in the analysis. From tests.ods. Sheet “MRI”.").waitFor();
    expect(await page.locator("#cell-0-0").inputValue()).toBe("MRI 1");
    expect(await faults()).toEqual([]);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await press("Undo");
    await page.getByText("5 studies in the analysis. From tests.ods. Sheet “CT”.").waitFor();
  });

  it("undoes a change by Ctrl+Z from within a cell, where nothing is being typed", async () => {
    const { page, paste, reach } = await open(width);
    await paste("study,tp,fp,fn,tn\nA,10,2,3,30\nB,11,3,4,31\nC,12,4,5,32\nD,13,5,6,33");
    await reach(page.locator("#cell-0-tick"));
    for (const _ of [1, 2]) await page.keyboard.press("ArrowRight");
    const cell = page.locator("#cell-0-1");
    await page.keyboard.type("77");
    await page.keyboard.press("Control+z");
    // the field's own undo, as in any field
    expect(await cell.inputValue()).not.toBe("77");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("55");
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowUp");
    expect(await cell.inputValue()).toBe("55");
    await page.keyboard.press("Control+z");
    await expect.poll(() => cell.inputValue()).toBe("10");
    await page.keyboard.press("Control+y");
    await expect.poll(() => cell.inputValue()).toBe("55");
  });

  it("is filled by hand from an empty table", async () => {
    const { page, press, write } = await open(width);
    await press("Start with an empty table");
    for (const [row, values] of [
      ["A", 20, 3, 5, 60],
      ["B", 31, 8, 2, 44],
    ].entries()) {
      if (row > 0) await press("Add a study");
      await expect.poll(() => page.evaluate("document.activeElement.id")).toBe(`cell-${row}-0`);
      for (const value of values) {
        await page.keyboard.insertText(String(value));
        await page.keyboard.press("ArrowRight");
        await page.waitForTimeout(30);
      }
    }
    await page.getByText("2 studies in the analysis.").waitFor();
    await write("Name of the new column", "year");
    await press("Add a column");
    await page.getByLabel("year, A").waitFor();
    await press("Remove B");
    await page.getByText("1 study in the analysis.").waitFor();
  });

  it("asks which column is which where names don't tell", async () => {
    const { page, paste, choose } = await open(width);
    await paste(auditc.replace("study,tp,fp,fn,tn", "paper,yes yes,no yes,yes no,no no"));
    await page.getByText("no column for tp (true positives)").first().waitFor();
    for (const [label, column] of [
      ["Name of the study", "paper"],
      ["True positives", "yes yes"],
      ["False positives", "no yes"],
      ["False negatives", "yes no"],
      ["True negatives", "no no"],
    ]) {
      await choose(label!, column!);
    }
    await page.getByText("14 studies in the analysis.").waitFor();
  });

  it("takes no study's name for markup", async () => {
    const { page, paste, analyse } = await open(width);
    await paste(auditc.replace("S01", '"<img src=x onerror=alert(1)>"'));
    await page.getByText("14 studies in the analysis.").waitFor();
    await analyse();
    expect(await page.locator("main img").count()).toBe(0);
  });
});

describe("the table of studies, by mouse", () => {
  const { open } = appTests();

  it("takes a dropped file, and shows three hundred rows by and by", async () => {
    const { page } = await open(1280);
    const rows = Array.from(
      { length: 300 },
      (_, i) => `Study ${i + 1};${30 + (i % 50)};${2 + (i % 29)};${1 + (i % 23)};90`,
    );
    await page.evaluate(
      `(() => {
        const data = new DataTransfer();
        data.items.add(new File([${JSON.stringify(["study;tp;fp;fn;tn", ...rows].join("\n"))}], "many.csv"));
        document.querySelector("#open").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
      })()`,
    );
    await page.getByText("300 studies in the analysis. From many.csv.").waitFor();
    expect(await page.locator(".sheet tbody tr").count()).toBe(100);
    await page.getByRole("button", { name: "Show 200 more rows" }).click();
    await expect.poll(() => page.locator(".sheet tbody tr").count()).toBe(300);
  });
});
