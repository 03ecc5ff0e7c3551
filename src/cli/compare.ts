import { Option } from "commander";
import { compareTests } from "../inference/comparative/compare-tests.js";
import { rankTests } from "../inference/comparative/rank-tests.js";
import { comparisonDocument } from "../report/documents/comparison-document.js";
import { renderMarkdown } from "../report/render/render-markdown.js";
import { renderText } from "../report/render/render-text.js";
import { parseProbability } from "./arguments.js";
import { addFileOptions, type FileFlags, fileName, readStudyFile, sayWarnings } from "./input.js";
import type { AddCommand } from "./io.js";
import { printJson } from "./print-json.js";

interface Flags extends FileFlags {
  readonly test: string;
  readonly study?: string;
  readonly reference?: string;
  readonly structure?: "auto" | "independent" | "shared" | "nested" | "unstructured";
  readonly within?: "unstructured" | "diagonal" | "identity";
  readonly variances?: "equal" | "unequal";
  readonly evidence?: "all" | "direct";
  readonly model?: "binomial" | "normal";
  readonly prevalence?: number;
  readonly level?: number;
  readonly json?: true;
  readonly markdown?: true;
}

/**
 * `dta compare FILE --test COLUMN`: compares index tests, some of which were applied in the same studies. Rows with one
 * study's name are rows of that study. `--json` prints the `TestComparison`. Ends with 1 where the fit did not converge.
 */
export const compareCommand: AddCommand = (program, { io, look, progress, exitWith }) => {
  const command = program
    .command("compare")
    .description("compare index tests: relative sensitivity and specificity, tests of the difference, evidence")
    .argument(
      "<file>",
      "CSV, XLSX or ODS with the columns study, tp, fp, fn, tn and one of the tests; - for standard input",
    )
    .requiredOption("--test <column>", "the column that names the index test of a row");
  addFileOptions(command)
    .option(
      "--study <column>",
      "the column that says which rows are one study (default: cluster, else the study's name)",
    )
    .option("--reference <test>", "the test that the others are compared with (default: the first in the file)")
    .addOption(
      new Option("--structure <structure>", "how the random effects hang together (default: auto)").choices([
        "auto",
        "independent",
        "shared",
        "nested",
        "unstructured",
      ]),
    )
    .addOption(
      new Option("--within <covariance>", "of --structure nested (default: unstructured)").choices([
        "unstructured",
        "diagonal",
        "identity",
      ]),
    )
    .addOption(
      new Option("--variances <kind>", "of --structure independent (default: equal)").choices(["equal", "unequal"]),
    )
    .addOption(
      new Option("--evidence <studies>", "all studies, or those with several of the tests (default: all)").choices([
        "all",
        "direct",
      ]),
    )
    .addOption(
      new Option("--model <model>", "model within studies (default: binomial)").choices(["binomial", "normal"]),
    )
    .option(
      "--prevalence <probability>",
      "for what the difference means for 1,000 people, 0.2 or 20%",
      parseProbability,
    )
    .option("--level <probability>", "confidence level (default: 0.95)", parseProbability)
    .option("--json", "print the comparison as JSON")
    .option("--markdown", "print the comparison as Markdown")
    .action(async (file: string, { json, markdown, where, sheet, keepTotals, ...options }: Flags) => {
      progress.begin(`Reading ${fileName(file)}`);
      const { studies, notes } = await readStudyFile(file, io, {
        testColumn: options.test,
        ...(where === undefined ? {} : { where }),
        ...(sheet === undefined ? {} : { sheet }),
        ...(keepTotals === undefined ? {} : { keepTotals }),
      });
      sayWarnings(notes, io);
      progress.begin(`Comparing the tests of ${studies.length} tables`);
      const comparison = compareTests(studies, options);
      progress.end();
      if (!comparison.fit.convergence.converged) exitWith(1);
      if (json) return printJson(comparison, io.stdout);
      const ranking = comparison.tests.length > 2 ? rankTests(comparison.fit) : null;
      const document = comparisonDocument(fileName(file), comparison, ranking);
      io.stdout(markdown ? renderMarkdown(document) : renderText(document, look));
    });
};
