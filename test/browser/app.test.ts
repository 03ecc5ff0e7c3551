import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildApp } from "../../examples/app/build.js";
import { type Analysis, type AnalyzeOptions, analyze } from "../../src/analysis/analyze.js";
import { reportHtml } from "../../src/report.js";
import { readStudies } from "../../src/tables/read-studies.js";
import { startChromium } from "./chromium.js";

// The page as its users have it: opened from a file, driven by keyboard and mouse.

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "dta-meta-app-"));
const url = pathToFileURL(join(folder, "index.html")).href;
const auditc = readFileSync(new URL("../../fixtures/auditc/data.csv", import.meta.url), "utf8");
const scheidler = readFileSync(new URL("../../fixtures/scheidler/data.csv", import.meta.url), "utf8");

/** As many studies as are asked for, from a fixed formula. */
const manyStudies = (k: number): string =>
  ["study;tp;fp;fn;tn"]
    .concat(
      Array.from({ length: k }, (_, i) => {
        const [tp, fp] = [30 + ((i * 37) % 50), 2 + ((i * 13) % 29)];
        return `Study ${i + 1};${tp};${fp};${1 + ((i * 7) % 23)};${90 + ((i * 11) % 70)}`;
      }),
    )
    .join("\n");

let browser: Browser;
let page: Page;
let complaints: string[];
let requests: string[];

beforeAll(async () => {
  writeFileSync(join(folder, "index.html"), await buildApp("src"));
  browser = await startChromium();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
  complaints = [];
  requests = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(url);
});

afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
  expect(requests.filter((request) => request !== url && !request.startsWith("blob:"))).toEqual([]);
});

async function analysed(): Promise<void> {
  await page.getByRole("button", { name: "Analyse" }).click();
  await page.getByText(/^Done in /).waitFor();
}

async function saved(name: string): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
  return readFileSync((await download.path())!);
}

/** Faults that axe calls serious or critical, as rule and element. */
async function faults(): Promise<string[]> {
  await page.evaluate(axe);
  const found = (await page.evaluate(
    `axe.run().then(({ violations }) => violations.map(({ id, impact, nodes }) => ({ id, impact, targets: nodes.map(({ target }) => String(target)) })))`,
  )) as { id: string; impact: string; targets: string[] }[];
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, targets }) => `${id}: ${targets.slice(0, 3).join(" | ")}`);
}

/** What the library itself gives in Node, as JSON has it. */
function expected(csv: string, options: AnalyzeOptions): { analysis: Analysis; report: string } {
  const analysis = analyze(readStudies(csv), options);
  return { analysis: JSON.parse(JSON.stringify(analysis)) as Analysis, report: reportHtml(analysis) };
}

describe("the page", () => {
  it("analyses a pasted file, and saves what the library gives", async () => {
    await page.getByLabel("Tables as text").fill(auditc);
    await page.getByText("14 studies read.").waitFor();
    await page.getByLabel("Prior probability").fill("20");
    await analysed();
    expect(await page.evaluate("document.activeElement.id")).toBe("results");
    const options: AnalyzeOptions = { model: "binomial", level: 0.95, prior: 0.2, leaveOneOut: true };
    const results = JSON.parse((await saved("Save the results (JSON)")).toString()) as Analysis;
    const own = expected(auditc, options);
    expect(results).toEqual(own.analysis);
    const { estimate, lower, upper } = results.summary!.sensitivity;
    const card = page.locator(".measures div").first();
    expect(await card.locator("dt").textContent()).toBe("Sensitivity");
    expect(await card.locator(".value").textContent()).toBe(estimate.toFixed(2));
    expect(await card.locator(".interval").first().textContent()).toBe(`${lower.toFixed(2)} to ${upper.toFixed(2)}`);
    expect((await saved("Save the report (HTML)")).toString()).toBe(own.report);
    const titles = ["Forest plot", "Summary ROC plot", "Likelihood ratio matrix", "Fagan’s nomogram"];
    for (const title of titles) await page.locator("figcaption", { hasText: title }).waitFor();
    expect(await faults()).toEqual([]);
  });

  it("saves figures that stand by themselves, as SVG and as PNG of 300 dots to the inch", async () => {
    await page.getByLabel("Tables as text").fill(auditc);
    await page.getByLabel("Model").selectOption("reitsma");
    await analysed();
    const svg = (await saved("Save Summary ROC plot as SVG")).toString();
    expect(svg).toMatch(/^<svg /);
    expect(svg).not.toContain("var(");
    const png = await saved("Save Summary ROC plot as PNG");
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    const width = Number(/width="(\d+)"/.exec(svg)![1]);
    expect(png.readUInt32BE(16)).toBe(Math.round((width * 300) / 96));
  });

  it("shows what is wrong with a bad row beside it, and takes the correction there", async () => {
    const csv = "study,tp,fp,fn,tn\nA,20,3,5,60\nB,1o,2,2,33\nC,8,-1,4,40\nD,9,1,2,30\nE,12,2";
    await page.getByLabel("Tables as text").fill(csv);
    await page.getByText("3 rows can't be used; see below.").waitFor();
    const bad = page.getByLabel("Row 2, tp");
    const why = (await bad.getAttribute("aria-describedby"))!;
    expect(await page.locator(`#${why}`).textContent()).toContain('got "1o", wanted a whole number ≥ 0');
    expect(await faults()).toEqual([]);
    await page.getByRole("button", { name: "Analyse" }).click();
    await page.getByText("The data can't be used yet").waitFor();
    expect(await page.locator("#results").isVisible()).toBe(false);
    for (const [label, value] of [
      ["Row 2, tp", "10"],
      ["Row 3, fp", "1"],
      ["Row 5, fn", "3"],
      ["Row 5, tn", "44"],
    ]) {
      await page.getByLabel(label!).fill(value!);
      await page.keyboard.press("Tab");
    }
    await page.getByText("5 studies read.").waitFor();
    expect(await page.getByLabel("Tables as text").inputValue()).toBe(
      "study,tp,fp,fn,tn\nA,20,3,5,60\nB,10,2,2,33\nC,8,1,4,40\nD,9,1,2,30\nE,12,2,3,44",
    );
    await analysed();
  });

  it("asks which column is which where names don't tell", async () => {
    const renamed = auditc.replace("study,tp,fp,fn,tn", "paper,yes yes,no yes,yes no,no no");
    await page.getByLabel("Tables as text").fill(renamed);
    await page.getByText("no column for tp (true positives)").waitFor();
    for (const [label, column] of [
      ["Name of the study", "paper"],
      ["True positives", "yes yes"],
      ["False positives", "no yes"],
      ["False negatives", "yes no"],
      ["True negatives", "no no"],
    ]) {
      await page.getByLabel(label!).selectOption(column!);
    }
    await page.getByText("14 studies read.").waitFor();
    await page.getByLabel(/Leave out each study/).uncheck();
    await analysed();
    const results = JSON.parse((await saved("Save the results (JSON)")).toString()) as unknown;
    const options: AnalyzeOptions = { model: "binomial", level: 0.95, leaveOneOut: false };
    expect(results).toEqual(expected(auditc, options).analysis);
  });

  it("takes a dropped file, semicolons and subgroups", async () => {
    const semicolons = scheidler.replaceAll(",", ";");
    await page.evaluate(
      `(() => {
        const data = new DataTransfer();
        data.items.add(new File([${JSON.stringify(semicolons)}], "scheidler.csv"));
        document.querySelector("#data").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
      })()`,
    );
    await page.getByText("44 studies read.").waitFor();
    await page.getByLabel("Compare subgroups by").selectOption("modality");
    await page.getByLabel("Model").selectOption("reitsma");
    await analysed();
    await page.getByText("Subgroups by modality").waitFor();
    expect(await faults()).toEqual([]);
  });

  it("narrates three studies", async () => {
    await page.getByLabel("Tables as text").fill(auditc.split("\n").slice(0, 4).join("\n"));
    await page.getByText("3 studies read.").waitFor();
    await analysed();
    await page.locator(".warning", { hasText: "Not pooled: 3 usable tables where at least 4 are needed" }).waitFor();
    expect(await page.locator(".measures").count()).toBe(0);
    expect(await page.locator("figure").count()).toBe(2);
    expect(await faults()).toEqual([]);
  });

  it("analyses 100 studies, telling how far it is", async () => {
    await page.getByLabel("Tables as text").fill(manyStudies(100));
    await page.getByText("100 studies read.").waitFor();
    await page.evaluate(`
      window.steps = [];
      new MutationObserver(() => window.steps.push(document.querySelector("#progress").value))
        .observe(document.querySelector("#progress"), { attributes: true });`);
    await analysed();
    const steps = (await page.evaluate("window.steps")) as number[];
    expect(Math.max(...steps)).toBe(101); // the fit and 100 refits
    expect(new Set(steps).size).toBeGreaterThan(20);
    expect(await page.locator(".measures div").count()).toBe(6);
  });

  it("stops when cancelled, and can start again", async () => {
    await page.getByLabel("Tables as text").fill(manyStudies(400));
    await page.getByText("400 studies read.").waitFor();
    await page.getByRole("button", { name: "Analyse" }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Cancelled.").waitFor();
    expect(await page.evaluate("document.activeElement.id")).toBe("run");
    expect(await page.locator("#results").isVisible()).toBe(false);
    // browsers give a busy worker two seconds before they end it
    await expect.poll(() => page.workers().length, { timeout: 10_000 }).toBe(0);
    await page.getByLabel("Tables as text").fill(auditc);
    await analysed();
    expect(await page.locator("#results").isVisible()).toBe(true);
  });

  it("works by keyboard alone, and refuses a prior that is no percentage", async () => {
    const press = async (key: string): Promise<void> => page.keyboard.press(key);
    await page.getByRole("button", { name: "Load an example" }).focus();
    await press("Enter");
    await page.getByText("33 studies read.").waitFor();
    await page.getByLabel("Prior probability").focus();
    await page.keyboard.type("200");
    await press("Enter");
    expect(await page.locator("#prior-error").textContent()).toContain("no percentage between 0 and 100");
    expect(await page.evaluate("document.activeElement.id")).toBe("prior");
    expect(await page.getByLabel("Prior probability").getAttribute("aria-invalid")).toBe("true");
    await press("Control+A");
    await page.keyboard.type("20 %");
    await press("Enter");
    await page.getByText(/^Done in /).waitFor();
  });

  it("takes no study's name for markup", async () => {
    const evil = '"<img src=x onerror=alert(1)>"';
    await page.getByLabel("Tables as text").fill(auditc.replace("S01", evil));
    await page.getByText("14 studies read.").waitFor();
    await analysed();
    expect(await page.locator("main img").count()).toBe(0);
  });

  it("has no serious fault in dark colours or on a phone", async () => {
    for (const settings of [{ colorScheme: "dark" as const }, { viewport: { width: 375, height: 700 } }]) {
      await page.close();
      page = await browser.newPage(settings);
      await page.goto(url);
      await page.getByLabel("Tables as text").fill(auditc);
      await page.getByLabel("Model").selectOption("reitsma");
      await analysed();
      expect(await faults()).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth - window.innerWidth")).toBeLessThanOrEqual(0);
    }
  });
});
