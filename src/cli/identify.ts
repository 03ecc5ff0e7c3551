import { identify } from "../published/identify/identify.js";
import { identificationDocument } from "../report/documents/identification-document.js";
import { renderMarkdown } from "../report/render/render-markdown.js";
import { renderText } from "../report/render/render-text.js";
import { addFileOptions, type FileFlags, fileName, inFile, loadStudies, parseJson, readText } from "./input.js";
import type { AddCommand } from "./io.js";
import { printJson } from "./print-json.js";
import { studyFilter } from "./reproduce.js";

interface Flags extends FileFlags {
  readonly json?: true;
  readonly markdown?: true;
}

/**
 * `dta identify DATA PRINTED`: refits the tables of DATA under every convention and says which reproduces the numbers of PRINTED,
 * one set of pooled numbers or a whole file of published results. `--json` prints the `Identification`.
 */
export const identifyCommand: AddCommand = (program, { io, look }) => {
  const command = program
    .command("identify")
    .description("find out which program and conventions made printed numbers")
    .argument(
      "<data>",
      "CSV, XLSX or ODS with the columns study, tp, fp, fn, tn and any covariates; - for standard input",
    )
    .argument("<printed>", "JSON of the printed numbers: one result, or a file of published results");
  addFileOptions(command)
    .option("--json", "print the ranking as JSON")
    .option("--markdown", "print the ranking as Markdown")
    .action(async (data: string, printed: string, { json, markdown, ...options }: Flags) => {
      const studies = await loadStudies(data, io, options);
      const text = await readText(printed, io);
      const filter = await studyFilter();
      const identification = inFile(printed, () => identify(studies, parseJson(text), { filter }));
      if (json) return printJson(identification, io.stdout);
      const document = identificationDocument(fileName(printed), identification);
      io.stdout(markdown ? renderMarkdown(document) : renderText(document, look));
    });
};
