/** How a program writes a number: with so many decimals, or so many significant digits. */
export type PrintFormat =
  | {
      /** Digits after the decimal point. */
      readonly decimals: number;
    }
  | {
      /** Significant digits. */
      readonly significant: number;
    };

/** One quantity as a program computes it, unrounded; parts that it doesn't print are absent, those it leaves empty `null`. */
export interface ProgramQuantity {
  /** The value. */
  readonly estimate?: number | null;
  /** Lower confidence limit. */
  readonly lower?: number | null;
  /** Upper confidence limit. */
  readonly upper?: number | null;
  /** Standard error. */
  readonly standardError?: number | null;
  /** z statistic. */
  readonly z?: number | null;
  /** P value, from 0 to 1. */
  readonly pValue?: number | null;
  /** How the program rounds it. */
  readonly format: PrintFormat;
  /** For quantities that the program draws at random: standard deviation, from run to run, of what it prints. */
  readonly monteCarlo?: Partial<
    Readonly<Record<"estimate" | "lower" | "upper" | "standardError" | "z" | "pValue", number>>
  >;
  /** Where it is not known how the program computes it: how far from ours its numbers were seen to lie, and why that says nothing. */
  readonly doubt?: {
    /** Differences up to this count neither for nor against. */
    readonly within: number;
    /** What is not known, in a sentence. */
    readonly why: string;
  };
  /** Why it isn't what its name says: a slip of the program, or a definition of its own. */
  readonly slip?: string;
}

/** Everything that a program prints of some studies, by the names that published results use (`sensitivity`, `hsroc.lambda`). */
export interface ProgramOutput {
  /** Name of the program. */
  readonly program: string;
  /** Program, version and procedure, in words. */
  readonly label: string;
  /** Studies in its fit. */
  readonly k: number;
  /** The quantities by name. */
  readonly quantities: Readonly<Record<string, ProgramQuantity>>;
  /** What a reader has to know: fits that did not converge, boundaries, studies left out. */
  readonly notes: readonly string[];
}

export const decimals = (digits: number): PrintFormat => ({ decimals: digits });
export const significant = (digits: number): PrintFormat => ({ significant: digits });

/** An estimate with its limits and, where given, its standard error, as a program's quantity. */
export function interval(
  {
    estimate,
    lower,
    upper,
  }: { readonly estimate: number | null; readonly lower: number | null; readonly upper: number | null },
  format: PrintFormat,
  rest: Partial<ProgramQuantity> = {},
): ProgramQuantity {
  return { estimate, lower, upper, format, ...rest };
}

/** A single number as a program's quantity. */
export const single = (
  estimate: number | null,
  format: PrintFormat,
  rest: Partial<ProgramQuantity> = {},
): ProgramQuantity => ({
  estimate,
  format,
  ...rest,
});

/** The quantities with every name prefixed: `tauSquared` becomes `madauni.tauSquared`. */
export function prefixed(
  prefix: string,
  quantities: Readonly<Record<string, ProgramQuantity>>,
): Record<string, ProgramQuantity> {
  return Object.fromEntries(Object.entries(quantities).map(([name, quantity]) => [`${prefix}.${name}`, quantity]));
}
