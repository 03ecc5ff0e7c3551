import type { Analysis, AnalyzeOptions, Study } from "dta-meta";

/** What the page asks of the worker. */
export interface Task {
  readonly studies: readonly Study[];
  readonly options: AnalyzeOptions;
}

/** A figure as text. */
export interface Drawing {
  readonly name: string;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  /** With colours that follow the page. */
  readonly shown: string;
  /** That stands by itself. */
  readonly svg: string;
}

/** All that the page shows and saves. */
export interface Outcome {
  readonly analysis: Analysis;
  readonly drawings: readonly Drawing[];
  readonly tables: string;
  readonly results: string;
  readonly methods: string;
  readonly report: string;
}

/** What the worker says. */
export type Message =
  | { readonly kind: "progress"; readonly what: string; readonly done: number; readonly total: number | null }
  | { readonly kind: "done"; readonly outcome: Outcome }
  | { readonly kind: "failed"; readonly message: string };
