import { reproduce } from "../published/reproduce/reproduce.js";
import type { StudyFilter } from "../published/reproduce/select-studies.js";
import { reproductionDocument } from "../report/documents/reproduction-document.js";
import { renderMarkdown } from "../report/render/render-markdown.js";
import { renderText } from "../report/render/render-text.js";
import { fileName, inFile } from "./input.js";
import type { AddCommand } from "./io.js";
import { printJson } from "./print-json.js";
import { readReproducible } from "./published-input.js";

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

/**
 * `dta reproduce FILE…`: refits published pooled estimates and compares them number by number. `--json` prints a `Reproduction` a
 * file, one a line in the order of the files; `--markdown` suits a pull request. Ends with 1 where a number is off, with 2 where
 * a file can't be used, and then prints nothing. With `--allow-explained` numbers that the file explains don't count as off.
 */
export const reproduceCommand: AddCommand = (program, { io, look, exitWith }) => {
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
      const made = [];
      for (const file of files) {
        const report = await readReproducible(file, io);
        made.push({ file, reproduction: inFile(file, () => reproduce(report, { filter })) });
      }
      const off = made.some(({ reproduction }) =>
        reproduction.results.some(({ numbers }) =>
          numbers.some(({ status, explanation }) => status === "off" && !(allowExplained && explanation !== null)),
        ),
      );
      if (off) exitWith(1);
      for (const [i, { file, reproduction }] of made.entries()) {
        const document = reproductionDocument(fileName(file), reproduction, all ? { all } : {});
        if (json) printJson(reproduction, io.stdout);
        else io.stdout(`${i > 0 ? "\n" : ""}${markdown ? renderMarkdown(document) : renderText(document, look)}`);
      }
    });
};
