import { auditReport } from "../published/audit/audit-report.js";
import { auditDocument } from "../report/documents/audit-document.js";
import { renderMarkdown } from "../report/render/render-markdown.js";
import { renderText } from "../report/render/render-text.js";
import { fileName } from "./input.js";
import type { AddCommand } from "./io.js";
import { printJson } from "./print-json.js";
import { readPublished } from "./published-input.js";

interface Flags {
  readonly json?: true;
  readonly markdown?: true;
}

/**
 * `dta audit FILE…`: holds published numbers against themselves. `--json` prints an `Audit` a file, one a line in the order of the
 * files; `--markdown` suits a pull request. Ends with 1 where an error is found, with 2 where a file can't be used, and then
 * prints nothing.
 */
export const auditCommand: AddCommand = (program, { io, look, exitWith }) => {
  program
    .command("audit")
    .description("find contradictions in published results")
    .argument(
      "<files...>",
      "JSON files of published results (see fixtures/published/schema.json); - for standard input",
    )
    .option("--json", "print the findings as JSON, one line a file")
    .option("--markdown", "print the findings as Markdown")
    .action(async (files: readonly string[], { json, markdown }: Flags) => {
      const audits = [];
      for (const file of files) audits.push({ file, audit: auditReport(await readPublished(file, io)) });
      if (audits.some(({ audit }) => audit.findings.some(({ severity }) => severity === "error"))) exitWith(1);
      for (const [i, { file, audit }] of audits.entries()) {
        const document = auditDocument(fileName(file), audit);
        if (json) printJson(audit, io.stdout);
        else io.stdout(`${i > 0 ? "\n" : ""}${markdown ? renderMarkdown(document) : renderText(document, look)}`);
      }
    });
};
