import { defineConfig } from "vitest/config";
import { ownSources } from "../../vitest.config.js";

/** The tests that mutants of a room are run against, as `mutate.ts` says. */
export default defineConfig({
  resolve: { alias: ownSources },
  test: {
    include: (process.env.MUTATION_TESTS ?? "test/accuracy/**/*.test.ts").split(";"),
    testTimeout: 60_000,
    watch: false,
  },
});
