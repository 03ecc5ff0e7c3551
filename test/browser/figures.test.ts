import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { textWidth } from "../../src/figures/frame/text-width.js";
import {
  type Figure,
  type FigureOptions,
  forestPlot,
  journalTheme,
  likelihoodRatioMatrix,
  pageTheme,
  slideTheme,
  srocPlot,
} from "../../src/figures.js";
import { everyFigure } from "../figures/drawings.js";
import { fixtureResults, longNamedStudies, resultsOf, unpooled } from "../figures/results.js";
import { startChromium } from "./chromium.js";

// Real text metrics: every <text> is measured by Chromium in Arimo, whose metrics are Arial's.

interface MeasuredText {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly length: number;
  readonly size: number;
  readonly weight: "normal" | "bold";
}

const require = createRequire(import.meta.url);
const font = (file: string): string =>
  readFileSync(require.resolve(`@expo-google-fonts/arimo/${file}`)).toString("base64");
const face = (weight: number, file: string): string =>
  `@font-face { font-family: Arial; font-weight: ${weight}; src: url(data:font/ttf;base64,${font(file)}); }`;
const fonts = [face(400, "400Regular/Arimo_400Regular.ttf"), face(700, "700Bold/Arimo_700Bold.ttf")].join("\n");

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await startChromium();
  page = await browser.newPage();
  await page.setContent(`<style>${fonts}\nbody { margin: 0 }</style><div id="place"></div>`);
  const loaded = await page.evaluate(`
    Promise.all([document.fonts.load("12px Arial"), document.fonts.load("bold 12px Arial")])
      .then(() => [...document.fonts].map(({ status }) => status))`);
  expect(loaded).toEqual(["loaded", "loaded"]);
});

afterAll(async () => {
  await browser?.close();
});

// Runs in the page, where there is a DOM; the project's own types know none.
const MEASURE = `(svg) => {
  const place = document.querySelector("#place");
  place.innerHTML = svg;
  const root = place.querySelector("svg").getBoundingClientRect();
  return [...place.querySelectorAll("text")].map((element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return {
      text: element.textContent,
      left: box.left - root.left,
      right: box.right - root.left,
      top: box.top - root.top,
      bottom: box.bottom - root.top,
      length: element.getComputedTextLength(),
      size: Number.parseFloat(style.fontSize),
      weight: style.fontWeight === "700" ? "bold" : "normal",
    };
  });
}`;

/** Puts a figure into the page and measures its texts, in the figure's own px. */
function measure({ svg }: Figure): Promise<MeasuredText[]> {
  return page.evaluate(`(${MEASURE})(${JSON.stringify(svg)})`);
}

/** What is wrong with the texts of a figure: outside of it, or over each other. */
function faults(figure: Figure, texts: readonly MeasuredText[]): string[] {
  const found: string[] = [];
  const slack = 0.5;
  for (const { text, left, right, top, bottom } of texts) {
    if (left < 0 || top < 0 || right > figure.width || bottom > figure.height) {
      found.push(`outside: "${text}" [${[left, top, right, bottom].map((v) => v.toFixed(1))}]`);
    }
  }
  const sorted = [...texts].sort((a, b) => a.top - b.top);
  sorted.forEach((a, i) => {
    for (let j = i + 1; j < sorted.length && sorted[j]!.top < a.bottom - slack; j++) {
      const b = sorted[j]!;
      if (a.left < b.right - slack && b.left < a.right - slack) found.push(`overlap: "${a.text}" and "${b.text}"`);
    }
  });
  return found;
}

async function expectLegible(figures: Readonly<Record<string, Figure>>): Promise<void> {
  const found: string[] = [];
  for (const [kind, figure] of Object.entries(figures)) {
    const texts = await measure(figure);
    expect(texts.length, kind).toBeGreaterThan(3);
    found.push(...faults(figure, texts).map((fault) => `${kind}: ${fault}`));
  }
  expect(found).toEqual([]);
}

const themes: readonly (readonly [string, FigureOptions])[] = [
  ["the page theme", { theme: pageTheme }],
  ["the journal theme", { theme: journalTheme }],
  ["the slide theme, with titles", { theme: slideTheme, showTitle: true }],
];

describe.each(themes)("in %s no text is outside the picture or over other text", (_, options) => {
  it.each(["telomerase", "dementia", "smoking", "diabetes_both"])("%s", async (name) => {
    await expectLegible(everyFigure(fixtureResults(name), options));
  });

  it.each([4, 5, 7, 12, 25, 50, 100])("%i studies with names of 60 characters", async (k) => {
    await expectLegible(everyFigure(resultsOf(longNamedStudies(k)), options));
  });
});

describe("in other variants no text is outside the picture or over other text", () => {
  const results = fixtureResults("auditc");

  it("subgroups, extra columns, weights and prediction intervals", async () => {
    const long = resultsOf(longNamedStudies(20));
    const levels = ["Primary care", "Hospital"].map((level) => ({ level, summary: long.summary, fit: long.fit }));
    const interval = { estimate: null, lower: 0.4, upper: 0.96, level: 0.95 };
    const weights = long.studies.map(({ id }) => ({ id, sensitivity: 0.05, specificity: 0.05 }));
    for (const theme of [pageTheme, journalTheme, slideTheme]) {
      const figure = forestPlot(long, {
        theme,
        subgroups: { by: "setting", levels, joint: { chiSquared: 3.2, df: 2, pValue: 0.2 } },
        columns: ["year"],
        counts: true,
        weights,
        prediction: { sensitivity: interval, specificity: interval },
        empiricalBayes: true,
        note: "Intervals of studies by Wilson; summary by the bivariate binomial model with 21 × 21 nodes of quadrature.",
      });
      await expectLegible({ figure });
    }
  });

  it("three studies that were not pooled", async () => {
    const three = unpooled(longNamedStudies(3));
    await expectLegible({
      forest: forestPlot(three),
      sroc: srocPlot(three, { labels: true }),
      matrix: likelihoodRatioMatrix(three, { labels: true }),
    });
  });

  it.each([200, 260, 340, 420, 900, 1600])("a width of %i px", async (width) => {
    await expectLegible(
      everyFigure(results, { width, theme: width < 300 ? { ...journalTheme, fontSize: 8 } : pageTheme }),
    );
  });

  it("percentages and a decimal point at mid-height", async () => {
    await expectLegible(everyFigure(results, { theme: { numbers: { proportions: "percent", decimal: "·" } } }));
  });
});

it("keeps texts apart in a font 15% wider than Arial", async () => {
  await page.addStyleTag({ content: "svg text { letter-spacing: 0.083em }" });
  const figures = everyFigure(fixtureResults("smoking"), { showTitle: true });
  const natural = await measure(unfitted(figures.forest!));
  const [wide, narrow] = natural.reduce(
    ([a, b], { text, length, size, weight }) => [a + length, b + textWidth(text, pageTheme, size, weight)],
    [0, 0],
  );
  expect(wide! / narrow!).toBeGreaterThan(1.13);
  await expectLegible(figures);
  await page.addStyleTag({ content: "svg text { letter-spacing: normal }" });
});

/** A figure whose texts are as wide as the font makes them. */
const unfitted = (figure: Figure): Figure => ({
  ...figure,
  svg: figure.svg.replaceAll(/ textLength="[^"]*" lengthAdjust="[^"]*"/g, ""),
});

it("reckons the width of texts as Chromium measures it", async () => {
  for (const figure of Object.values(everyFigure(fixtureResults("smoking"), { showTitle: true }))) {
    for (const { text, length, size, weight } of await measure(unfitted(figure))) {
      const reckoned = textWidth(text, pageTheme, size, weight);
      // kerning makes a text a little narrower, never wider
      expect(length, text).toBeLessThanOrEqual(reckoned + 0.25);
      expect(length, text).toBeGreaterThan(0.93 * reckoned - 0.5);
    }
  }
});

it("draws the same bytes in Chromium as in Node", async () => {
  const resolveDir = dirname(fileURLToPath(new URL("../figures/drawings.ts", import.meta.url)));
  const bundle = await build({
    stdin: {
      contents: 'import { everyFigure } from "./drawings.js"; globalThis.everyFigure = everyFigure;',
      resolveDir,
      loader: "ts",
    },
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
  });
  await page.addScriptTag({ type: "module", content: bundle.outputFiles[0]!.text });
  await page.waitForFunction("globalThis.everyFigure !== undefined");
  for (const name of ["telomerase", "smoking", "diabetes_both"]) {
    const results = fixtureResults(name);
    const drawn: Record<string, string> = await page.evaluate(
      `Object.fromEntries(Object.entries(everyFigure(${JSON.stringify(results)})).map(([kind, { svg }]) => [kind, svg]))`,
    );
    const expected = everyFigure(results);
    expect(Object.keys(drawn)).toEqual(Object.keys(expected));
    for (const [kind, { svg }] of Object.entries(expected)) expect(drawn[kind] === svg, `${name}: ${kind}`).toBe(true);
  }
});
