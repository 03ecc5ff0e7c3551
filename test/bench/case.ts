/** One thing to be timed, and what R does for the same, where R can. */
export interface BenchCase {
  readonly name: string;
  /** Makes what it needs, once, and gives the call to be timed. */
  readonly run: () => () => unknown;
  /** Studies as R sees them, and the call to be timed; `data` has columns tp, fp, fn, tn. `slow` where R takes more than some seconds for it. */
  readonly r?: {
    readonly data: readonly Table[];
    readonly setup: string;
    readonly call: string;
    readonly label: string;
    readonly slow?: boolean;
  };
}

export interface Table {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}
