/** A change that no test can notice, since no result hangs on it. */
export interface Equivalent {
  /** The source line that is changed, without the space around it. */
  readonly line: string;
  /** What it is changed to, or a part of that. */
  readonly to: string;
  readonly why: string;
}

/** Changes that were read and found to change nothing, by file. */
export const EQUIVALENT: Readonly<Record<string, readonly Equivalent[]>> = {
  "inference/heterogeneity/i-squared.ts": [
    {
      line: "const estimate = ratio > 1 ? (Number.isFinite(ratio) ? (ratio - 1) / ratio : 1) : 0;",
      to: "ratio >= 1",
      why: "at 1 both branches are 0",
    },
  ],
};
