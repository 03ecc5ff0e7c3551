import type { Study, ThresholdStudy } from "dta-meta";

type Cell = string | number | boolean | null;

const csvCell = (value: Cell): string => {
  const text = value === null ? "" : String(value);
  return /[",\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** A table as comma-separated text. */
export const csvOf = (header: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  [header, ...rows].map((row) => row.map(csvCell).join(",")).join("\n");

/** Studies as columns: names, counts, covariates. */
export function tableOf(studies: readonly Study[]): {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
} {
  const covariates = [...new Set(studies.flatMap((study) => Object.keys(study.covariates ?? {})))];
  const clustered = studies.some(({ cluster }) => cluster !== undefined);
  return {
    header: ["study", ...(clustered ? ["cluster"] : []), "tp", "fp", "fn", "tn", ...covariates],
    rows: studies.map(({ id, cluster, tp, fp, fn, tn, covariates: own }) => [
      id,
      ...(clustered ? [cluster ?? null] : []),
      tp,
      fp,
      fn,
      tn,
      ...covariates.map((name) => own?.[name] ?? null),
    ]),
  };
}

/** Studies with several cut-offs as columns, a row for each cut-off. */
export const cutoffTable = (studies: readonly ThresholdStudy[]) => ({
  header: ["study", "cutoff", "tp", "fp", "fn", "tn"],
  rows: studies.flatMap(({ id, diseased, nonDiseased, points }) =>
    points.map(({ cutoff, tp, fp }) => [id, cutoff, tp, fp, diseased - tp, nonDiseased - fp]),
  ),
});
