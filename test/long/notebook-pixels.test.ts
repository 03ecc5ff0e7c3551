import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findProgram } from "../../examples/run-notebook.js";
import { startChromium } from "../browser/chromium.js";

// The notebook as nbconvert's pages show it, in Chromium without a network: what a reader sees of its figures. NBCONVERT may name
// further programs, so that several versions are looked at.

const programs = [findProgram("jupyter-nbconvert"), ...(process.env.NBCONVERT ?? "").split(delimiter)].filter(
  (path): path is string => path !== null && path !== "",
);
const versionOf = (program: string): string =>
  spawnSync(program, ["--version"], { encoding: "utf8" }).stdout?.trim() || "unknown";

const source = fileURLToPath(new URL("../../examples/deno.ipynb", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "dta-meta-pixels-"));

/** The notebook as a page. */
function converted(program: string): string {
  const notebook = join(folder, "notebook.ipynb");
  copyFileSync(source, notebook);
  const run = spawnSync(program, ["--to", "html", "--output", "page.html", notebook], {
    cwd: folder,
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(`${program}: ${run.stderr}`);
  return readFileSync(join(folder, "page.html"), "utf8");
}

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** Runs in the page: how many pixels of a picture are of the colour of figures' first series, and how many are not white. */
const COUNT = `async (base64) => {
  const image = new Image();
  image.src = "data:image/png;base64," + base64;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  let [blue, inked] = [0, 0];
  for (let i = 0; i < data.length; i += 4) {
    const [r, g, b] = [data[i], data[i + 1], data[i + 2]];
    if (r + g + b < 720) inked++;
    if (Math.abs(r - 0) < 12 && Math.abs(g - 114) < 12 && Math.abs(b - 178) < 12) blue++;
  }
  return { blue, inked, all: data.length / 4, width: image.width };
}`;

interface Counted {
  readonly blue: number;
  readonly inked: number;
  readonly all: number;
  readonly width: number;
}

/** What is seen of each figure of a page: a screenshot of its element, counted. */
async function figuresSeen(page: Page): Promise<Counted[]> {
  const counter = await browser.newPage();
  const figures = await page.locator('img[src^="data:image/svg+xml"], .output_svg svg, .jp-RenderedSVG svg').all();
  const seen: Counted[] = [];
  for (const figure of figures) {
    await figure.scrollIntoViewIfNeeded();
    const png = (await figure.screenshot()).toString("base64");
    seen.push((await counter.evaluate(`(${COUNT})(${JSON.stringify(png)})`)) as Counted);
  }
  await counter.close();
  return seen;
}

describe.skipIf(programs.length === 0).each(programs.map((program) => [versionOf(program), program] as const))(
  "the notebook by nbconvert %s",
  (_, program) => {
    it("shows both figures, drawn and in their width, and its tables, without a network", async () => {
      const context = await browser.newContext({ viewport: { width: 1100, height: 900 }, offline: true });
      const page = await context.newPage();
      await page.setContent(converted(program), { waitUntil: "load" });
      const seen = await figuresSeen(page);
      expect(seen).toHaveLength(2);
      for (const { blue, inked, all, width } of seen) {
        expect(width).toBeGreaterThan(400);
        expect(blue).toBeGreaterThan(200);
        // an empty box has no ink, a black one little else
        expect(inked / all).toBeGreaterThan(0.02);
        expect(inked / all).toBeLessThan(0.5);
      }
      const tables = await page.locator("table").filter({ hasText: "Sensitivity" }).count();
      expect(tables).toBeGreaterThan(0);
      await context.close();
    });

    it("would be seen to fail where a figure is blank", async () => {
      const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
      const blank = encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="520" height="400"/>');
      await page.setContent(
        converted(program).replace(/src="data:image\/svg\+xml,[^"]*"/g, `src="data:image/svg+xml,${blank}"`),
      );
      for (const { blue, inked } of await figuresSeen(page)) expect([blue, inked]).toEqual([0, 0]);
      await page.close();
    });
  },
);
