import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { programs } from "./bundle.js";
import { fixtureTexts } from "./fixture-texts.js";

const root = resolve(import.meta.dirname, "../..");

/** Where the page that asks for the single file thinks that it comes from. */
export const CDN = "https://cdn.jsdelivr.net/npm/dta-meta";

/** The programs' names in the workplace. */
export const PROGRAM = {
  import: "import.mjs",
  require: "require.cjs",
  "single file": "single-file.mjs",
  page: "page.mjs",
} as const;

/** Of the fixtures, as JSON. */
export const FIXTURES = "fixtures.json";
/** Of the bundle for browsers. */
export const SINGLE_FILE = "dta-meta.browser.js";

/**
 * A new folder with the built package in its node_modules, beside it what the package depends on and nothing else, with the
 * fixtures, and with the programs that compute.
 */
export async function workplace(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "dta-meta-runtimes-"));
  const packages = join(folder, "node_modules");
  const own = join(packages, "dta-meta");
  mkdirSync(own, { recursive: true });
  copyFileSync(join(root, "package.json"), join(own, "package.json"));
  cpSync(join(root, "dist"), join(own, "dist"), { recursive: true });
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { dependencies: object };
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(packages, name)), { recursive: true });
    symlinkSync(join(root, "node_modules", name), join(packages, name));
  }
  const wanted = { type: "module", dependencies: { "dta-meta": "*" } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(wanted));
  const dist = join(own, "dist");
  copyFileSync(join(dist, SINGLE_FILE), join(folder, SINGLE_FILE));
  writeFileSync(join(folder, FIXTURES), JSON.stringify(fixtureTexts()));
  writeFileSync(join(folder, PROGRAM.import), await programs.esm());
  writeFileSync(join(folder, PROGRAM.require), await programs.cjs());
  writeFileSync(join(folder, PROGRAM["single file"]), await programs.singleFile(`./${SINGLE_FILE}`, dist));
  writeFileSync(join(folder, PROGRAM.page), await programs.page(CDN, dist));
  return folder;
}
