import { defineConfig } from "vitest/config";
import { ownSources } from "./vitest.config.js";

/** Searches, simulations and replays that take minutes; npm run test:long. */
export default defineConfig({
  resolve: { alias: ownSources },
  test: {
    include: ["test/long/**/*.test.ts"],
    maxWorkers: "100%",
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
});
