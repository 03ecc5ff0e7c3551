import { type Command, Option } from "commander";
import { type CompareTestsOptions, compareTests } from "../inference/comparative/compare-tests.js";
import type { TestComparison } from "../inference/comparative/test-comparison.js";
import type { FileNote } from "../tables/reading.js";
import type { Study } from "../tables/study.js";
import { given } from "./analyze-options.js";
import { type FileFlags, fileName, readStudyFile } from "./input.js";
import type { CommandContext } from "./io.js";

/** What says which rows are which test, and how their random effects hang together. */
export interface TestFlags {
  readonly test: string;
  readonly study?: string;
  readonly reference?: string;
  readonly structure?: "auto" | "independent" | "shared" | "nested" | "unstructured";
}

/** How tests are compared, as the command line says. */
export interface CompareFlags extends TestFlags, FileFlags {
  readonly within?: "unstructured" | "diagonal" | "identity";
  readonly variances?: "equal" | "unequal";
  readonly evidence?: "all" | "direct";
  readonly model?: "binomial" | "normal";
  readonly prevalence?: number;
  readonly level?: number;
  readonly interval?: "z" | "t" | "profile";
}

/** A comparison of a FILE, and what it was made of. */
export interface FileComparison {
  readonly studies: readonly Study[];
  readonly options: CompareTestsOptions;
  readonly comparison: TestComparison;
  readonly notes: readonly FileNote[];
}

/** The column of the tests, which `--test` names. */
export const TEST_COLUMN = ["--test <column>", "the column that names the index test of a row"] as const;

/** The options that say which rows are which test, but for `--test`. */
export const testOptions = (): readonly Option[] => [
  new Option(
    "--study <column>",
    "the column that says which rows are one study (default: cluster, else the study's name)",
  ),
  new Option("--reference <test>", "the test that the others are compared with (default: the first in the file)"),
  new Option("--structure <structure>", "how the random effects hang together (default: auto)").choices([
    "auto",
    "independent",
    "shared",
    "nested",
    "unstructured",
  ]),
];

/** Adds options to a command. */
export function addAll(command: Command, options: readonly Option[]): Command {
  for (const option of options) command.addOption(option);
  return command;
}

/** The comparison of a FILE that the options ask for. Throws `InputError` where file or options can't be used. */
export async function compareFile(
  file: string,
  { where, sheet, keepTotals, ...options }: CompareFlags,
  { io, progress }: Pick<CommandContext, "io" | "progress">,
): Promise<FileComparison> {
  progress.begin(`Reading ${fileName(file)}`);
  const reading = { testColumn: options.test, ...given({ where, sheet, keepTotals }) };
  const { studies, notes } = await readStudyFile(file, io, reading);
  progress.begin(`Comparing the tests of ${studies.length} tables`);
  const comparison = compareTests(studies, options);
  progress.end();
  return { studies, options, comparison, notes };
}
