import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // these need Chromium: npm run test:browser
    exclude: ["test/browser/**", "node_modules/**"],
    testTimeout: 60_000,
  },
});
