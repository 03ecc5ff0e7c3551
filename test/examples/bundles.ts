import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Bundles the library's entries from their sources, as ES modules with shared chunks, into a folder. */
export async function bundleLibrary(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: ["index", "figures", "report", "browser"].map((name) => `${root}/src/${name}.ts`),
    outdir: folder,
    bundle: true,
    splitting: true,
    format: "esm",
    logLevel: "error",
  });
}
