import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { startChromium } from "../chromium.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

/** A static host of the page; `asked` are the paths that were asked for. */
function staticHost(folder: string): { readonly server: Server; readonly asked: string[] } {
  const asked: string[] = [];
  const server = createServer(({ url = "/" }, response) => {
    const path = new URL(url, "http://host").pathname;
    asked.push(path);
    const file = join(folder, path === "/" ? "index.html" : path);
    if (!existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    response.end(readFileSync(file));
  });
  return { server, asked };
}

/** What tests do with the page, by keyboard unless they say otherwise. */
export interface AppPage {
  readonly page: Page;
  /** Presses Tab until the element has the focus. */
  readonly reach: (target: Locator) => Promise<void>;
  /** Reaches a button and presses it. */
  readonly press: (name: string | RegExp) => Promise<void>;
  /** Writes into a field in place of what is there. */
  readonly write: (label: string | RegExp, text: string) => Promise<void>;
  /** Chooses an option by its text. */
  readonly choose: (label: string | RegExp, option: string) => Promise<void>;
  /** Opens a section of the page by its tab. */
  readonly view: (name: string) => Promise<void>;
  /** Opens what is folded away. */
  readonly unfold: (summary: string) => Promise<void>;
  /** Puts a table into the page as text. */
  readonly paste: (csv: string) => Promise<void>;
  /** Analyses, and waits until it is done. */
  readonly analyse: () => Promise<void>;
  /** What a button saves. */
  readonly saved: (name: string | RegExp) => Promise<{ readonly name: string; readonly bytes: Buffer }>;
  /** What axe finds in light and in dark, as rule and element. */
  readonly faults: () => Promise<string[]>;
  /** Pixels by which the page is wider than the window. */
  readonly overflow: () => Promise<number>;
}

/** Widths of a phone and of a screen. */
export const WIDTHS = [375, 1280] as const;

/** Opens the page for each test, and holds after each that nothing was complained of and nothing asked for from elsewhere. */
export function appTests(): {
  readonly open: (width: number, path?: string) => Promise<AppPage>;
  readonly origin: () => string;
  readonly context: () => BrowserContext;
  readonly asked: () => readonly string[];
  /** What the page complained of so far; it is forgiven. */
  readonly complaints: () => readonly string[];
} {
  const folder = inject("app");
  const host = staticHost(folder);
  let browser: Browser;
  let context: BrowserContext;
  let complaints: string[] = [];
  let requests: string[] = [];
  const origin = (): string => `http://localhost:${(host.server.address() as AddressInfo).port}`;

  beforeAll(async () => {
    await new Promise<void>((listening) => host.server.listen(0, () => listening()));
    browser = await startChromium();
  });
  afterEach(async () => {
    await context?.close();
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(origin()) && !url.startsWith("blob:"))).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    host.server.close();
  });

  async function open(width: number, path = "/"): Promise<AppPage> {
    context = await browser.newContext({ viewport: { width, height: 800 } });
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: origin() });
    complaints = [];
    requests = [];
    const page = await context.newPage();
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(`${origin()}${path}`);
    await page.getByRole("tab", { name: "Data" }).waitFor();
    return appPage(page);
  }
  return { open, origin, context: () => context, asked: () => host.asked, complaints: () => complaints.splice(0) };
}

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === element.ownerDocument.activeElement);

/** The page in the hands of a test. */
export function appPage(page: Page): AppPage {
  const { keyboard } = page;
  const reach = async (target: Locator): Promise<void> => {
    await target.first().waitFor({ state: "attached" });
    for (let i = 0; i < 400; i++) {
      if (await hasFocus(target.first())) return;
      await keyboard.press("Tab");
    }
    throw new Error(`Tab never reaches ${target}`);
  };
  const field = (label: string | RegExp): Locator => page.getByLabel(label, { exact: typeof label === "string" });
  const press = async (name: string | RegExp): Promise<void> => {
    await reach(page.getByRole("button", { name, exact: typeof name === "string" }));
    await keyboard.press("Enter");
  };
  const view = async (name: string): Promise<void> => {
    await reach(page.locator('[role="tab"][aria-selected="true"]'));
    const wanted = page.getByRole("tab", { name, exact: true });
    for (let i = 0; i < 8 && (await wanted.getAttribute("aria-selected")) !== "true"; i++) {
      await keyboard.press("ArrowRight");
      await page.waitForTimeout(20);
    }
    expect(await wanted.getAttribute("aria-selected")).toBe("true");
  };
  return {
    page,
    reach,
    press,
    view,
    async write(label, text) {
      await reach(field(label));
      await keyboard.press("Control+A");
      if (text === "") await keyboard.press("Delete");
      else await keyboard.insertText(text);
      await keyboard.press("Tab");
    },
    async choose(label, option) {
      const select = field(label);
      await reach(select);
      await keyboard.press("Home");
      const chosen = (element: unknown) =>
        (element as { selectedOptions: { text: string }[] }).selectedOptions[0]?.text;
      for (let i = 0; i < 40 && (await select.evaluate(chosen)) !== option; i++) await keyboard.press("ArrowDown");
      expect(await select.evaluate(chosen)).toBe(option);
    },
    async unfold(summary) {
      const element = page.locator("summary").filter({ hasText: new RegExp(`^${summary}$`) });
      await reach(element);
      if (!(await element.evaluate((summary) => summary.parentElement!.hasAttribute("open"))))
        await keyboard.press("Enter");
    },
    async paste(csv) {
      const box = page.getByLabel("Tables as text");
      if (!(await box.isVisible())) {
        await reach(page.locator("summary", { hasText: "Paste or type the table as text" }));
        await keyboard.press("Enter");
      }
      await reach(box);
      await keyboard.press("Control+A");
      await keyboard.insertText(csv);
    },
    async analyse() {
      await view("Analysis");
      await press("Analyse");
      await page.getByText(/^Done in /).waitFor();
    },
    async saved(name) {
      const [download] = await Promise.all([page.waitForEvent("download"), press(name)]);
      return { name: download.suggestedFilename(), bytes: readFileSync((await download.path())!) };
    },
    async faults() {
      await page.evaluate(axe);
      const found: string[] = [];
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        const violations = (await page.evaluate(
          `axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
            .then(({ violations }) => violations.map(({ id, nodes }) => ({ id, targets: nodes.map(({ target }) => String(target)) })))`,
        )) as { id: string; targets: string[] }[];
        found.push(...violations.map(({ id, targets }) => `${colorScheme} ${id}: ${targets.slice(0, 3).join(" | ")}`));
      }
      await page.emulateMedia({ colorScheme: "light" });
      return found;
    },
    overflow: async () => (await page.evaluate("document.documentElement.scrollWidth - window.innerWidth")) as number,
  };
}
