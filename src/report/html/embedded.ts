import type { Analysis, AnalyzeOptions } from "../../analysis/analyze.js";
import type { CovariateValue } from "../../tables/study.js";
import { SOFTWARE } from "../words/software.js";

/** What a report carries so that the analysis can be run again: `analyze(studies, options)` gives the same numbers. */
export interface EmbeddedData {
  /** Changes when the shape of this object does. */
  readonly schema: "dta-meta/report/1";
  /** What made the report. */
  readonly software: {
    /** Name of the package. */
    readonly name: string;
    /** Its version. */
    readonly version: string;
  };
  /** The studies, in the order given. */
  readonly studies: readonly {
    /** Name of the study. */
    readonly id: string;
    /** True positives: diseased people whom the test calls diseased. */
    readonly tp: number;
    /** False positives: people without the disease whom the test calls diseased. */
    readonly fp: number;
    /** False negatives: diseased people whom the test misses. */
    readonly fn: number;
    /** True negatives: people without the disease whom the test clears. */
    readonly tn: number;
    /** What rows share that come from the same patients or authors. */
    readonly cluster?: string;
    /** The study's covariates by name; `null` where a value is missing. */
    readonly covariates?: Readonly<Record<string, CovariateValue>>;
  }[];
  /** The options of `analyze`. */
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
