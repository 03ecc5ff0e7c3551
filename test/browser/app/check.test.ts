import { auditReport } from "dta-meta";
import { extractPublished, readPaperText } from "dta-meta/published";
import { describe, expect, it } from "vitest";
import { appTests, WIDTHS } from "./open-page.js";

const printed = `Results

Twelve studies were pooled. Pooled sensitivity was 0.85 (95% CI 0.80 to 0.89) and pooled specificity was 0.90 (95% CI 0.86 to 0.93).
The positive likelihood ratio was 12.5 (95% CI 9.1 to 14.0), the negative likelihood ratio 0.17, and the diagnostic odds ratio 51.`;

describe.each(WIDTHS)("the check of printed results, at %i px by keyboard", (width) => {
  const { open } = appTests();

  it("finds what the library finds in a pasted text", async () => {
    const { page, view, reach, press, saved, faults, overflow } = await open(width);
    await view("Check a paper");
    const box = page.getByRole("textbox", { name: "Printed results" });
    await reach(box);
    await page.keyboard.insertText(printed);
    await press("Check the numbers");
    await page.locator("#audited").waitFor();
    await expect.poll(() => page.evaluate("document.activeElement.id")).toBe("audited");
    const own = auditReport(extractPublished(readPaperText(printed)));
    expect(own.findings.length).toBeGreaterThan(0);
    expect(await page.locator(".finding").count()).toBe(own.findings.length);
    await page.getByText(`${own.checked} relations between numbers checked`).waitFor();
    expect(await faults()).toEqual([]);
    expect(await overflow()).toBeLessThanOrEqual(0);
    expect(JSON.parse((await saved("Save the findings (JSON)")).bytes.toString())).toEqual(
      JSON.parse(JSON.stringify(own)),
    );
    expect((await saved("Save the marked paper (HTML)")).bytes.toString()).toMatch(/^<!DOCTYPE html>/i);
    await reach(box);
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText("Nothing is pooled here.");
    await press("Check the numbers");
    await page.getByText("No number of a meta-analysis was found in this text").waitFor();
  });

  it("opens a paper in HTML", async () => {
    const { page, view } = await open(width);
    await view("Check a paper");
    const html = `<!doctype html><h1>A review</h1>${printed
      .split("\n")
      .map((line) => `<p>${line}</p>`)
      .join("")}`;
    await page
      .getByLabel("Open a paper")
      .setInputFiles({ name: "paper.html", mimeType: "text/html", buffer: Buffer.from(html) });
    await page.getByRole("heading", { name: "paper.html" }).waitFor();
    expect(await page.locator(".finding").count()).toBeGreaterThan(0);
  });
});
