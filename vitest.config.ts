import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const source = (path: string): string => fileURLToPath(new URL(`src/${path}`, import.meta.url));

/** The package's own names lead to its sources, so that tests need no build. */
export const ownSources = [
  { find: /^dta-meta$/, replacement: source("index.ts") },
  { find: /^dta-meta\/(.+)$/, replacement: source("$1.ts") },
];

export default defineConfig({
  resolve: { alias: ownSources },
  test: {
    include: ["test/**/*.test.ts"],
    // browser: npm run test:browser, needs Chromium; long: npm run test:long, takes minutes
    exclude: [...configDefaults.exclude, "test/browser/**", "test/long/**"],
    testTimeout: 60_000,
    maxWorkers: "100%",
    // the sources are functions over plain data: files of tests that share a module share nothing else
    isolate: false,
  },
});
