import { closestName } from "../../base/closest-name.js";
import { DtaError, InputError } from "../../base/errors.js";
import type { ProgramQuantity } from "../../programs/program-output.js";
import type { Study } from "../../tables/study.js";
import { QUANTITY_PARTS } from "../printed-quantities.js";
import type { Answer, Asked, LibraryModel } from "./library/library-model.js";
import { LIBRARY_MODELS, type RefitRequest } from "./library/models.js";
import { quantityAt } from "./library/quantity-at.js";

/** A number of the library, and what it spreads over where it is drawn at random by no named seed. */
export interface LibraryNumber {
  readonly quantity: ProgramQuantity;
  /** The mean over several seeds, with its Monte Carlo error; `null` where nothing is drawn, or by a seed that the file names. */
  readonly overSeeds: (() => ProgramQuantity) | null;
}

/** The library's number of a name, why a function that was asked for it gave none, or `undefined` where no result has it. */
export type LibraryResults = (name: string) => LibraryNumber | string | undefined;

/** Seeds that an unseeded number is drawn by. */
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/**
 * A number drawn once more differs from the mean of these by √(1 + 1/10) of their standard deviation, which is estimated with 9
 * degrees of freedom: its quantile of t at 99.73 % is 4.09 where the normal's is 3.
 */
const SPREAD = Math.sqrt(1 + 1 / SEEDS.length) * (4.09 / 3);

/** What is drawn by each seed, as one quantity: its mean, and how far a run of the same kind strays from it. */
function overSeeds(draws: readonly ProgramQuantity[]): ProgramQuantity {
  const [first] = draws as [ProgramQuantity, ...ProgramQuantity[]];
  const parts: Record<string, number> = {};
  const errors: Record<string, number> = {};
  for (const part of QUANTITY_PARTS) {
    const values = draws.flatMap((draw) => (typeof draw[part] === "number" ? [draw[part]] : []));
    if (values.length < draws.length) continue;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
    parts[part] = mean;
    errors[part] = SPREAD * Math.sqrt(squares / (values.length - 1));
  }
  return { ...first, ...parts, monteCarlo: errors };
}

/** What a function returned, or why it refused. */
type Outcome<T> = { readonly value: T; readonly refusal: null } | { readonly value: null; readonly refusal: string };

function outcome<T>(make: () => T): Outcome<T> {
  try {
    return { value: make(), refusal: null };
  } catch (error) {
    if (!(error instanceof DtaError)) throw error;
    return { value: null, refusal: error.message };
  }
}

/** Refuses functions that can't be asked about a model. */
function checkAsked(ask: Readonly<Record<string, Asked>>, { answers, label }: LibraryModel): void {
  const known = Object.keys(answers);
  for (const name of Object.keys(ask)) {
    if (Object.hasOwn(answers, name)) continue;
    const near = closestName(name, known);
    const message = `refit.ask.${name}: there is no function of that name to ask about this model (${label}); ${near === null ? `there are ${known.join(", ")}` : `did you mean ${near}?`}`;
    throw new InputError("bad-option", message, { where: `refit.ask.${name}`, got: name, wanted: known.join(" | ") });
  }
}

/** Of a model of the library: fitted once for each seed that is asked for, each function run once with each. */
export function libraryResults(studies: readonly Study[], { model, options = {}, ask = {} }: RefitRequest) {
  const kind = LIBRARY_MODELS[model];
  const unseeded = kind.seeded && (options as Asked).seed === undefined;
  const known = new Map<string, Outcome<unknown>>();
  const once = <T>(name: string, make: () => T): Outcome<T> => {
    if (!known.has(name)) known.set(name, outcome(make));
    return known.get(name) as Outcome<T>;
  };
  const fitBy = (seed: number | null): LibraryModel => {
    const made = kind.fit(studies, seed === null ? (options as Asked) : { ...options, seed });
    checkAsked(ask, made);
    return made;
  };
  const modelOf = (seed: number | null): Outcome<LibraryModel> => once(`model ${seed}`, () => fitBy(seed));
  const run = (name: string, answer: Answer, seed: number | null): Outcome<unknown> => {
    const asked = ask[name] ?? {};
    return once(`${name} ${seed}`, () =>
      answer.run(seed !== null && answer.seeded === true && asked.seed === undefined ? { ...asked, seed } : asked),
    );
  };
  const numberOf = (name: string, seed: number | null): ProgramQuantity | string | undefined => {
    const { value: made, refusal } = modelOf(unseeded ? seed : null);
    if (made === null) return refusal;
    const path = (made.aliases?.(name) ?? name).split(".");
    const [first = "", ...rest] = path;
    const answer = Object.hasOwn(made.answers, first) ? made.answers[first] : undefined;
    const ofAnswer = (): ProgramQuantity | string | undefined => {
      if (answer === undefined) return undefined;
      const { value, refusal: refused } = run(first, answer, seed);
      return refused ?? quantityAt(value, rest);
    };
    if (ask[first] !== undefined) return ofAnswer();
    const named = once(`quantities ${unseeded ? seed : null}`, () => made.quantities?.() ?? {}).value;
    if (named !== null && Object.hasOwn(named, name)) return named[name];
    return quantityAt(made.main, path) ?? ofAnswer();
  };
  const results: LibraryResults = (name) => {
    const quantity = numberOf(name, null);
    if (typeof quantity !== "object") return quantity;
    const [first = ""] = name.split(".");
    const answer = modelOf(null).value?.answers[first];
    const drawn = unseeded || (answer?.seeded === true && ask[first]?.seed === undefined);
    const bySeed = (seed: number): ProgramQuantity[] => {
      const draw = numberOf(name, seed);
      return typeof draw === "object" ? [draw] : [];
    };
    return { quantity, overSeeds: drawn ? () => overSeeds(SEEDS.flatMap(bySeed)) : null };
  };
  return { results, fitted: (): LibraryModel => modelOf(null).value ?? fitBy(null) };
}
