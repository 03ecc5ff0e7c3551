import { checkObject, checkText } from "../../base/checks.js";
import { checkShape } from "../../base/shape.js";
import type { Audit } from "../../published/audit/audit-report.js";
import { auditShapes } from "../../published/audit/audit-shapes.js";
import { checkPaper } from "../../published/extract/check-paper.js";
import type { Paper } from "../../published/extract/paper.js";
import type { PublishedReport } from "../../published/schema.js";

/** A file that was audited. */
export interface AuditedFile {
  /** Its name. */
  readonly file: string;
  /** What was found in it. */
  readonly audit: Audit;
  /** The published results that were audited. */
  readonly report: PublishedReport;
  /** The paper that they were read from; `null` where the file held them itself. */
  readonly paper: Paper | null;
  /** The file's own text, where it is JSON; findings are shown at its lines. */
  readonly text: string | null;
}

/** A file that could not be audited, and why. */
export interface UnusableFile {
  /** Its name. */
  readonly file: string;
  /** What is wrong with it. */
  readonly error: {
    /** Code of the error. */
    readonly code: string;
    /** What is wrong, where, and what would be right. */
    readonly message: string;
  };
}

/** One file of a batch, audited or not. */
export type FileOutcome = AuditedFile | UnusableFile;

/** Refuses (`bad-data`) what is no outcome of an audit. */
export function checkOutcome(outcome: FileOutcome): void {
  const { file, error } = checkObject("outcome", outcome as Partial<AuditedFile & UnusableFile>, "an audited file");
  checkText("outcome.file", file as string);
  if (isAudited(outcome)) {
    checkShape("outcome.audit", outcome.audit, auditShapes, { name: "Audit", wanted: "what auditReport returns" });
    checkObject("outcome.report", outcome.report, "what parsePublished returns");
    if (outcome.paper !== null) checkPaper("outcome.paper", outcome.paper);
    if (outcome.text !== null) checkText("outcome.text", outcome.text);
  } else {
    checkText("outcome.error.message", checkObject("outcome.error", error, "{ code, message }")!.message);
  }
}

/** Whether a file was audited. */
export const isAudited = (outcome: FileOutcome): outcome is AuditedFile => "audit" in outcome;

/** Red: a contradiction. Amber: a warning. Green: compared, nothing graver than a note. Grey: nothing could be compared. */
export type Light = "red" | "amber" | "green" | "grey";

/**
 * The light of a file.
 *
 * @example
 * ```ts
 * import { auditReport, parsePublished } from "dta-meta/published";
 * import { lightOf } from "dta-meta/report";
 *
 * const report = parsePublished({ results: [{ plr: { estimate: "2", lower: "1", upper: "4" } }] });
 * lightOf({ file: "paper.json", audit: auditReport(report), report, paper: null, text: null }); // "green"
 * lightOf({ file: "gone.json", error: { code: "unreadable-file", message: "there is no such file" } }); // "grey"
 * ```
 */
export function lightOf(outcome: FileOutcome): Light {
  checkOutcome(outcome);
  if (!isAudited(outcome)) return "grey";
  const { findings, checked } = outcome.audit;
  if (findings.some(({ severity }) => severity === "error")) return "red";
  if (findings.some(({ severity }) => severity === "warning")) return "amber";
  return checked > 0 ? "green" : "grey";
}

/** Where the number of a finding stands in the paper that it was read from; `null` where it is not known. */
export function sourceOf(
  { report }: AuditedFile,
  where: string,
): { readonly start: number; readonly end: number } | null {
  const sources = report.extraction?.sources ?? [];
  let path = where;
  for (;;) {
    const at = path;
    const found =
      sources.find((source) => source.at === at) ?? sources.find((source) => source.at.startsWith(`${at}.`));
    if (found !== undefined) return found;
    const cut = Math.max(path.lastIndexOf("."), path.endsWith("]") ? -1 : path.lastIndexOf("["));
    if (cut <= 0) return null;
    path = path.slice(0, cut);
  }
}
