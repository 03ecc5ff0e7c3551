import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { startChromium } from "../browser/chromium.js";
import { CDN, FIXTURES, PROGRAM, SINGLE_FILE } from "./workplace.js";

const PAGE = "https://example.org/";
const script = { contentType: "text/javascript", headers: { "access-control-allow-origin": "*" } };

/** What a page may ask for, once each. */
type Answers = Readonly<Record<string, { readonly contentType: string; readonly body: string }>>;

/** Chromium, or `null` where there is none. */
export async function chromiumIfThere(): Promise<Browser | null> {
  try {
    return await startChromium();
  } catch {
    return null;
  }
}

/**
 * Computes everything in a page that loads the single file from its CDN by `<script type="module">`; the CDN is played by the
 * built file. Throws if the page asks for anything else, or if anything is written to the console or thrown.
 */
export async function computeInPage(browser: Browser, folder: string): Promise<string> {
  const fixtures = readFileSync(join(folder, FIXTURES), "utf8").replaceAll("<", "\\u003c");
  const html = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Computations</title><link rel="icon" href="data:,">
<script>dtaFixtures = ${fixtures};</script><script type="module" src="page.mjs"></script></head></html>`;
  const body = readFileSync(join(folder, PROGRAM.page), "utf8");
  return inPage(browser, html, folder, { [`${PAGE}page.mjs`]: { ...script, body } }, async (page) => {
    await page.waitForFunction("window.dtaSections");
    const lines = [`Chromium ${browser.version()}`];
    // one by one, since all in one message would be too long
    const count = Number(await page.evaluate("dtaSections.length"));
    for (let i = 0; i < count; i++) lines.push(String(await page.evaluate(`dtaSections[${i}]()`)));
    return lines.join("\n");
  });
}

/** Opens examples/module.html with the built file at the CDN; the result is what the page shows. Throws as `computeInPage` does. */
export function showExample(browser: Browser, folder: string): Promise<string> {
  const html = readFileSync(new URL("../../examples/module.html", import.meta.url), "utf8");
  const icon = { contentType: "image/svg+xml", body: "<svg xmlns='http://www.w3.org/2000/svg'/>" };
  return inPage(browser, html, folder, { [`${PAGE}favicon.ico`]: icon }, async (page) => {
    await page.locator("#figure svg").waitFor();
    return `${await page.locator("#summary").textContent()} ${await page.locator("svg title").first().textContent()}.`;
  });
}

async function inPage<T>(
  browser: Browser,
  html: string,
  folder: string,
  more: Answers,
  use: (page: Page) => Promise<T>,
): Promise<T> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(error.message));
  await serve(page, complaints, {
    [PAGE]: { contentType: "text/html", body: html },
    [CDN]: { ...script, body: readFileSync(join(folder, SINGLE_FILE), "utf8") },
    ...more,
  });
  try {
    await page.goto(PAGE);
    const result = await use(page);
    if (complaints.length === 0) return result;
  } catch (error) {
    complaints.push(String(error));
  } finally {
    await page.close();
  }
  throw new Error(complaints.join("\n"));
}

async function serve(page: Page, complaints: string[], answers: Answers): Promise<void> {
  const asked = new Set<string>();
  await page.route("**/*", (route) => {
    const url = route.request().url();
    const answer = asked.has(url) ? undefined : answers[url];
    asked.add(url);
    if (answer !== undefined) return route.fulfill(answer);
    complaints.push(`asked for ${url}`);
    return route.abort();
  });
}
