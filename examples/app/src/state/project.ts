import type { Mapping } from "../data/reading.js";
import { type NumberChoices, USUAL_NUMBERS } from "./numbers.js";

/** What is asked of the data. */
export const QUESTIONS = ["one", "compare", "cutoffs", "latent"] as const;
export type Question = (typeof QUESTIONS)[number];

/** The table, as text, with what the user said of it. */
export interface Data {
  readonly text: string;
  /** Name of the file or example; empty where the text was pasted. */
  readonly source: string;
  /** What was done to read the file: its sheet or encoding; empty where nothing is to be said. */
  readonly note: string;
  readonly columns: Mapping;
  /** Rows of the grid that are ticked out, from 0. */
  readonly excluded: readonly number[];
  readonly keepTotals: boolean;
}

/** The analysis, as its form has it: texts are as typed. */
export interface Choices {
  readonly question: Question;
  readonly model: "binomial" | "reitsma" | "bayes";
  readonly method: "reml" | "ml" | "mm" | "fixed";
  readonly priorDistribution: string;
  readonly as: "" | "midas" | "metandi" | "metadta" | "mada" | "meta-disc";
  readonly interval: "z" | "t" | "profile";
  /** The covariance between studies that prediction takes. */
  readonly prediction: "estimated" | "penalized";
  readonly level: string;
  readonly correction: string;
  readonly correctionWhen: "single" | "all" | "none";
  readonly filter: string;
  readonly moderators: string;
  readonly by: string;
  readonly prior: string;
  readonly refits: boolean;
  /** Comparison of tests. */
  readonly test: string;
  readonly study: string;
  readonly reference: string;
  readonly structure: "auto" | "independent" | "shared" | "nested" | "unstructured";
  readonly evidence: "all" | "direct";
  /** Several cut-offs. */
  readonly scale: "log" | "identity" | "box-cox";
  readonly distribution: "logistic" | "normal" | "weibull";
  readonly direction: "greater" | "less";
  readonly at: string;
  /** Imperfect reference: empty where it is to be estimated. */
  readonly referenceSensitivity: string;
  readonly referenceSpecificity: string;
}

/** How figures are drawn. */
export interface FigureChoices {
  readonly labels: "none" | "names" | "numbers";
  readonly confidenceRegion: boolean;
  readonly predictionRegion: boolean;
  readonly extrapolate: boolean;
  readonly points: "circles" | "weights" | "pies";
  readonly crosshairs: "none" | "summary" | "studies" | "both";
  readonly colorBy: string;
  readonly xAxis: "specificity" | "falsePositiveRate";
  readonly sort: "given" | "id" | "n" | "sensitivity" | "specificity" | "dor";
  readonly forestMeasures: "accuracy" | "ratios" | "dor";
}

/** Judgements of quality: by study, then by section and domain (`bias.indexTest`). */
export interface Quality {
  readonly tool: string;
  readonly judgements: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Everything that is kept in a file or a link, and that can be undone. */
export interface Project {
  readonly schema: "dta-meta/app/1";
  readonly title: string;
  readonly data: Data;
  readonly choices: Choices;
  readonly figures: FigureChoices;
  readonly numbers: NumberChoices;
  readonly quality: Quality;
  /** Boxes of the flow diagram, as typed. */
  readonly flow: Readonly<Record<string, string>>;
  /** A pasted table of results. */
  readonly printed: string;
}

export const NO_DATA: Data = { text: "", source: "", note: "", columns: {}, excluded: [], keepTotals: false };

export const EMPTY_PROJECT: Project = {
  schema: "dta-meta/app/1",
  title: "",
  data: NO_DATA,
  choices: {
    question: "one",
    model: "binomial",
    method: "reml",
    priorDistribution: "cochrane",
    as: "",
    interval: "z",
    prediction: "estimated",
    level: "95",
    correction: "0.5",
    correctionWhen: "single",
    filter: "",
    moderators: "",
    by: "",
    prior: "",
    refits: true,
    test: "",
    study: "",
    reference: "",
    structure: "auto",
    evidence: "all",
    scale: "log",
    distribution: "logistic",
    direction: "greater",
    at: "",
    referenceSensitivity: "",
    referenceSpecificity: "",
  },
  figures: {
    labels: "none",
    confidenceRegion: true,
    predictionRegion: true,
    extrapolate: false,
    points: "circles",
    crosshairs: "none",
    colorBy: "",
    xAxis: "specificity",
    sort: "given",
    forestMeasures: "accuracy",
  },
  numbers: USUAL_NUMBERS,
  quality: { tool: "QUADAS-2", judgements: {} },
  flow: {},
  printed: "",
};
