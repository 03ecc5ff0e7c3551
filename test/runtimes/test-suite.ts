import { resolve } from "node:path";
import { start } from "./processes.js";
import type { Row } from "./row.js";

const root = resolve(import.meta.dirname, "../..");
const vitest = resolve(root, "node_modules/vitest/vitest.mjs");

interface Outcome {
  readonly numTotalTests: number;
  readonly numPassedTests: number;
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** The project's own tests of numbers and models, run by another runtime. */
export async function testsIn(name: "Deno" | "Bun", command: readonly string[]): Promise<Row> {
  const begun = performance.now();
  const call = [...command, vitest, "run", "--config", "vitest.runtimes.config.ts", "--reporter=json"];
  const { status, stdout, stderr } = await start(call, {
    cwd: root,
    env: { ...process.env, RUNTIME: name.toLowerCase() },
  });
  const row = { runtime: name, way: "its tests", seconds: (performance.now() - begun) / 1000, numbers: null };
  const json = stdout.slice(stdout.indexOf("{"));
  if (!json.startsWith("{")) return { ...row, result: "failed", faults: [stderr.trim()] };
  const { numTotalTests, numPassedTests, success, testResults } = JSON.parse(json) as Outcome;
  const failed = testResults.flatMap(({ name: file, message, assertionResults }) => [
    ...(message === "" ? [] : [`${file}: ${message}`]),
    ...assertionResults.filter((one) => one.status === "failed").map(({ fullName }) => `${file}: ${fullName}`),
  ]);
  const good = status === 0 && success && numTotalTests > 0;
  return {
    ...row,
    result: `${numPassedTests} of ${numTotalTests} tests pass`,
    faults: good ? [] : [`the tests ended with status ${status}`, ...failed],
  };
}
