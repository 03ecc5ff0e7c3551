import { extractPublished } from "../published/extract/extract-published.js";
import { paperEndings, readPaper } from "../published/extract/read-paper.js";
import { numbersOf, printedQuantities } from "../published/printed-quantities.js";
import type { PublishedReport } from "../published/schema.js";
import { count } from "../report/render/format.js";
import { fileName, readBytes } from "./input.js";
import type { AddCommand } from "./io.js";
import { addOutputOptions, writeOutput } from "./output/write-output.js";

interface Flags {
  readonly output?: string;
}

/** What was read, for who checks it. */
function summary({ results, counts = [], studies = [], extraction }: PublishedReport): string {
  const numbers = results.flatMap((result) => [...printedQuantities(result).values()].flatMap(numbersOf)).length;
  const parts = [
    `${count(results.length, "result")} with ${count(numbers, "number")}`,
    ...(studies.length > 0 ? [count(studies.length, "row of studies", "rows of studies")] : []),
    ...(counts.length > 0 ? [count(counts.length, "count of studies", "counts of studies")] : []),
    `${count(extraction?.unread.length ?? 0, "piece")} not taken over without doubt (extraction.unread)`,
  ];
  return `note: ${parts.join(", ")}; check each by eye, extraction.sources says where it stands.\n`;
}

/**
 * `dta extract PAPER -o draft.json`: reads the numbers of a meta-analysis out of a paper, as a file of published results to
 * check by eye before it is audited or reproduced. What was not understood is listed in it, never guessed.
 */
export const extractCommand: AddCommand = (program, { io }) => {
  const command = program
    .command("extract")
    .description("read the numbers of a paper into a draft of a file of published results")
    .argument("<paper>", `a paper: ${paperEndings.join(", ")}`);
  addOutputOptions(command, "write the draft to a file").action(async (path: string, { output }: Flags) => {
    const paper = await readPaper(fileName(path), await readBytes(path, io));
    const report = extractPublished(paper);
    const draft = { ...report, extraction: { file: fileName(path), ...report.extraction } };
    const text = `${JSON.stringify(draft, null, 2)}\n`;
    io.stderr(summary(report));
    await writeOutput(output, text, io);
  });
};
