import { defineConfig } from "vitest/config";

/** The tests that other runtimes than Node run as well, by npm run test:runtimes. */
export default defineConfig({
  test: {
    include: ["test/numeric/**/*.test.ts", "test/models/**/*.test.ts"],
    setupFiles: ["test/runtimes/in-runtime.ts"],
    testTimeout: 120_000,
  },
});
