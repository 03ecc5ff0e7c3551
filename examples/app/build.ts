import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, transform } from "esbuild";

const here = import.meta.dirname;
const root = resolve(here, "../..");
const read = (path: string): string => readFileSync(resolve(here, path), "utf8");

/** Whether the page is made of the built package (what users get) or of its sources. */
export type Made = "dist" | "src";

const ENTRIES = ["figures", "report", "expressions", "published", "index"];

function options(from: Made, define: Readonly<Record<string, string>>): BuildOptions {
  const ending = from === "dist" ? "js" : "ts";
  return {
    bundle: true,
    minify: true,
    write: false,
    platform: "browser",
    target: "es2022",
    legalComments: "none",
    logLevel: "error",
    loader: { ".ttf": "binary" },
    define: { ...define, global: "globalThis" },
    alias: {
      ...Object.fromEntries(
        ENTRIES.map((name) => [
          name === "index" ? "dta-meta" : `dta-meta/${name}`,
          resolve(root, `${from}/${name}.${ending}`),
        ]),
      ),
      pdfkit: resolve(root, "node_modules/pdfkit/js/pdfkit.standalone.js"),
    },
  };
}

const example = (): string => JSON.stringify(readFileSync(resolve(root, "fixtures/catheter/data.csv"), "utf8"));
const digest = (text: string): string => createHash("sha256").update(text).digest("base64");
const page = (parts: Readonly<Record<"POLICY" | "HEAD" | "SCRIPT", string>>): string =>
  read("index.html").replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => parts[name as keyof typeof parts]);
const policy = (directives: Readonly<Record<string, string>>): string =>
  Object.entries({ "default-src": "'none'", "base-uri": "'none'", "form-action": "'none'", ...directives })
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");

async function style(): Promise<string> {
  const { code } = await transform(read("style.css"), { loader: "css", minify: true });
  return code;
}

/** The files of the page by their names: a static folder with a strict policy, that works offline after it was opened once. */
export async function buildFolder(from: Made = "dist"): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const { outputFiles } = await build({
    ...options(from, { WORKER_SOURCE: "null", EXAMPLE: example(), OFFLINE: "true" }),
    entryPoints: { app: resolve(here, "src/main.ts"), worker: resolve(here, "src/tasks/worker.ts") },
    format: "esm",
    splitting: true,
    outdir: resolve(here, "dist"),
    chunkNames: "part-[hash]",
  });
  const files = new Map<string, string | Uint8Array>(outputFiles!.map(({ path, text }) => [basename(path), text]));
  files.set("style.css", await style());
  files.set("icon.svg", read("icon.svg"));
  files.set(
    "manifest.webmanifest",
    JSON.stringify({
      name: "dta-meta",
      short_name: "dta-meta",
      start_url: "./",
      display: "standalone",
      icons: [{ src: "icon.svg", sizes: "any", type: "image/svg+xml" }],
    }),
  );
  files.set(
    "index.html",
    page({
      POLICY: policy({
        "script-src": "'self'",
        "worker-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' blob:",
        "manifest-src": "'self'",
      }),
      HEAD: '<link rel="icon" href="icon.svg">\n<link rel="manifest" href="manifest.webmanifest">\n<link rel="stylesheet" href="style.css">',
      SCRIPT: '<script type="module" src="app.js"></script>',
    }),
  );
  const names = [...files.keys()].sort();
  const mark = createHash("sha256");
  for (const name of names) mark.update(name).update(files.get(name)!);
  const worker = read("service-worker.js")
    .replace("dta-meta-MARK", `dta-meta-${mark.digest("hex").slice(0, 12)}`)
    .replace("FILES = []", `FILES = ${JSON.stringify(names)}`);
  return files.set("sw.js", worker);
}

async function script(entry: string, from: Made, define: Readonly<Record<string, string>>): Promise<string> {
  const { outputFiles } = await build({
    ...options(from, define),
    entryPoints: [resolve(here, entry)],
    format: "iife",
  });
  return outputFiles![0]!.text;
}

/** The page as one HTML file that holds everything, for a disk without a server; its policy names its own content by digest. */
export async function buildApp(from: Made = "dist"): Promise<string> {
  const worker = await script("src/tasks/worker.ts", from, {});
  const main = await script("src/main.ts", from, {
    WORKER_SOURCE: JSON.stringify(worker),
    EXAMPLE: example(),
    OFFLINE: "false",
  });
  const code = main.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
  const css = await style();
  return page({
    POLICY: policy({
      "script-src": `'sha256-${digest(code)}'`,
      "worker-src": "blob:",
      "style-src": `'sha256-${digest(css)}'`,
      "img-src": "blob: data:",
    }),
    HEAD: `<link rel="icon" href="data:,">\n<style>${css}</style>`,
    SCRIPT: `<script>${code}</script>`,
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const out = resolve(here, "dist");
  rmSync(out, { recursive: true, force: true });
  const folder = join(out, "site");
  mkdirSync(folder, { recursive: true });
  const files = await buildFolder();
  const kB = (content: string | Uint8Array): number => Math.round(content.length / 1000);
  for (const [name, content] of files) {
    writeFileSync(join(folder, name), content);
    console.log(`${String(kB(content)).padStart(6)} kB  site/${name}`);
  }
  const html = await buildApp();
  writeFileSync(join(out, "dta-meta.html"), html);
  console.log(`${String(kB(html)).padStart(6)} kB  dta-meta.html: everything in one file, opens from disk`);
  console.log("examples/app/dist/site is a static folder for any host");
}
