import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyze, readStudies } from "dta-meta";
import { figureCatalogue } from "dta-meta/figures";
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
});
