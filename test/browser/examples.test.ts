import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { analyze } from "../../src/analysis/analyze.js";
import type { Estimate } from "../../src/base/estimate.js";
import { bundleLibrary } from "../examples/bundles.js";
import { loadFixture } from "../fixtures.js";
import { startChromium } from "./chromium.js";

// The examples run in Chromium; what they would fetch from a CDN is served from the sources.

const folder = mkdtempSync(join(tmpdir(), "dta-meta-examples-"));
const example = (name: string): string => readFileSync(new URL(`../../examples/${name}`, import.meta.url), "utf8");
const interval = ({ estimate, lower, upper }: Estimate): string =>
  `${estimate.toFixed(2)} (${lower.toFixed(2)} to ${upper.toFixed(2)})`;

const PAGE = "https://example.org/page.html";
const MODULES: Readonly<Record<string, string>> = {
  "https://cdn.jsdelivr.net/npm/dta-meta": "browser.js",
  "https://cdn.jsdelivr.net/npm/dta-meta/+esm": "index.js",
  "https://cdn.jsdelivr.net/npm/dta-meta/dist/figures.js/+esm": "figures.js",
};

let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  await bundleLibrary(folder);
  browser = await startChromium();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  page = await browser.newPage();
  complaints = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
});

afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
});

/** Shows a page, with the library where a CDN would have it; whatever else it asks for fails the test. */
async function open(html: string): Promise<void> {
  await page.route("**/*", async (route) => {
    const url = route.request().url();
    const headers = { "access-control-allow-origin": "*" };
    if (url === PAGE) return route.fulfill({ contentType: "text/html", body: html });
    if (url.endsWith("favicon.ico")) return route.fulfill({ status: 204 });
    const file = MODULES[url] ?? /chunk-\w+\.js$/.exec(url)?.[0];
    if (file === undefined) return route.abort();
    return route.fulfill({ contentType: "text/javascript", headers, body: readFileSync(join(folder, file), "utf8") });
  });
  await page.goto(PAGE);
}

describe("examples/module.html", () => {
  it("shows the summary and the SROC plot", async () => {
    await open(example("module.html"));
    await page.locator("svg").waitFor();
    const { summary } = analyze(loadFixture("auditc").slice(0, 6));
    expect(await page.locator("#summary").textContent()).toBe(
      `Sensitivity ${interval(summary!.sensitivity)}, specificity ${interval(summary!.specificity)}.`,
    );
    expect(await page.locator("svg title").first().textContent()).toBe("Summary ROC plot");
  });
});

/** The cells of an Observable Framework page as one module, its inline expressions and shown values gathered in `shown`. */
function frameworkModule(markdown: string): string {
  const cells = [...markdown.matchAll(/```js\n([\s\S]*?)```|\$\{([^`]*?)\}(?=[\s,.])/g)].map(([, cell, inline]) => {
    if (inline !== undefined) return `shown.push(${inline});`;
    const source = cell!.trim();
    const statements = /^(import|const|let)\b/.test(source);
    return statements ? source : `shown.push(${source});`;
  });
  return cells
    .join("\n")
    .replaceAll('"dta-meta"', '"https://cdn.jsdelivr.net/npm/dta-meta/+esm"')
    .replaceAll('"dta-meta/figures"', '"https://cdn.jsdelivr.net/npm/dta-meta/dist/figures.js/+esm"');
}

describe("examples/observable.md", () => {
  it("runs, cell by cell and inline expression by expression", async () => {
    const csv = readFileSync(new URL("../../fixtures/auditc/data.csv", import.meta.url), "utf8");
    const module = frameworkModule(example("observable.md"));
    // what Framework gives to its pages
    const framework = `
      const shown = [], width = 600;
      const FileAttachment = (name) => ({ text: async () => name === "auditc.csv" ? ${JSON.stringify(csv)} : Promise.reject(name) });
      const Inputs = { range: (_, { value }) => value, select: ([first]) => first, table: (rows) => rows };
      const view = (input) => input;`;
    await open(
      `<!DOCTYPE html><html lang="en"><title>x</title><script type="module">${framework}\n${module}\nwindow.shown = shown.map((value) => value instanceof Element ? value.innerHTML : value);</script></html>`,
    );
    await page.waitForFunction("window.shown");
    const shown = (await page.evaluate("window.shown")) as unknown[];
    const { summary, posttest } = analyze(loadFixture("auditc"), { prior: 0.2 });
    expect(shown.slice(0, 4)).toEqual([
      interval(summary!.sensitivity),
      interval(summary!.specificity),
      interval(posttest!.posttestPositive),
      interval(posttest!.posttestNegative),
    ]);
    expect(shown.slice(4, 7).map((svg) => /<title[^>]*>([^<]*)/.exec(String(svg))?.[1])).toEqual([
      "Summary ROC plot",
      "Forest plot",
      "Fagan’s nomogram",
    ]);
    expect(shown[7]).toHaveLength(14);
    expect(shown).toHaveLength(8);
  });
});
