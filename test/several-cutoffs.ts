import { readFileSync } from "node:fs";
import { readThresholdStudies } from "../src/tables/thresholds/read-threshold-studies.js";
import type { ThresholdStudy } from "../src/tables/thresholds/threshold-study.js";

/** Names of the data sets with several cut-offs a study. */
export const severalCutoffs = ["feno", "hba1c"] as const;
export type SeveralCutoffsName = (typeof severalCutoffs)[number];

const folder = new URL("../fixtures/several-cutoffs/", import.meta.url);

/** The text of a file of `fixtures/several-cutoffs`. */
export const severalCutoffsText = (file: string): string => readFileSync(new URL(file, folder), "utf8");

/** The studies of a data set. */
export function loadCutoffs(name: SeveralCutoffsName): ThresholdStudy[] {
  return readThresholdStudies(severalCutoffsText(`${name}.csv`));
}

/** FENO as it was printed: at three cut-offs of Schneider 2013 one diseased more. */
export function fenoAsPrinted(): ThresholdStudy[] {
  return loadCutoffs("feno").map((study) =>
    study.id === "Schneider 2013"
      ? {
          ...study,
          points: study.points.map((p) => (p.cutoff >= 43 && p.cutoff <= 45 ? { ...p, fn: p.fn + 1 } : p)),
        }
      : study,
  );
}

interface ReferenceAt {
  readonly cutoff: number;
  readonly sensitivity: number;
  readonly sensitivityLower: number;
  readonly sensitivityUpper: number;
  readonly specificity: number;
  readonly specificityLower: number;
  readonly specificityUpper: number;
}

export interface ReferenceFit {
  readonly parameters: Readonly<Record<string, number>>;
  readonly logLik: number;
  readonly aic: number;
  readonly nodesLogLik?: Readonly<Record<string, number>>;
  readonly covariance?: { readonly matrix: readonly (readonly number[])[] };
  readonly derived: {
    readonly at: readonly ReferenceAt[];
    readonly optcut: { readonly estimate: number; readonly lower: number; readonly upper: number };
    readonly auc: { readonly estimate: number; readonly lowerLogit: number; readonly upperLogit: number };
  };
}

/** Independent maximum-likelihood fits; see fixtures/several-cutoffs/README.md. */
export const referenceFits: Readonly<
  Record<
    SeveralCutoffsName,
    {
      readonly likelihood: Readonly<Record<string, ReferenceFit>>;
      readonly independent: Readonly<Record<string, ReferenceFit>>;
      readonly randomScales: ReferenceFit;
    }
  >
> = JSON.parse(severalCutoffsText("likelihood.json"));
