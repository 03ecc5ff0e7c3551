// Times dta-meta and, where R with the packages is installed, R on the same data in the same run, each row printed when it is measured:
//   npm run bench                 all rows but those whose counterpart in R takes minutes; about five minutes on an idle machine
//   npm run bench -- reml         rows whose name contains "reml", in any case, slow ones too
//   npm run bench -- reml --no-r  without R
// What is timed is bundled as the package is: a loader of TypeScript makes every closure dearer.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { build } from "esbuild";

const folder = "node_modules/.cache/dta-meta";
const bundle = `${folder}/bench-${process.pid}.mjs`;
mkdirSync(folder, { recursive: true });
await build({
  entryPoints: ["test/bench/measure.ts"],
  outfile: bundle,
  bundle: true,
  platform: "node",
  format: "esm",
  packages: "external",
  // fixtures are found from where the sources are
  define: { "import.meta.url": JSON.stringify(new URL("../fixtures.ts", import.meta.url).href) },
});
const { status } = spawnSync(process.execPath, [bundle, ...process.argv.slice(2)], { stdio: "inherit" });
rmSync(bundle);
process.exitCode = status ?? 1;
