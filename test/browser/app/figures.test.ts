import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyze, readStudies } from "dta-meta";
import { figureCatalogue } from "dta-meta/figures";
import { figureNumbers, numbersOf } from "dta-meta/report";
import { describe, expect, it } from "vitest";
import { appTests, WIDTHS } from "./open-page.js";

const catheter = readFileSync(join(import.meta.dirname, "../../../fixtures/catheter/data.csv"), "utf8");

describe.each(WIDTHS)("how figures are drawn, at %i px by keyboard", (width) => {
  const { open } = appTests();

  it("follows each choice, as the library draws it", async () => {
    const { page, paste, view, choose, unfold, reach, analyse, saved, faults, overflow } = await open(width);
    await paste(catheter);
    await view("Analysis");
    await reach(page.getByLabel(/Leave out each study/));
    await page.keyboard.press("Space");
    await analyse();
    const analysis = analyze(readStudies(catheter), { model: "binomial", level: 0.95, leaveOneOut: false });
    const sroc = async (): Promise<string> => (await saved("Save Summary ROC plot as SVG")).bytes.toString();
    const settle = (svg: string) => expect.poll(sroc, { timeout: 15_000, interval: 500 }).toBe(svg);
    const drawn = (options: object): string => figureCatalogue.sroc.draw(analysis, options)!.svg;
    await settle(drawn({}));
    await unfold("How figures are drawn");
    await choose("Studies in the SROC plot", "crosses by weight");
    await choose("Colour by", "type");
    await choose("Studies’ names in plots", "numbers with a key");
    await choose("Intervals as crosses", "of the summary point");
    await choose("Horizontal axis", "false positive rate");
    const options = {
      weights: true,
      colorBy: "type",
      labels: "numbers",
      crosshairs: "summary",
      xAxis: "falsePositiveRate",
    };
    await settle(drawn(options));
    for (const tick of ["Prediction region", "Curve beyond the studies, dashed"]) {
      await reach(page.getByLabel(tick));
      await page.keyboard.press("Space");
    }
    const bare = drawn({ ...options, predictionRegion: false, extrapolate: true });
    expect(bare).not.toBe(drawn({ ...options, extrapolate: true }));
    await settle(bare);
    await choose("Order of the forest plot", "by sensitivity");
    await choose("Forest plot of", "likelihood ratios");
    const forest = figureCatalogue.forest.draw(analysis, { sort: "sensitivity", measures: ["plr", "nlr"] })!.svg;
    await expect
      .poll(async () => (await saved("Save Forest plot as SVG")).bytes.toString(), { timeout: 15_000, interval: 500 })
      .toBe(forest);
    expect(await faults()).toEqual([]);
    expect(await overflow()).toBeLessThanOrEqual(0);
  });

  it("writes numbers as is chosen, in words, tables, figures, report, code and project", async () => {
    const { page, paste, view, choose, unfold, write, reach, analyse, saved, faults, overflow } = await open(width);
    await paste(catheter);
    await view("Analysis");
    await write("Prior probability, %", "12.5");
    await reach(page.getByLabel(/Leave out each study/));
    await page.keyboard.press("Space");
    await analyse();
    const value = page.locator(".measures .value").first();
    expect(await value.textContent()).toMatch(/^0\.\d\d$/);
    await unfold("How numbers are written");
    await choose("Proportions", "92%");
    await choose("Digits behind the point", "1");
    await choose("Between two limits", "a dash");
    const style = { percent: true, digits: 1, range: "dash" } as const;
    const options = { model: "binomial", level: 0.95, prior: 0.125, leaveOneOut: false } as const;
    const analysis = analyze(readStudies(catheter), options);
    const { proportion, limits } = numbersOf(style);
    await expect.poll(() => value.textContent()).toBe(proportion(analysis.summary!.sensitivity.estimate));
    const interval = limits(analysis.summary!.sensitivity);
    expect(interval).toMatch(/^\d\d\.\d%–\d\d\.\d%$/);
    for (const part of ["table", ".text", "#figure-forest svg", ".measures"]) {
      expect((await page.locator(part).allTextContents()).join(" "), part).toContain(interval);
    }
    expect(await page.locator("#figure-fagan svg").textContent()).toContain("12.5%");
    const fagan = (await saved("Save Fagan’s nomogram as SVG")).bytes.toString();
    const theme = { numbers: figureNumbers(style) };
    expect(fagan).toBe(figureCatalogue.fagan.draw(analysis, { theme })!.svg);
    // advice is by the controls of the page
    const words = (await page.locator("#results").textContent())!;
    expect(words).not.toMatch(/\s--[a-z]|prediction: "|interval: "|keepTotals/);
    expect(await faults()).toEqual([]);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await view("Save and share");
    expect((await saved("Save the report (HTML)")).bytes.toString()).toContain(interval);
    expect((await saved("Save the project")).bytes.toString()).toContain('"range": "dash"');
    await unfold("Command line");
    const command = "dta analyze studies.csv --model binomial --prior 0.125 --digits 1 --percent --range dash\n";
    expect(await page.locator("#code-command").textContent()).toBe(command);
    await unfold("TypeScript");
    const code = (await page.locator("#code-typescript").textContent())!;
    expect(code).toContain('analysisDocument(result, { percent: true, digits: 1, range: "dash" })');
  });
});
