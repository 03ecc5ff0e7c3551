import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { appTests, WIDTHS } from "./open-page.js";

const iqcode = readFileSync(join(import.meta.dirname, "../../../fixtures/iqcode/data.csv"), "utf8");
const studies = iqcode.trim().split("\n").length - 1;

describe.each(WIDTHS)("quality and flow, at %i px by keyboard", (width) => {
  const { open } = appTests();

  it("takes judgements out of the table of studies, draws them, and puts them on the SROC plot as pies", async () => {
    const { page, paste, view, press, choose, unfold, analyse, saved, faults, overflow } = await open(width);
    await paste(iqcode);
    await view("Quality");
    await press("Take them from the table of studies");
    await page.getByText(`Judgements of ${studies} studies read.`).waitFor();
    const first = page.getByLabel("Risk of bias: Patient selection, Flicker");
    expect(await first.inputValue()).toBe("high");
    await page.locator("#figure-quadas-lights").waitFor();
    const before = await page.locator("#figure-quadas-bars svg").innerHTML();
    await choose("Risk of bias: Patient selection, Flicker", "Low");
    await expect.poll(() => page.locator("#figure-quadas-bars svg").innerHTML()).not.toBe(before);
    expect(await faults()).toEqual([]);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await analyse();
    const circles = (await saved("Save Summary ROC plot as SVG")).bytes.toString();
    await unfold("How figures are drawn");
    await choose("Studies in the SROC plot", "pies of risk of bias");
    const shown = page.locator("#figure-sroc svg");
    await expect.poll(() => shown.innerHTML()).toContain("Risk of bias");
    const pies = (await saved("Save Summary ROC plot as SVG")).bytes.toString();
    expect(pies).not.toBe(circles);
    await view("Save and share");
    const report = (await saved("Save the report (HTML)")).bytes.toString();
    expect(report).toContain('id="figure-quadas"');
    expect(pies).toContain('class="slice ');
    expect(report).toContain('class="slice ');
    await view("Quality");
    await press("Clear the judgements");
    expect(await first.inputValue()).toBe("");
    await press("Undo");
    await expect.poll(() => first.inputValue()).toBe("low");
  });

  it("reads pasted judgements, and says what is wrong with others", async () => {
    const { page, paste, view, press, unfold, reach } = await open(width);
    await paste(iqcode);
    await view("Quality");
    await unfold("Paste a table of judgements");
    const box = page.getByLabel("Judgements as text");
    await reach(box);
    await page.keyboard.insertText("study,colour\nFlicker,red");
    await press("Read the pasted judgements");
    await page.getByText(/no column holds judgements of QUADAS-2/).waitFor();
    await reach(box);
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText("study,bias.indexTest\nFlicker,unclear\nNobody,low");
    await press("Read the pasted judgements");
    await page.getByText("Judgements of 2 studies read. Not among the studies: Nobody.").waitFor();
    expect(await page.getByLabel("Risk of bias: Index test, Flicker").inputValue()).toBe("unclear");
  });

  it("draws the PRISMA diagram from what is filled in, and reads its numbers back from a file", async () => {
    const { page, view, write, reach, saved, faults, overflow } = await open(width);
    await view("Study flow");
    await reach(page.getByLabel("Records identified, by source"));
    await page.keyboard.insertText("MEDLINE: 812\nEmbase 1,020");
    await write("Records screened", "many");
    await page.locator("#flow-screened-error").waitFor();
    await write("Records screened", "1500");
    await write("Studies included in review", "14");
    const diagram = page.locator("#figure-prisma svg");
    await diagram.waitFor();
    await expect.poll(() => diagram.textContent()).toMatch(/Embase\s\(n\s=\s1020\)/);
    expect(await diagram.textContent()).toMatch(/\(n\s=\s1500\)/);
    expect(await faults()).toEqual([]);
    expect(await overflow()).toBeLessThanOrEqual(0);
    const { bytes } = await saved("Save the numbers (CSV)");
    await page.reload();
    await view("Study flow");
    await page
      .getByLabel("Read the numbers from a file")
      .setInputFiles({ name: "flow.csv", mimeType: "text/csv", buffer: bytes });
    await page.getByText("Numbers read.").waitFor();
    expect(await page.getByLabel("Records identified, by source").inputValue()).toBe("MEDLINE: 812\nEmbase: 1020");
    await diagram.waitFor();
  });
});
