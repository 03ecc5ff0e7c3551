import type { View } from "../state/state.js";
import type { Store } from "../state/store.js";

/** What views can ask for, beside actions of the store. */
export interface App extends Store {
  /** Says something to who listens. */
  readonly say: (text: string) => void;
  /** Shows a view, and moves the focus to it. */
  readonly go: (view: View) => void;
  readonly analyse: () => void;
  readonly cancel: () => void;
  /** Reads a file of data, or a project. */
  readonly openFile: (file: File, sheet?: string) => Promise<void>;
  readonly openJudgements: (file: File) => Promise<void>;
  readonly readJudgements: (text: string) => void;
  readonly openFlow: (file: File) => Promise<void>;
  readonly checkPaper: (name: string, content: Uint8Array | string) => void;
  readonly loadExample: () => void;
  readonly saveReport: (format: "html" | "docx") => void;
  readonly print: () => void;
}
