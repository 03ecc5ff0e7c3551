import type { ProgramQuantity } from "../../../programs/program-output.js";
import type { Study } from "../../../tables/study.js";

/** Options that a function is asked with, as the file has them; the function checks them. */
export type Asked = Readonly<Record<string, unknown>>;

/** One function of the library, asked about a model. */
export interface Answer {
  readonly run: (asked: Asked) => unknown;
  /** Whether it draws random numbers by a `seed` among its options. */
  readonly seeded?: true;
}

/** Functions by the names that the library exports them under. */
export type Answers = Readonly<Record<string, Answer>>;

/** A model of the library, fitted to the studies of a result. */
export interface LibraryModel {
  /** The model in words. */
  readonly label: string;
  /** Studies in the fit. */
  readonly k: number;
  /** What is to be known of the fit. */
  readonly notes: readonly string[];
  /** The result whose numbers have their paths for names. */
  readonly main: unknown;
  /** What else can be asked, under the names of the functions. */
  readonly answers: Answers;
  /** Numbers by the names of printed quantities; made when one is asked for. */
  readonly quantities?: () => Readonly<Record<string, ProgramQuantity>>;
  /** Short names of numbers, by the paths they stand for. */
  readonly aliases?: (name: string) => string | null;
}

/** One kind of model: how it is fitted, and whether its numbers are drawn by a `seed` among its options. */
export interface LibraryModelKind {
  readonly seeded: boolean;
  readonly fit: (studies: readonly Study[], options: Asked) => LibraryModel;
}

/** A function without random numbers. */
export const answer = (run: (asked: Asked) => unknown): Answer => ({ run });
/** A function that draws by a seed. */
export const drawn = (run: (asked: Asked) => unknown): Answer => ({ run, seeded: true });
