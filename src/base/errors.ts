/** What an error is about, in a form that programs can read as well as people. */
export interface ErrorDetail {
  /** Where the fault is: a file, a row and a field, a path such as `rows[3].tp`. */
  readonly where?: string;
  /** What was found there. */
  readonly got?: unknown;
  /** What would have been right. */
  readonly wanted?: string;
}

/** Base of every error that dta-meta throws on purpose. `code` is stable; the message is for people. */
export class DtaError extends Error {
  /** Stable name of the fault, for programs, e.g. `"bad-count"`. */
  readonly code: string;
  /** Where the fault is, such as `rows[3].tp`; `undefined` where there is no place to name. */
  readonly where: string | undefined;
  /** What was found there. */
  readonly got: unknown;
  /** What would have been right. */
  readonly wanted: string | undefined;

  constructor(code: string, message: string, detail: ErrorDetail = {}) {
    super(message);
    this.name = new.target.name;
    this.code = code;
    this.where = detail.where;
    this.got = detail.got;
    this.wanted = detail.wanted;
  }
}

/** The input cannot be used: what was wrong, where, and what would be right. */
export class InputError extends DtaError {
  /** Name of the class. */
  override readonly name = "InputError";
}

/** Fewer studies than the computation needs. */
export class InsufficientStudiesError extends DtaError {
  /** Name of the class. */
  override readonly name = "InsufficientStudiesError";
  /** Number of usable studies. */
  readonly k: number;
  /** The least number that is needed. */
  readonly needed: number;

  constructor(k: number, needed: number, purpose: string) {
    super(
      "insufficient-studies",
      `${purpose} needs at least ${needed} ${needed === 1 ? "study" : "studies"}, got ${k}. Add studies, or lower \`minStudies\` if you know why.`,
      { got: k, wanted: `at least ${needed}` },
    );
    this.k = k;
    this.needed = needed;
  }
}
