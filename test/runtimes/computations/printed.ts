import {
  analyzeReports,
  auditReport,
  identify,
  kappa,
  oneVsRest,
  oneVsRestReports,
  readReports,
  readStudies,
  reconstruct,
  reconstructStudies,
  reproduce,
} from "dta-meta";
import { eachOf } from "./section.js";

/** What is made of printed metrics: all tables that they allow, and the analysis with its ranges. */
export function ofReports(csv: string): Record<string, unknown> {
  const reports = readReports(csv);
  return {
    reports,
    ...eachOf({
      nearest: () => reports.map(({ report }) => reconstruct(report, { limit: 50 })),
      either: () => reports.map(({ report }) => reconstruct(report, { rounding: "either", limit: 5 })),
      trillions: () =>
        reconstruct({ n: 1_000_000, sensitivity: "0.85", specificity: "0.90", accuracy: "0.88" }, { limit: 3 }),
      tables: () => reconstructStudies(reports, { choose: "closest" }),
      analysis: () => analyzeReports(reports, { model: "reitsma", inconsistent: "closest", combinations: 60, seed: 7 }),
      exactAnalysis: () => analyzeReports(reports.slice(0, 8), { combinations: 10, seed: 3 }),
    }),
  };
}

/** Confusion matrices of three classes. */
export function ofMatrices(): Record<string, unknown> {
  const matrix = [
    [8, 1, 1],
    [2, 15, 3],
    [0, 4, 16],
  ];
  return {
    kappa: kappa(matrix),
    oneVsRest: oneVsRest(matrix, ["normal", "osteopenia", "osteoporosis"]),
    reports: oneVsRestReports([
      { label: "normal", support: 10, recall: "0.80", precision: "0.80" },
      { label: "osteopenia", support: 20, recall: "0.75", precision: "0.75" },
      { label: "osteoporosis", support: 20, recall: "0.80", precision: "0.80" },
    ]),
  };
}

// Identification fits everything that any program would; with a hundred tables it takes longer than all else together.
const MOST_TABLES = 40;

/** Audit, reproduction and identification of a published file. */
export function ofPublished(text: string): Record<string, unknown> {
  const published = JSON.parse(text) as { readonly data?: { readonly csv: string } };
  const studies = published.data === undefined ? [] : readStudies(published.data.csv);
  return eachOf({
    audit: () => auditReport(published),
    reproduction: () => reproduce(published),
    identification: () => (studies.length > MOST_TABLES ? null : identify(studies, published)),
  });
}
