import { DtaError } from "../../base/errors.js";
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

/** The library's number of a name, `undefined` where none of its results has it. */
export type LibraryResults = (name: string) => LibraryNumber | undefined;

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

/** Of a model of the library: fitted once for each seed that is asked for, each function run once with each. */
export function libraryResults(studies: readonly Study[], { model, options = {}, ask = {} }: RefitRequest) {
  const kind = LIBRARY_MODELS[model];
  const unseeded = kind.seeded && (options as Asked).seed === undefined;
  const known = new Map<string, unknown>();
  const once = <T>(name: string, make: () => T): T | null => {
    if (!known.has(name)) {
      try {
        known.set(name, make());
      } catch (error) {
        if (!(error instanceof DtaError)) throw error;
        known.set(name, null);
      }
    }
    return known.get(name) as T | null;
  };
  const fitBy = (seed: number | null): LibraryModel =>
    kind.fit(studies, seed === null ? (options as Asked) : { ...options, seed });
  const modelOf = (seed: number | null): LibraryModel | null => once(`model ${seed}`, () => fitBy(seed));
  const run = (name: string, answer: Answer, seed: number | null): unknown => {
    const asked = ask[name] ?? {};
    return once(`${name} ${seed}`, () =>
      answer.run(seed !== null && answer.seeded === true && asked.seed === undefined ? { ...asked, seed } : asked),
    );
  };
  const numberOf = (name: string, seed: number | null): ProgramQuantity | undefined => {
    const made = modelOf(unseeded ? seed : null);
    if (made === null) return undefined;
    const path = (made.aliases?.(name) ?? name).split(".");
    const [first = "", ...rest] = path;
    const answer = Object.hasOwn(made.answers, first) ? made.answers[first] : undefined;
    const ofMain = (): ProgramQuantity | undefined => quantityAt(made.main, path);
    const ofAnswer = (): ProgramQuantity | undefined => answer && quantityAt(run(first, answer, seed), rest);
    return ask[first] === undefined ? (ofMain() ?? ofAnswer()) : (ofAnswer() ?? ofMain());
  };
  const results: LibraryResults = (name) => {
    const quantity = numberOf(name, null);
    if (quantity === undefined) return undefined;
    const [first = ""] = name.split(".");
    const answer = modelOf(null)?.answers[first];
    const drawn = unseeded || (answer?.seeded === true && ask[first]?.seed === undefined);
    return {
      quantity,
      overSeeds: drawn ? () => overSeeds(SEEDS.flatMap((seed) => numberOf(name, seed) ?? [])) : null,
    };
  };
  return { results, fitted: (): LibraryModel => modelOf(null) ?? fitBy(null) };
}
