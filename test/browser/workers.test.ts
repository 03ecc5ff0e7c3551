import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bootstrap, fitBinomial, leaveOneOut } from "../../src/index.js";
import { loadFixture } from "../fixtures.js";
import { startChromium } from "./chromium.js";

// Threads of a page: the package's own script beside the page's, as a bundler that knows `new Worker(new URL(…))` lays it.

const PAGE = `
import { fitBinomial } from "./src/index.js";
import { bootstrapInWorkers, leaveOneOutInWorkers, startWorkers } from "./src/workers.js";
globalThis.run = async (studies, count) => {
  const fit = fitBinomial(studies, { nodes: 7 });
  const workers = await startWorkers({ count });
  const progress = [];
  const rows = await leaveOneOutInWorkers(workers, fit, { onProgress: (done, of) => progress.push(done / of) });
  const area = await bootstrapInWorkers(workers, fit, "auc", { replicates: 60, seed: 3 });
  workers.close();
  return JSON.stringify({ rows, area, last: progress.at(-1) });
};
globalThis.stop = async (studies) => {
  const workers = await startWorkers({ count: 2 });
  const controller = new AbortController();
  controller.abort(new Error("enough"));
  const signal = controller.signal;
  const run = bootstrapInWorkers(workers, fitBinomial(studies), "auc", { replicates: 5000, signal });
  const reason = await run.then(() => "none", (error) => error.message);
  workers.close();
  return reason;
};`;

let browser: Browser;
let server: Server;
let address: string;

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: { contents: PAGE, resolveDir: ".", loader: "ts" },
    entryNames: "[name]",
    outdir: "/",
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    external: ["@e965/xlsx", "docx", "node:*"],
    write: false,
  });
  const worker = await build({
    entryPoints: ["src/workers/worker.ts"],
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    external: ["@e965/xlsx", "docx", "node:*"],
    write: false,
  });
  const files: Record<string, readonly [type: string, text: string]> = {
    "/": ["text/html", '<!doctype html><script type="module" src="/page.js"></script>'],
    "/page.js": ["text/javascript", outputFiles[0]!.text],
    "/worker.js": ["text/javascript", worker.outputFiles[0]!.text],
  };
  server = createServer(({ url = "" }, response) => {
    const [type, text] = files[url] ?? ["text/plain", ""];
    response.writeHead(files[url] === undefined ? 404 : 200, { "content-type": type }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  browser = await startChromium();
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

describe("threads of a page", () => {
  it("give what one thread gives here, whatever their number", async () => {
    const studies = loadFixture("auditc");
    const fit = fitBinomial(studies, { nodes: 7 });
    const rows = leaveOneOut(fit);
    const area = bootstrap(fit, "auc", { replicates: 60, seed: 3 });
    const page = await browser.newPage();
    await page.goto(address);
    for (const count of [1, 3]) {
      const answer = await page.evaluate(`run(${JSON.stringify(studies)}, ${count})`);
      expect(JSON.parse(answer as string)).toEqual(JSON.parse(JSON.stringify({ rows, area, last: 1 })));
    }
  });

  it("stop when they are told to", async () => {
    const page = await browser.newPage();
    await page.goto(address);
    expect(await page.evaluate(`stop(${JSON.stringify(loadFixture("auditc"))})`)).toBe("enough");
  });
});
