import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Bundles the command as it is published, inside the project so that it finds its dependencies; `remove` takes it away. */
export async function buildCommand(name: string): Promise<{ readonly file: string; readonly remove: () => void }> {
  const folder = join(root, "node_modules", ".cache", `dta-meta-${name}-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "dta.mjs");
  await build({
    entryPoints: { dta: join(root, "src/cli/main.ts") },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    banner: { js: "#!/usr/bin/env node" },
  });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
