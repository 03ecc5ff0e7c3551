import type { Analysis, AnalyzeOptions } from "../../analysis/analyze.js";
import type { CovariateValue } from "../../tables/study.js";
import { SOFTWARE } from "../words/software.js";

/** A study as a report carries it. */
export interface EmbeddedStudy {
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
}

/** What a report carries so that its result can be made again: `call(studies, options)` gives the same numbers. */
export interface EmbeddedData<Row extends object = EmbeddedStudy, Options extends object = AnalyzeOptions> {
  /** Changes when the shape of this object does. */
  readonly schema: "dta-meta/report/1";
  /** What made the report. */
  readonly software: {
    /** Name of the package. */
    readonly name: string;
    /** Its version. */
    readonly version: string;
  };
  /** Name of the function. */
  readonly call: "analyze" | "compareTests" | "analyzeThresholds" | "fitLatentClass";
  /** The studies, in the order given. */
  readonly studies: readonly Row[];
  /** The options of the function. */
  readonly options: Options;
}

/** A study without what is empty. */
export function embeddedStudy({
  id,
  tp,
  fp,
  fn,
  tn,
  cluster,
  covariates = {},
}: Omit<EmbeddedStudy, "cluster"> & { readonly cluster?: string | null }): EmbeddedStudy {
  return {
    id,
    tp,
    fp,
    fn,
    tn,
    ...(cluster === null || cluster === undefined ? {} : { cluster }),
    ...(Object.keys(covariates).length === 0 ? {} : { covariates }),
  };
}

/** What made a result, for `call`. */
export const embedded = <Row extends object, Options extends object>(
  call: EmbeddedData["call"],
  studies: readonly Row[],
  options: Options,
): EmbeddedData<Row, Options> => ({ schema: "dta-meta/report/1", software: SOFTWARE, call, studies, options });

/** Data and options of an analysis. Where it holds no rows of single studies, the studies are those in the fit. */
export function embeddedData({ studies, fit, options }: Analysis): EmbeddedData {
  const rows = studies.length > 0 ? studies : (fit?.studies ?? []);
  return embedded("analyze", rows.map(embeddedStudy), options);
}

/** JSON that no HTML parser takes for markup: no `<`, `>` or `&` stands in it as such. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
