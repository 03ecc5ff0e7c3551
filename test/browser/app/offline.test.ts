import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { startChromium } from "../chromium.js";
import { appPage, appTests } from "./open-page.js";

const auditc = readFileSync(join(import.meta.dirname, "../../../fixtures/auditc/data.csv"), "utf8");

describe("the page without a network", () => {
  const { open, context, asked, complaints } = appTests();

  it("opens, analyses and saves PDF once it was opened", async () => {
    const { page } = await open(1280);
    await page.evaluate("navigator.serviceWorker.ready");
    await expect.poll(() => page.evaluate("navigator.serviceWorker.controller !== null")).toBe(true);
    const before = asked().length;
    await context().setOffline(true);
    await page.reload();
    const again = appPage(page);
    await again.paste(auditc);
    await again.analyse();
    expect((await again.saved("Save Forest plot as PDF")).bytes.subarray(0, 4).toString()).toBe("%PDF");
    expect(asked().length).toBe(before);
  });

  it("is kept from inline scripts, from other hosts and from sending by its policy", async () => {
    const { page } = await open(1280);
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    expect(policy).not.toContain("connect-src");
    const refused = await page.evaluate(`(async () => {
      const violations = [];
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => violations.push(effectiveDirective));
      const script = document.createElement("script");
      script.textContent = "window.injected = true";
      document.body.append(script);
      const sent = await fetch("/anything").then(() => true, () => false);
      await new Promise((later) => setTimeout(later, 50));
      return { injected: window.injected === true, sent, violations: violations.sort() };
    })()`);
    expect(refused).toEqual({ injected: false, sent: false, violations: ["connect-src", "script-src-elem"] });
    expect(complaints().every((complaint) => complaint.includes("Content Security Policy"))).toBe(true);
  });
});

describe("the page as one file", () => {
  it("works from disk", async () => {
    const browser = await startChromium();
    try {
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      await page.goto(`file://${inject("app")}/dta-meta.html`);
      const app = appPage(page);
      await app.paste(auditc);
      await app.analyse();
      expect((await app.saved("Save Forest plot as SVG")).bytes.toString()).toMatch(/^<svg /);
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
