import { reproduce } from "../../src/published/reproduce/reproduce.js";
import { type LibraryCall, type RefitRequest, ROWS } from "./library-calls.js";

/** Smaller numbers, such as the ends of a curve, are printed by no paper. */
const LEAST = 1e-20;

/** Every number of a result by its path. */
function numbersOf(value: unknown, path: string): [path: string, number: number][] {
  if (typeof value === "number") return value !== 0 && Math.abs(value) < LEAST ? [] : [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => numbersOf(inner, path === "" ? key : `${path}.${key}`));
}

/** What is compared where every one of these numbers is printed in full. */
export function reproduced(
  numbers: readonly (readonly [path: string, number: number])[],
  rows: keyof typeof ROWS,
  how: Readonly<Record<string, unknown>>,
) {
  const quantities = Object.fromEntries(numbers);
  const { results } = reproduce({ data: ROWS[rows], results: [{ id: "all", ...how, quantities }] });
  return results[0]!;
}

/** Calls of one model with the same options, asked in one go. */
export function together(
  list: readonly (readonly [name: string, call: LibraryCall])[],
): [string, (readonly [string, LibraryCall])[]][] {
  const groups = new Map<string, (readonly [string, LibraryCall])[]>();
  for (const one of list) {
    const { rows, refit } = one[1];
    const key = JSON.stringify([rows, { ...refit, ask: undefined }]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group) => [group.map(([name]) => name).join(", "), group]);
}

/** How many numbers functions return, and those of them that are not reproduced where each is printed in full. */
export function leftOf(group: readonly (readonly [name: string, call: LibraryCall])[]): {
  readonly count: number;
  readonly left: readonly unknown[];
} {
  const numbers = group.flatMap(([name, { result, name: prefix = name }]) =>
    numbersOf(JSON.parse(JSON.stringify(result())), prefix),
  );
  const [, { rows, refit }] = group[0]!;
  const ask = Object.assign({}, ...group.map(([, call]) => call.refit.ask ?? {})) as RefitRequest["ask"];
  const made = reproduced(numbers, rows, { refit: { ...refit, ask } });
  const left = made.numbers.filter(({ status }) => status !== "reproduced");
  return {
    count: numbers.length,
    left:
      made.failure === null
        ? left.map(({ path, printed, computed, note }) => [path, printed, computed, note])
        : [made.failure],
  };
}
