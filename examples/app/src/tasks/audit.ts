import { auditReport, parsePublished } from "dta-meta";
import { extractPublished, readPaper, readPaperText } from "dta-meta/published";
import { auditHtml } from "dta-meta/report";
import type { Audited } from "./messages.js";

/** Holds the printed numbers of a paper, of a file of published results, or of a pasted text against themselves. */
export async function audit(name: string, content: Uint8Array | string): Promise<Audited> {
  const text = typeof content === "string" ? content : new TextDecoder().decode(content);
  const json = /^\s*\{/.test(text);
  const paper = json ? null : typeof content === "string" ? readPaperText(content) : await readPaper(name, content);
  const report = paper === null ? parsePublished(JSON.parse(text)) : extractPublished(paper);
  const found = auditReport(report);
  return {
    name,
    audit: found,
    report,
    results: report.results.length,
    page: auditHtml([{ file: name, audit: found, report, paper, text: paper === null ? text : null }]),
  };
}
