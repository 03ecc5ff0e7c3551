import { defineConfig } from "vitest/config";

/** Tests that need a browser: Chromium at /usr/bin/chromium, or where CHROMIUM says. */
export default defineConfig({
  test: {
    include: ["test/browser/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
