import { InputError } from "../base/errors.js";
import { auditReport } from "../published/audit/audit-report.js";
import { extractPublished } from "../published/extract/extract-published.js";
import { endingOf, paperEndings, readPaper } from "../published/extract/read-paper.js";
import { parsePublished } from "../published/parse-published.js";
import type { PublishedReport } from "../published/schema.js";
import { auditHtml } from "../report/audit/audit-html.js";
import { type AuditedFile, type FileOutcome, isAudited } from "../report/audit/audited-file.js";
import { auditSarif } from "../report/audit/sarif.js";
import { auditDocument } from "../report/documents/audit-document.js";
import { renderMarkdown } from "../report/render/render-markdown.js";
import { renderText } from "../report/render/render-text.js";
import { fileName, inFile, parseJson, readBytes, readText } from "./input.js";
import type { AddCommand, CommandContext, Io } from "./io.js";
import { addOutputOptions, toFile, writeOutput } from "./output/write-output.js";
import { printJson } from "./print-json.js";
import { eachFile, withData } from "./published-input.js";
import { type TextLook, textLook } from "./text-look.js";

interface Flags {
  readonly json?: true;
  readonly markdown?: true;
  readonly sarif?: true;
  readonly html?: true;
  readonly output?: string;
}

/** Files are written as for no terminal. */
const NO_TERMINAL = { interactive: false, colors: false, columns: null };

type Write = (outcomes: readonly FileOutcome[], write: (text: string) => void, look: TextLook) => void;

const asDocuments =
  (render: (outcome: AuditedFile, look: TextLook) => string): Write =>
  (outcomes, write, look) => {
    outcomes.filter(isAudited).forEach((outcome, i) => {
      write(`${i > 0 ? "\n" : ""}${render(outcome, look)}`);
    });
  };

/** The forms in which audits are printed; the first is that of a terminal. */
const FORMS: Readonly<Record<"text" | "markdown" | "json" | "html" | "sarif", Write>> = {
  text: asDocuments(({ file, audit }, look) => renderText(auditDocument(file, audit), look)),
  markdown: asDocuments(({ file, audit }) => renderMarkdown(auditDocument(file, audit))),
  json: (outcomes, write) => {
    for (const outcome of outcomes) {
      printJson(isAudited(outcome) ? { file: outcome.file, ...outcome.audit } : outcome, write);
    }
  },
  html: (outcomes, write) => write(auditHtml(outcomes)),
  sarif: (outcomes, write) => write(`${JSON.stringify(auditSarif(outcomes), null, 2)}\n`),
};
const BY_ENDING: Readonly<Record<string, keyof typeof FORMS>> = {
  html: "html",
  htm: "html",
  sarif: "sarif",
  json: "json",
  jsonl: "json",
  ndjson: "json",
  md: "markdown",
  txt: "text",
};

function formOf({ json, markdown, sarif, html, output }: Flags): keyof typeof FORMS {
  if (sarif) return "sarif";
  if (html) return "html";
  if (json) return "json";
  if (markdown) return "markdown";
  return BY_ENDING[endingOf(output ?? "")] ?? "text";
}

/** A file of published results as it is, and a paper by way of what can be read out of it. */
async function auditFile(path: string, io: Io): Promise<AuditedFile> {
  const file = fileName(path);
  if (paperEndings.includes(endingOf(path))) {
    const paper = await readPaper(file, await readBytes(path, io));
    const report = extractPublished(paper);
    return { file, audit: auditReport(report), report, paper, text: null };
  }
  const text = await readText(path, io);
  const report = inFile(path, () => parsePublished(parseJson(text)));
  return { file, audit: auditReport(await withDataIfThere(report, path, io)), report, paper: null, text };
}

/** The report with its data, or without where they aren't there: the printed numbers can be audited all the same. */
async function withDataIfThere(report: PublishedReport, path: string, io: Io): Promise<PublishedReport> {
  try {
    return await withData(report, path, io);
  } catch (error) {
    if (!(error instanceof InputError) || error.code !== "unreadable-file") throw error;
    io.stderr(`note: ${error.message} The numbers of ${fileName(path)} are audited without them.\n`);
    return report;
  }
}

/**
 * `dta audit FILE…`: holds published numbers against themselves, those of a JSON file or those that a paper's text prints.
 * `--json` prints an `Audit` a file with the file's name, one a line in the order of the files; `-o page.html` writes one page
 * for all of them, papers with their findings marked in the text. Files that can't be used don't keep the others from being
 * audited: each is told of on standard error, and with `--json` by a line `{ file, error }`.
 *
 * Ends with 0 where no error is found, with 1 where one is, with 2 where a file could not be used.
 */
export const auditCommand: AddCommand = (program, context: CommandContext) => {
  const { io, look, exitWith } = context;
  const command = program
    .command("audit")
    .description("find contradictions in published results")
    .argument(
      "<files...>",
      `JSON files of published results (see fixtures/published/schema.json), or papers (${paperEndings.join(", ")}); - for JSON on standard input`,
    )
    .option("--json", "print the findings as JSON, one line a file")
    .option("--markdown", "print the findings as Markdown")
    .option("--html", "print one HTML page, papers with their findings marked in the text")
    .option("--sarif", "print the findings as SARIF, for code hosts");
  addOutputOptions(command, "write to a file; its ending says how: .html, .sarif, .json, .md, .txt").action(
    async (files: readonly string[], flags: Flags) => {
      const outcomes: FileOutcome[] = await eachFile(files, context, (file) => auditFile(file, io));
      const found = outcomes.filter(isAudited).flatMap(({ audit }) => audit.findings);
      if (found.some(({ severity }) => severity === "error")) exitWith(1);
      const form = formOf(flags);
      if (!toFile(flags.output)) return FORMS[form](outcomes, io.stdout, look);
      const pieces: string[] = [];
      FORMS[form](outcomes, (piece) => pieces.push(piece), textLook(NO_TERMINAL));
      await writeOutput(flags.output, pieces.join(""), io);
    },
  );
};
