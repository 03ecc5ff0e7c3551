import { InputError, InsufficientStudiesError } from "dta-meta";

/** What the computations are made from, as text, so that every runtime gets the same: some have no files. */
export interface Fixtures {
  /** By name of the folder under fixtures/. */
  readonly datasets: Readonly<Record<string, { readonly csv: string; readonly reference: string | null }>>;
  /** By name of the folder under fixtures/published/, the data as `data.csv` where the file names any. */
  readonly published: Readonly<Record<string, string>>;
  readonly reconstruction: string;
  readonly simulated: string;
}

/** A part of the computations with a name. */
export interface Section {
  readonly name: string;
  readonly compute: () => unknown;
}

/** Each computation's result, or what the library says against it where a data set doesn't suit it. Faults go on up. */
export function eachOf(computations: Readonly<Record<string, () => unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(computations).map(([name, compute]) => [name, resultOrRefusal(compute)]));
}

function resultOrRefusal(compute: () => unknown): unknown {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof InputError || error instanceof InsufficientStudiesError)) throw error;
    return { refused: error.message };
  }
}

/** JSON with what JSON has no words for, so that equal texts are equal bits: −0, NaN, infinities and `undefined`. */
export function exactJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (part === undefined) return "undefined";
    if (typeof part !== "number") return part;
    return Object.is(part, -0) ? "-0" : Number.isFinite(part) ? part : String(part);
  });
}
