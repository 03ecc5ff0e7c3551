import type { Remedies } from "../../base/remedies.js";
import type { FigureOptions, PrismaInput, QualityAssessment, QualitySchema } from "../../figures.js";
import type { Ranking } from "../../inference/comparative/rank-tests.js";
import type { ReferenceSensitivityAnalysis } from "../../inference/reference/reference-sensitivity-analysis.js";
import type { FileNote } from "../../tables/reading.js";
import type { EmbeddedData } from "../html/embedded.js";
import type { NamedFigure } from "../html/figures.js";
import type { Document } from "../render/document.js";
import type { NumberStyle } from "../render/numbers.js";
import type { Reference } from "../words/references.js";

/** What a report can be asked. */
export interface ReportOptions extends NumberStyle {
  /** Heading of the report; default what it is about. */
  readonly title?: string;
  /** Lines below the heading: where the data come from, which studies were chosen, who made the report and when. */
  readonly notes?: readonly string[];
  /** What was done in reading the file (`readStudyTable`): what may change results stands among the warnings. */
  readonly reading?: readonly FileNote[];
  /** Options of every figure. */
  readonly figures?: FigureOptions;
  /** Whether figures are drawn; default yes. */
  readonly withFigures?: boolean;
  /** Judgements of the studies' quality: a figure of them, and what the checklist can say. */
  readonly quality?: readonly QualityAssessment[];
  /** The tool of these judgements. Default QUADAS-2. */
  readonly schema?: QualitySchema;
  /** How many records and studies came through each step of the review: a flow diagram, and what the checklist can say. */
  readonly prisma?: PrismaInput;
  /** Whether the report of one analysis ends with the PRISMA-DTA checklist; default yes. */
  readonly checklist?: boolean;
  /** The command, or the code, that made the result; it stands among what is needed to repeat it. */
  readonly command?: string;
  /** What the result was made of, where it does not hold all of it: it is embedded, so that the result can be made again. */
  readonly made?: {
    /** Studies, in the order given. */
    readonly studies: readonly object[];
    /** Options of the function. */
    readonly options: object;
  };
  /** What it says for the advice of messages, where it is not read beside code. Default the library's own words. */
  readonly remedies?: Remedies;
  /** Of a comparison: what `rankTests` found. */
  readonly ranking?: Ranking;
  /** Of a latent-class fit: what `referenceSensitivityAnalysis` found in the same studies. */
  readonly references?: ReferenceSensitivityAnalysis;
}

/** Every option of reports. */
export const REPORT_OPTIONS = [
  "title",
  "notes",
  "reading",
  "figures",
  "withFigures",
  "quality",
  "schema",
  "prisma",
  "checklist",
  "command",
  "made",
  "ranking",
  "references",
  "remedies",
  "digits",
  "percent",
  "range",
] as const satisfies readonly (keyof ReportOptions)[];

/** A part of a report, with a heading. */
export interface ReportSection {
  /** Short name, for links. */
  readonly id: string;
  /** Its heading. */
  readonly title: string;
  /** Text and tables. */
  readonly blocks: Document;
  /** Figures, after these. */
  readonly figures?: readonly NamedFigure[];
  /** Works cited, after these. */
  readonly works?: readonly Reference[];
}

/** A report in no medium yet: HTML and DOCX are made of the same. */
export interface Report {
  readonly title: string;
  readonly notes: readonly string[];
  /** In order; those without content are left out. */
  readonly sections: readonly ReportSection[];
  readonly data: EmbeddedData<object, object>;
}
