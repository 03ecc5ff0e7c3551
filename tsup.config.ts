import { readFileSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { transform } from "esbuild";
import { defineConfig } from "tsup";

/** Loaded when a file of their kind is read or written, by those who have them. */
const onDemand = Object.keys(JSON.parse(readFileSync("package.json", "utf8")).optionalDependencies);

/**
 * `import("name")` of a package. tsup's CommonJS would make a `require` of it, which before Node 20.19 loads no ES module: it goes by
 * another name while CommonJS is made.
 */
const ON_DEMAND = /\bimport(\("[^."])/g;
const KEPT_IMPORT = "__import";

const entries = {
  bayes: "src/bayes.ts",
  index: "src/index.ts",
  compare: "src/compare.ts",
  expressions: "src/expressions.ts",
  figures: "src/figures.ts",
  latent: "src/latent.ts",
  published: "src/published.ts",
  reconstruct: "src/reconstruct.ts",
  report: "src/report.ts",
  thresholds: "src/thresholds.ts",
  workers: "src/workers.ts",
};

export default defineConfig([
  {
    // ES modules file by file, so that a bundler drops each file that a page has no use for, with what that file imports
    entry: ["src/**/*.ts", "!src/**/*.d.ts", "!src/cli/**", "!src/browser.ts"],
    bundle: false,
    clean: true,
    format: ["esm"],
    target: "es2022",
    platform: "neutral",
    // names stay, so that a trace can be read
    esbuildOptions: (options) => {
      options.minifyWhitespace = true;
      options.minifySyntax = true;
    },
    // ES modules have the types of CommonJS, told once
    onSuccess: async () => {
      for (const name of Object.keys(entries)) await writeFile(`dist/${name}.d.ts`, `export * from "./${name}.cjs";\n`);
    },
  },
  {
    // the command shares what it runs with CommonJS, which Node loads faster than ES modules; `cli.js` below begins it
    entry: { ...entries, "cli/start": "src/cli/start.ts", "cli/worker": "src/cli/batch/worker.ts" },
    external: onDemand,
    // published as ES modules only, which `require` of older Node versions cannot load, or what every command needs: to look for
    // a package takes Node longer than to load it
    noExternal: [/^d3-/, /^string-width$/, "commander", "papaparse", "picocolors"],
    format: ["cjs"],
    target: "es2022",
    platform: "node",
    // where a script of workers is looked for; CommonJS has a path in the place of an address
    esbuildOptions: (options) => {
      options.define = { ...options.define, "import.meta.url": "__filename" };
      options.chunkNames = "shared/[name]-[hash]";
    },
    // what entries share stands in one file, so that `instanceof InputError` holds whichever entry it comes from, and a command
    // loads what it needs and no more
    splitting: true,
    plugins: [
      {
        name: "packages on demand",
        renderChunk: (code) => ({ code: code.replaceAll(ON_DEMAND, `${KEPT_IMPORT}$1`) }),
      },
    ],
    onSuccess: async () => {
      for (const file of await readdir("dist", { recursive: true })) {
        if (!file.endsWith(".cjs")) continue;
        const code = (await readFile(`dist/${file}`, "utf8")).replaceAll(KEPT_IMPORT, "import");
        // not before: what splits CommonJS for tsup stumbles over `super(…), this.x = …`
        await writeFile(
          `dist/${file}`,
          (await transform(code, { format: "cjs", platform: "node", target: "es2022", minify: true })).code,
        );
      }
    },
  },
  {
    entry: entries,
    format: ["cjs"],
    dts: { only: true },
  },
  {
    // one file with everything in it, for <script type="module"> and CDNs
    entry: { "dta-meta.browser": "src/browser.ts" },
    noExternal: [new RegExp(`^(?!${onDemand.join("|")})`)],
    external: onDemand,
    format: ["esm"],
    target: "es2022",
    platform: "browser",
    minify: true,
    banner: {
      js: "/*! dta-meta, MIT. With zod (MIT, Colin McDonnell), d3 (ISC, Mike Bostock) and string-width (MIT, Sindre Sorhus). */",
    },
  },
  {
    entry: { cli: "src/cli/main.ts" },
    format: ["esm"],
    minify: true,
    target: "node20",
    platform: "node",
    esbuildPlugins: [
      {
        name: "the command in CommonJS",
        setup: ({ onResolve }) => {
          onResolve({ filter: /\/start\.js$/ }, () => ({ path: "./cli/start.cjs", external: true }));
          onResolve({ filter: /\/worker\.js$/ }, () => ({ path: "./cli/worker.cjs", external: true }));
        },
      },
    ],
    banner: { js: "#!/usr/bin/env node" },
  },
]);
