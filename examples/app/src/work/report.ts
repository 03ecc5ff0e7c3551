import { reportHtml } from "dta-meta/report";
import type { Task } from "./messages.js";
import { pageOf } from "./report-page.js";

type ReportTask = Task & { readonly kind: "report" };

function htmlOf({ outcome, title, reading }: ReportTask): string {
  const { result, document, drawings } = outcome;
  if (result.kind === "one") {
    return reportHtml(result.analysis, { reading, ...(title === "" ? {} : { title }) });
  }
  return pageOf(title, document ?? [], drawings);
}

/** The report of an analysis as a file. */
export async function reportFile(task: ReportTask): Promise<Blob> {
  return new Blob([htmlOf(task)], { type: "text/html" });
}
