// Changes the sources bit by bit and looks whether a test notices:
//   npm run mutate                                       every room below, hours
//   npm run mutate -- --room accuracy                    one room, with the tests of its name
//   npm run mutate -- --room inference/heterogeneity --tests 'test/inference/i-squared.test.ts'
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";

/** Rooms of numbers, and the tests that are to notice. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  accuracy: ["test/accuracy/**/*.test.ts"],
  numeric: ["test/numeric/**/*.test.ts"],
  tables: ["test/tables/**/*.test.ts"],
  reconstruct: ["test/reconstruct/**/*.test.ts"],
  models: ["test/models/**/*.test.ts"],
  inference: ["test/inference/**/*.test.ts"],
  programs: ["test/programs/**/*.test.ts"],
  published: ["test/published/**/*.test.ts"],
};

const { values } = parseArgs({ options: { room: { type: "string" }, tests: { type: "string" } } });
const rooms = values.room === undefined ? Object.keys(ROOMS) : [values.room];
const table: string[] = [];
for (const room of rooms) {
  const own = ROOMS[room.split("/")[0]!] ?? [];
  process.env.MUTATION_TESTS = values.tests ?? own.join(",");
  const results = await new Stryker({
    mutate: [room.endsWith(".ts") ? `src/${room}` : `src/${room}/**/*.ts`, "!src/**/*-shapes.ts"],
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    vitest: { configFile: "test/mutation/vitest.config.ts", related: false },
    coverageAnalysis: "perTest",
    // texts are held by snapshots, and no number hangs on them
    mutator: { excludedMutations: ["StringLiteral"] },
    concurrency: 1,
    timeoutMS: 10_000,
    ignorePatterns: ["docs", "examples", "dist"],
    tempDirName: "dist/mutation",
    reporters: ["clear-text"],
    clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
    allowConsoleColors: false,
    disableTypeChecks: false,
  }).runMutationTest();
  const files = new Map<string, { killed: number; all: number }>();
  for (const { fileName, status } of results) {
    if (status === "Ignored" || status === "CompileError") continue;
    const file = files.get(fileName) ?? { killed: 0, all: 0 };
    file.all += 1;
    if (status === "Killed" || status === "Timeout" || status === "RuntimeError") file.killed += 1;
    files.set(fileName, file);
  }
  for (const [name, { killed, all }] of files) {
    table.push(
      `| ${name.slice(name.indexOf("src/"))} | ${killed} of ${all} | ${((100 * killed) / all).toFixed(0)} % |`,
    );
  }
}
process.stdout.write(`\n| file | mutants noticed | |\n| --- | --- | --- |\n${table.join("\n")}\n`);
