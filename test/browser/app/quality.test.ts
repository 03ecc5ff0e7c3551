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

  it("takes several comparisons and several estimates of a study, each with judgements of its own", async () => {
    const { page, paste, view, press, choose, write, saved, unfold, reach, faults, overflow } = await open(width);
    await paste(iqcode);
    await view("Quality");
    await choose("Tool", "QUADAS-C, on QUADAS-2");
    await choose("Study", "Flicker");
    await write("Comparison", "IQCODE against MMSE");
    await press("Add a comparison");
    await write("Comparison", "IQCODE against clock test");
    await page.keyboard.press("Enter");
    const cell = (part: string) => page.getByLabel(`Risk of bias in the comparison: Index test, Flicker, ${part}`);
    await cell("IQCODE against MMSE").waitFor();
    await choose("Risk of bias in the comparison: Index test, Flicker, IQCODE against MMSE", "Low");
    await choose("Risk of bias in the comparison: Index test, Flicker, IQCODE against clock test", "High");
    const lights = page.locator("#figure-quadas-lights svg");
    await expect.poll(() => lights.textContent()).toContain("IQCODE against clock test");
    expect(await faults()).toEqual([]);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await press("Remove IQCODE against MMSE of Flicker");
    await expect.poll(() => cell("IQCODE against MMSE").count()).toBe(0);
    await press("Undo");
    await expect.poll(() => cell("IQCODE against MMSE").inputValue()).toBe("low");
    await view("Save and share");
    const project = (await saved("Save the project")).bytes.toString();
    expect(project).toContain("IQCODE against clock test");
    await view("Quality");
    await choose("Tool", "QUADAS-3");
    await unfold("Paste a table of judgements");
    await reach(page.getByLabel("Judgements as text"));
    const rows = [
      "study,estimate,bias.participants,bias.analysis",
      "Flicker,cut-off 3.3,low,high",
      "Flicker,cut-off 3.6,low,low",
    ];
    await page.keyboard.insertText(rows.join("\n"));
    await press("Read the pasted judgements");
    await page.getByText("Judgements of 1 study read.").waitFor();
    const analysis = (part: string) => page.getByLabel(`Risk of bias: Analysis, Flicker, ${part}`).inputValue();
    expect([await analysis("cut-off 3.3"), await analysis("cut-off 3.6")]).toEqual(["high", "low"]);
    await expect.poll(() => lights.textContent()).toContain("cut-off 3.6");
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
