import { type Command, Option } from "commander";
import { rankTests } from "../inference/comparative/rank-tests.js";
import { comparisonDocument } from "../report/documents/comparison-document.js";
import { renderMarkdown } from "../report/render/render-markdown.js";
import { renderText } from "../report/render/render-text.js";
import { spokenDocument } from "../report/render/spoken.js";
import { addStyleOptions, given, intervalOption, type StyleFlags, styleOf } from "./analyze-options.js";
import { parseProbability } from "./arguments.js";
import { addAll, type CompareFlags, compareFile, TEST_COLUMN, testOptions } from "./compare-options.js";
import { addFileOptions, fileName, sayWarnings } from "./input.js";
import type { AddCommand } from "./io.js";
import { addOutputOptions } from "./output/write-output.js";
import { printJson } from "./print-json.js";
import { COMMAND_REMEDIES } from "./remedies.js";
import { baseName, checkReportFile, commandLine, writeReport } from "./report-file.js";
import { addReviewOptions, loadReview, type ReviewFlags, reviewFiles, reviewOfReport } from "./review-options.js";

interface Flags extends CompareFlags, StyleFlags, ReviewFlags {
  readonly json?: true;
  readonly markdown?: true;
  readonly output?: string;
  readonly force?: true;
  readonly title?: string;
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
    .requiredOption(...TEST_COLUMN);
  addReviewOptions(
    addOutputOptions(
      addStyleOptions(addAll(addFileOptions(command), testOptions())),
      "report to write, ending in .html or .docx",
    ),
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
    .addOption(intervalOption(["z", "t", "profile"]))
    .option("--title <text>", "heading of the report that --output names")
    .option("--json", "print the comparison as JSON")
    .option("--markdown", "print the comparison as Markdown")
    .action(
      async (
        file: string,
        { json, markdown, output, force: _, title, digits, percent, range, quadas, schema, prisma, ...flags }: Flags,
        own: Command,
      ) => {
        const style = styleOf({ digits, percent, range });
        checkReportFile(output);
        const review = reviewOfReport({ quadas, schema, prisma }, output);
        const { comparison, studies, options, notes } = await compareFile(file, flags, { io, progress });
        sayWarnings(notes, io);
        if (!comparison.fit.convergence.converged) exitWith(1);
        const { fit } = comparison;
        const rankable = fit.tests.length > 2 && fit.covariance !== null && fit.convergence.unbounded.length === 0;
        const ranking = rankable ? rankTests(fit) : null;
        if (output !== undefined) {
          const report = {
            ...given({ title, ranking: ranking ?? undefined }),
            ...style,
            ...(await loadReview(review, { io, progress })),
            reading: notes,
            notes: [`Data: ${file === "-" ? fileName(file) : baseName(file)}.`],
            made: { studies, options },
            command: commandLine(own, [file, output, ...reviewFiles(review)]),
          };
          await writeReport(comparison, report, output, io);
        }
        if (json) return printJson(comparison, io.stdout);
        if (output !== undefined) return;
        const document = spokenDocument(
          comparisonDocument(fileName(file), comparison, ranking, style),
          COMMAND_REMEDIES,
        );
        io.stdout(markdown ? renderMarkdown(document) : renderText(document, look));
      },
    );
};
