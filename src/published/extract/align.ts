import { type FoundName, findNames, type QuantityName } from "./names.js";
import { type FoundInterval, findIntervals } from "./numbers.js";
import type { Sentence } from "./sentences.js";

/** A number of a paper, with what it is a number of. */
export interface Reading {
  readonly name: QuantityName;
  readonly estimate: string;
  readonly lower: string;
  readonly upper: string;
  readonly level: string | null;
  /** Place in the paper's text. */
  readonly start: number;
  readonly end: number;
}

/** Readings that belong to one set of studies. */
export interface ReadingGroup {
  readonly readings: readonly Reading[];
  /** The words of the sentence before the first number that are the group's own. */
  readonly clause: string;
}

/** What a sentence says, and which of its intervals were not understood. */
export interface AlignedSentence {
  readonly groups: readonly ReadingGroup[];
  readonly unread: readonly { readonly start: number; readonly end: number; readonly why: string }[];
}

type Run =
  | { readonly kind: "names"; readonly names: readonly FoundName[] }
  | { readonly kind: "values"; readonly values: readonly FoundInterval[] };

/** Names and values of a sentence in turns; a name that repeats the one before it, as in "AUC of the SROC curve", counts once. */
function runsOf(text: string): Run[] {
  const values = findIntervals(text);
  const inside = ({ start }: FoundName): boolean => values.some((value) => start >= value.start && start < value.end);
  const names = findNames(text).filter((name) => !inside(name));
  const tokens = [
    ...names.map((name) => ({ at: name.start, name, value: null })),
    ...values.map((value) => ({ at: value.start, name: null, value })),
  ].sort((a, b) => a.at - b.at);
  const runs: { names: FoundName[]; values: FoundInterval[] }[] = [];
  let last: "name" | "value" | null = null;
  for (const { name, value } of tokens) {
    const kind = name === null ? "value" : "name";
    if (kind !== last) runs.push({ names: [], values: [] });
    last = kind;
    const run = runs[runs.length - 1]!;
    if (value !== null) run.values.push(value);
    else if (run.names[run.names.length - 1]?.name !== name!.name) run.names.push(name!);
  }
  return runs.map((run) =>
    run.values.length > 0 ? { kind: "values", values: run.values } : { kind: "names", names: run.names },
  );
}

/** The last names of a run where they alone stand before the values: "for sensitivity analyses …, the AUC was". */
function lastOf(
  names: readonly FoundName[],
  count: number,
  text: string,
  valueStart: number,
): readonly FoundName[] | null {
  if (names.length <= count) return null;
  const taken = names.slice(-count);
  const between = text.slice(taken[count - 1]!.end, valueStart);
  const before = text.slice(names[names.length - count - 1]!.end, taken[0]!.start);
  const direct = /^\s*\)?\s*(?:curves?|values?|estimates?)?\s*(?:,\s*)?(?:of|was|were|is|are|:|=|at)?\s*$/.test(
    between,
  );
  return direct && /[.;:]|\b(?:while|whereas|but|with (?:an?|the))\b/.test(before) ? taken : null;
}

/**
 * Pairs the names of a sentence with its intervals: "SEN, SPC and AUC were v1, v2 and v3", "a SEN of v1 and a SPC of v2",
 * "SEN and SPC were v1 and v2, while for CT they were v3 and v4". Where names and numbers don't pair, nothing is guessed.
 */
export function align({ text, start }: Sentence): AlignedSentence {
  const runs = runsOf(text);
  const unread: { start: number; end: number; why: string }[] = [];
  const groups: { readings: Reading[]; clause: string; seen: Set<QuantityName> }[] = [];
  let clauseStart = 0;
  const take = (names: readonly { name: QuantityName }[], values: readonly FoundInterval[]): void => {
    const repeats = names.some(({ name }) => groups[groups.length - 1]?.seen.has(name) ?? true);
    if (repeats) groups.push({ readings: [], clause: text.slice(clauseStart, values[0]!.start), seen: new Set() });
    const group = groups[groups.length - 1]!;
    values.forEach((value, i) => {
      const { name } = names[i]!;
      group.seen.add(name);
      group.readings.push({ ...value, name, start: start + value.start, end: start + value.end });
    });
    clauseStart = values[values.length - 1]!.end;
  };
  const leave = (values: readonly FoundInterval[], why: string): void => {
    for (const value of values) unread.push({ start: start + value.start, end: start + value.end, why });
  };
  const valuesFirst = runs[0]?.kind === "values" && runs[runs.length - 1]?.kind === "names";
  runs.forEach((run, i) => {
    if (run.kind === "names") return;
    const { values } = run;
    const beside = runs[valuesFirst ? i + 1 : i - 1];
    const names = beside?.kind === "names" ? beside.names : [];
    const distinct = new Set(names.map(({ name }) => name)).size === names.length;
    const last = lastOf(names, values.length, text, values[0]!.start);
    if (names.length === 0) leave(values, "no quantity is named before it");
    else if (names.length === values.length && distinct) take(names, values);
    else if (last !== null) take(last, values);
    else if (distinct && values.length % names.length === 0 && separated(text, values, names.length)) {
      for (let from = 0; from < values.length; from += names.length)
        take(names, values.slice(from, from + names.length));
    } else leave(values, `${names.length} quantities are named before ${values.length} numbers`);
  });
  return { groups, unread };
}

/** Whether groups of `size` values have words between them that say that another set of studies begins. */
function separated(text: string, values: readonly FoundInterval[], size: number): boolean {
  for (let from = size; from < values.length; from += size) {
    const between = text.slice(values[from - 1]!.end, values[from]!.start);
    if (!/\b(?:while|whereas|compared|versus|vs|for|in|and for|on)\b|;/i.test(between)) return false;
  }
  return true;
}
