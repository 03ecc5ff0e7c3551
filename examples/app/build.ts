import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";

const here = import.meta.dirname;
const root = resolve(here, "../..");
const read = (path: string): string => readFileSync(resolve(here, path), "utf8");

async function bundle(entry: string, from: "dist" | "src", define: Record<string, string> = {}): Promise<string> {
  const ending = from === "dist" ? "js" : "ts";
  const options: BuildOptions = {
    entryPoints: [resolve(here, entry)],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    legalComments: "none",
    logLevel: "error",
    define,
    alias: {
      "dta-meta/figures": resolve(root, `${from}/figures.${ending}`),
      "dta-meta/report": resolve(root, `${from}/report.${ending}`),
      "dta-meta": resolve(root, `${from}/index.${ending}`),
    },
  };
  const { outputFiles } = await build(options);
  return outputFiles![0]!.text;
}

/** A script as the content of a `<script>` element. */
const inScript = (code: string): string => code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");

/**
 * Builds the page as one HTML file that holds its style, its script and the worker's script. `from` says whether it is made of
 * the built package (what users get) or of its sources.
 */
export async function buildApp(from: "dist" | "src" = "dist"): Promise<string> {
  const worker = await bundle("src/worker.ts", from);
  const main = await bundle("src/main.ts", from, {
    WORKER_SOURCE: JSON.stringify(worker),
    EXAMPLE: JSON.stringify(readFileSync(resolve(root, "fixtures/catheter/data.csv"), "utf8")),
  });
  return read("index.html")
    .replace("/*STYLE*/", () => read("style.css"))
    .replace("/*SCRIPT*/", () => inScript(main));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const out = resolve(here, "dist");
  mkdirSync(out, { recursive: true });
  const html = await buildApp();
  writeFileSync(resolve(out, "index.html"), html);
  console.log(`examples/app/dist/index.html: ${Math.round(html.length / 1024)} kB, opens in any browser`);
}
