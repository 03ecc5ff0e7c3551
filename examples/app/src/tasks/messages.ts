import type {
  Analysis,
  AnalyzeOptions,
  AnalyzeThresholdsOptions,
  Audit,
  CompareTestsOptions,
  LatentClassFit,
  LatentClassOptions,
  PublishedReport,
  Study,
  TestComparison,
  ThresholdAnalysis,
  ThresholdStudy,
} from "dta-meta";
import type { PrismaInput, QualityAssessment } from "dta-meta/figures";
import type { NumberStyle, ReportOptions } from "dta-meta/report";
import type { FigureChoices } from "../state/project.js";

/** How the figures of a task are drawn. */
export interface DrawTask {
  readonly figures: FigureChoices;
  readonly style: NumberStyle;
  /** Judgements of the studies, for pies; `tool` names the schema. */
  readonly quality: readonly QualityAssessment[];
  readonly tool: string;
}

/** Which studies are analysed, and with which covariates. */
export interface Chosen {
  readonly studies: readonly Study[];
  /** An expression; empty for all studies. */
  readonly filter: string;
  /** Covariates or expressions, separated by commas. */
  readonly moderators: string;
}

/** How what was found is shown: numbers and figures. */
interface Shown {
  readonly draw: DrawTask;
}

/** An analysis that the page asks for, by the question. */
export type AnalysisTask = Shown &
  (
    | ({ readonly kind: "one"; readonly options: AnalyzeOptions } & Chosen)
    | ({ readonly kind: "compare"; readonly options: CompareTestsOptions } & Chosen)
    | {
        readonly kind: "cutoffs";
        readonly studies: readonly ThresholdStudy[];
        readonly options: AnalyzeThresholdsOptions;
      }
    | ({ readonly kind: "latent"; readonly options: LatentClassOptions } & Chosen)
  );

/** What the page asks of the worker. */
export type Task =
  | AnalysisTask
  | { readonly kind: "present"; readonly found: Found; readonly draw: DrawTask }
  | {
      readonly kind: "quality";
      readonly quality: readonly QualityAssessment[];
      readonly tool: string;
      readonly flow: PrismaInput | null;
    }
  | { readonly kind: "filter"; readonly studies: readonly Study[]; readonly filter: string }
  | {
      readonly kind: "audit";
      readonly name: string;
      /** A file's bytes, or a text that was pasted. */
      readonly content: Uint8Array | string;
    };

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

/** A headline number, as text. */
export interface Headline {
  readonly name: string;
  readonly value: string;
  /** Its interval and the like. */
  readonly notes: readonly string[];
}

/** Words for a paper. */
export interface Prose {
  readonly title: string;
  readonly text: string;
}

/** What came of an analysis, in no words yet. */
export interface Found {
  /** What the library returned. */
  readonly result:
    | { readonly kind: "one"; readonly analysis: Analysis }
    | { readonly kind: "compare"; readonly analysis: TestComparison }
    | { readonly kind: "cutoffs"; readonly analysis: ThresholdAnalysis }
    | { readonly kind: "latent"; readonly analysis: LatentClassFit };
  /** What was asked. */
  readonly task: AnalysisTask;
  /** What a report needs beside the result. */
  readonly more: Pick<ReportOptions, "made" | "ranking" | "references">;
}

/** The result of one kind of question. */
export type ResultOf<K extends Found["result"]["kind"]> = Extract<Found["result"], { readonly kind: K }>["analysis"];

/** What was found in words, tables and figures. */
export interface Presentation {
  readonly warnings: readonly string[];
  readonly headlines: readonly Headline[];
  readonly drawings: readonly Drawing[];
  readonly tables: string;
  readonly prose: readonly Prose[];
}

/** All that the page shows of an analysis and saves. */
export interface Outcome extends Found, Presentation {}

/** What was found in printed results. */
export interface Audited {
  readonly name: string;
  readonly audit: Audit;
  /** What was read out of the text. */
  readonly report: PublishedReport;
  /** Results with a number. */
  readonly results: number;
  readonly page: string;
}

/** What comes back for each kind of task. */
export interface Answers {
  readonly one: Outcome;
  readonly compare: Outcome;
  readonly cutoffs: Outcome;
  readonly latent: Outcome;
  readonly present: Presentation;
  readonly quality: readonly Drawing[];
  readonly filter: { readonly kept: number; readonly of: number };
  readonly audit: Audited;
}

/** What the worker says. */
export type Message =
  | { readonly kind: "progress"; readonly what: string; readonly done: number; readonly total: number | null }
  | { readonly kind: "done"; readonly answer: Answers[Task["kind"]] }
  | { readonly kind: "failed"; readonly message: string; readonly where: string | null };

/** How far a task is; `total` is `null` where nobody knows. */
export type Progress = (what: string, done: number, total: number | null) => void;
