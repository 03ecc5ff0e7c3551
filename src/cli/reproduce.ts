import { type Reproduction, reproduce } from "../published/reproduce/reproduce.js";
import type { StudyFilter } from "../published/reproduce/select-studies.js";
import { reproductionDocument } from "../report/documents/reproduction-document.js";
import { renderMarkdown } from "../report/render/render-markdown.js";
import { renderText } from "../report/render/render-text.js";
import { fileName, inFile } from "./input.js";
import type { AddCommand } from "./io.js";
import { printJson } from "./print-json.js";
import { eachFile, readReproducible } from "./published-input.js";

interface Flags {
  readonly json?: true;
  readonly markdown?: true;
  readonly all?: true;
  readonly allowExplained?: true;
}

/** The evaluator of `where` expressions; it brings a parser along, so it is loaded only where a file may need it. */
export async function studyFilter(): Promise<StudyFilter> {
  const { filterStudies } = await import("../expressions.js");
  return filterStudies;
}

/** Whether a number is off, or no pooled number was compared at all. */
function failed({ results }: Reproduction, allowExplained: boolean): boolean {
  const numbers = results.flatMap((result) => result.numbers);
  const compared = numbers.some(
    ({ path, status }) => status !== "not-checkable" && path !== "k" && path !== "participants",
  );
  return (
    !compared ||
    numbers.some(({ status, explanation }) => status === "off" && !(allowExplained && explanation !== null))
  );
}

/**
 * `dta reproduce FILE…`: refits published pooled estimates and compares them number by number. `--json` prints a `Reproduction` a
 * file with the file's name, one a line in the order of the files; `--markdown` suits a pull request. With `--allow-explained`
 * numbers that the file explains don't count as off.
 *
 * Ends with 0 where every number compared is reproduced, with 1 where one is off or no pooled number could be compared, with 2
 * where a file can't be used: that one is told of on standard error, and with `--json` by a line `{ file, error }`.
 */
export const reproduceCommand: AddCommand = (program, context) => {
  const { io, look, exitWith } = context;
  program
    .command("reproduce")
    .description("refit published pooled estimates and compare every printed number")
    .argument("<files...>", "JSON files of published results that name their data; - for standard input")
    .option("--json", "print the comparison as JSON, one line a file")
    .option("--markdown", "print the comparison as Markdown")
    .option("--all", "list the numbers that were reproduced as well")
    .option("--allow-explained", "end with 0 where every number that is off is explained in its file")
    .action(async (files: readonly string[], { json, markdown, all, allowExplained }: Flags) => {
      const filter = await studyFilter();
      const made = await eachFile(files, context, async (file) => {
        const report = await readReproducible(file, io);
        return { file: fileName(file), reproduction: inFile(file, () => reproduce(report, { filter })) };
      });
      const done = made.flatMap((one) => ("reproduction" in one ? [one] : []));
      if (done.some(({ reproduction }) => failed(reproduction, allowExplained === true))) exitWith(1);
      if (json) {
        for (const one of made)
          printJson("reproduction" in one ? { file: one.file, ...one.reproduction } : one, io.stdout);
        return;
      }
      done.forEach(({ file, reproduction }, i) => {
        const document = reproductionDocument(file, reproduction, all ? { all } : {});
        io.stdout(`${i > 0 ? "\n" : ""}${markdown ? renderMarkdown(document) : renderText(document, look)}`);
      });
    });
};
