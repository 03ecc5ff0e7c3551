import type { Reading } from "../data/reading.js";
import type { Audited, Drawing, Headline, Outcome } from "../tasks/messages.js";
import type { History } from "./history.js";
import type { Project } from "./project.js";

export const VIEWS = ["data", "analysis", "quality", "flow", "check", "save"] as const;
export type View = (typeof VIEWS)[number];

/** Something that runs in the worker. */
export interface Running {
  readonly what: string;
  readonly done: number;
  /** `null` where nobody knows how much there is to do. */
  readonly total: number | null;
  readonly stop: () => void;
}

/** Something that went wrong; `field` names the field of the form that it is about. */
export interface Failure {
  readonly message: string;
  readonly field: string | null;
}

/** A workbook of several sheets: another can be taken. */
export interface Workbook {
  readonly file: File;
  readonly sheets: readonly string[];
  readonly sheet: string;
}

/** All that the page shows. */
export interface State {
  readonly history: History;
  readonly reading: Reading;
  readonly view: View;
  readonly running: Running | null;
  readonly failure: Failure | null;
  /** What came of the last analysis, and of which project. */
  readonly outcome: Outcome | null;
  readonly analysed: Project | null;
  /** Headline numbers of the analysis before, where only the choice of studies was another. */
  readonly before: readonly Headline[];
  /** The outcome's figures as they are drawn now. */
  readonly drawings: readonly Drawing[];
  /** Figures of quality and flow. */
  readonly qualityDrawings: readonly Drawing[];
  readonly flowDrawing: Drawing | null;
  readonly audited: Audited | null;
  /** What is said to who listens. */
  readonly message: string;
  /** A file that could not be read. */
  readonly fileProblem: string;
  /** The workbook that was opened last, where it has several sheets; none once other data are there. */
  readonly workbook: Workbook | null;
  /** The link that was last made; empty where none was. */
  readonly link: string;
  /** Rows of the table that are shown. */
  readonly rowsShown: number;
  /** Cell of the table that Tab reaches: row and column, -1 the tick. */
  readonly cell: readonly [row: number, column: number];
  /** Tells how the filter does: how many studies it keeps, or what is wrong with it. */
  readonly filterSays: { readonly text: string; readonly wrong: boolean };
}
