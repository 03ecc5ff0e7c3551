import type { Analysis, AnalyzeOptions } from "../../analysis.js";
import type { CovariateValue } from "../../data/study.js";
import { SOFTWARE } from "./software.js";

/** What a report carries so that the analysis can be run again: `analyze(studies, options)` gives the same numbers. */
export interface EmbeddedData {
  readonly schema: "dta-meta/report/1";
  readonly software: { readonly name: string; readonly version: string };
  readonly studies: readonly {
    readonly id: string;
    readonly tp: number;
    readonly fp: number;
    readonly fn: number;
    readonly tn: number;
    readonly cluster?: string;
    readonly covariates?: Readonly<Record<string, CovariateValue>>;
  }[];
  readonly options: AnalyzeOptions;
}

/** Data and options of an analysis. Where it holds no rows of single studies, the studies are those in the fit. */
export function embeddedData({ studies, fit, options }: Analysis): EmbeddedData {
  const rows = studies.length > 0 ? studies : (fit?.studies ?? []);
  return {
    schema: "dta-meta/report/1",
    software: SOFTWARE,
    studies: rows.map(({ id, tp, fp, fn, tn, cluster, covariates = {} }) => ({
      id,
      tp,
      fp,
      fn,
      tn,
      ...(cluster === null || cluster === undefined ? {} : { cluster }),
      ...(Object.keys(covariates).length === 0 ? {} : { covariates }),
    })),
    options,
  };
}

/** JSON that no HTML parser takes for markup: no `<`, `>` or `&` stands in it as such. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
