import type { ReportOptions } from "dta-meta/report";
import type { Outcome } from "../tasks/messages.js";
import { toPng } from "./save.js";

/** Files that a report can be saved as. */
export type ReportFormat = "html" | "docx";

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** The report of an analysis as a file; what writes it is loaded only now. */
export async function reportFile(
  format: ReportFormat,
  { result }: Pick<Outcome, "result">,
  options: ReportOptions,
): Promise<Blob> {
  const { reportDocx, reportHtml } = await import("dta-meta/report");
  if (format === "html") return new Blob([reportHtml(result.analysis, options)], { type: "text/html" });
  const bytes = await reportDocx(result.analysis, {
    ...options,
    toPng: async (figure, dpi) => new Uint8Array(await (await toPng(figure, dpi / 96)).arrayBuffer()),
  });
  return new Blob([bytes as BlobPart], { type: DOCX });
}
