import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { defineConfig } from "tsup";

/** Loaded when a file of their kind is read or written, by those who have them. */
const onDemand = Object.keys(JSON.parse(readFileSync("package.json", "utf8")).optionalDependencies);

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
    entry: entries,
    // published as ES modules only, which `require` of older Node versions cannot load
    noExternal: [/^d3-/, /^string-width$/],
    external: onDemand,
    format: ["cjs"],
    target: "es2022",
    platform: "neutral",
    // where a script of workers is looked for; CommonJS has a path in the place of an address
    esbuildOptions: (options) => {
      options.define = { ...options.define, "import.meta.url": "__filename" };
      // not the syntax: what splits CommonJS for tsup stumbles over `super(…), this.x = …`
      options.minifyWhitespace = true;
      options.minifyIdentifiers = true;
    },
    // what entries share stands in one file, so that `instanceof InputError` holds whichever entry it comes from
    splitting: true,
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
    external: onDemand,
    // what every command needs is part of it: to look for a package takes Node longer than to load it
    noExternal: ["commander", "papaparse", "picocolors", "string-width"],
    format: ["esm"],
    // a command loads what it needs, and no more
    splitting: true,
    minify: true,
    esbuildOptions: (options) => {
      options.chunkNames = "cli/[name]-[hash]";
    },
    target: "node20",
    platform: "node",
    // packages in CommonJS ask for modules of Node by `require`
    banner: {
      js: '#!/usr/bin/env node\nimport{createRequire as createRequireOfNode}from"node:module";const require=createRequireOfNode(import.meta.url);',
    },
  },
]);
