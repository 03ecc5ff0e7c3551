// Changes the sources bit by bit and looks whether a test notices:
//   npm run mutate                                            every file of `targets.ts`, hours
//   npm run mutate -- --only 'inference/.*(auc|deeks)'         some of them
//   npm run mutate -- --room models --tests 'test/models/*.test.ts'       a whole room, with the tests named
// Scores are kept in scores.json, and shown on the guide's page; what survives is printed.
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { EQUIVALENT } from "./equivalent.js";
import { type Score, scoreTable, writePage } from "./page.js";
import { TARGETS } from "./targets.js";

const SCORES = new URL("./scores.json", import.meta.url);

const { values } = parseArgs({
  options: { only: { type: "string" }, room: { type: "string" }, tests: { type: "string" } },
});

/** What is changed in one run, and the tests that are run against it. */
const runs: readonly (readonly [path: string, tests: readonly string[]])[] =
  values.room === undefined
    ? Object.entries(TARGETS).filter(([path]) => new RegExp(values.only ?? "").test(path))
    : [[values.room, [values.tests ?? `test/${values.room.split("/")[0]}`]]];

/** A folder or the start of a name stands for all its tests. */
const asGlob = (tests: string): string => (tests.endsWith(".ts") ? tests : `${tests}{*,/**/*}.test.ts`);

type Mutant = Awaited<ReturnType<Stryker["runMutationTest"]>>[number];

/** The line that a mutant stands in, without the space around it. */
const lineOf = ({ fileName, location }: Mutant): string =>
  readFileSync(fileName, "utf8").split("\n")[location.start.line - 1]!.trim();

const isEquivalent = (path: string, mutant: Mutant): boolean =>
  (EQUIVALENT[path] ?? []).some(({ line, to }) => lineOf(mutant) === line && mutant.replacement.includes(to));

const UNCOUNTED: ReadonlySet<string> = new Set(["Ignored", "CompileError", "RuntimeError"]);
const NOTICED: ReadonlySet<string> = new Set(["Killed", "Timeout"]);

for (const [room, tests] of runs) {
  process.env.MUTATION_TESTS = tests.map(asGlob).join(";");
  const mutants = await new Stryker({
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
    reporters: [],
    allowConsoleColors: false,
    disableTypeChecks: false,
  }).runMutationTest();
  const scores = JSON.parse(readFileSync(SCORES, "utf8")) as Record<string, Score>;
  for (const file of new Set(mutants.map(({ fileName }) => fileName))) {
    const path = file.slice(file.lastIndexOf("/src/") + "/src/".length);
    const counted = mutants.filter(({ fileName, status }) => fileName === file && !UNCOUNTED.has(status));
    const left = counted.filter(({ status }) => !NOTICED.has(status));
    const equivalent = left.filter((mutant) => isEquivalent(path, mutant));
    scores[path] = {
      mutants: counted.length,
      noticed: counted.length - left.length,
      equivalent: equivalent.length,
    };
    process.stdout.write(`\n${path}: ${JSON.stringify(scores[path])}\n`);
    for (const mutant of left)
      process.stdout.write(
        `  ${isEquivalent(path, mutant) ? "equivalent" : mutant.status} ${mutant.location.start.line}: ${lineOf(mutant)}\n    → ${mutant.replacement.replaceAll("\n", " ").slice(0, 200)}\n`,
      );
  }
  const sorted = Object.fromEntries(Object.entries(scores).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(SCORES, `${JSON.stringify(sorted, null, 2)}\n`);
  writePage(sorted);
}
process.stdout.write(`\n${scoreTable(JSON.parse(readFileSync(SCORES, "utf8")) as Record<string, Score>)}\n`);
