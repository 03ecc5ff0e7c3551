import { defineConfig } from "vitest/config";
import { ownSources } from "./vitest.config.js";

/** Tests that need a browser: Chromium at /usr/bin/chromium, or where CHROMIUM says. */
export default defineConfig({
  resolve: { alias: ownSources },
  test: {
    include: ["test/browser/**/*.test.ts"],
    globalSetup: ["test/browser/app/build-once.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    // a worker that draws is waited for on a busy machine too
    expect: { poll: { timeout: 15_000 } },
  },
});
