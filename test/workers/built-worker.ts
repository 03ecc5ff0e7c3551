import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Bundles the script of the workers; `remove` takes it away. */
export async function buildWorker(name: string): Promise<{ readonly url: URL; readonly remove: () => void }> {
  const folder = join(root, "node_modules", ".cache", `dta-meta-${name}-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "worker.mjs");
  await build({
    entryPoints: [join(root, "src/workers/worker.ts")],
    outfile: file,
    bundle: true,
    format: "esm",
    platform: "neutral",
    packages: "external",
  });
  return { url: pathToFileURL(file), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
