import { bareRuns } from "./bare.js";
import { itemsOf, type ListedItem } from "./listed.js";
import { type FoundName, findNames, type QuantityName } from "./names.js";
import { type FoundInterval, findIntervals } from "./numbers.js";
import type { Sentence } from "./sentences.js";

/** A number of a paper, with what it is a number of. */
export interface Reading {
  readonly name: QuantityName;
  readonly estimate: string;
  /** Left out where the number stands without an interval. */
  readonly lower?: string;
  readonly upper?: string;
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
  /** What the sentence says the numbers are of, where it lists several: CT of "of CT (16 studies) and MRI were". */
  readonly item?: ListedItem;
}

/** What a sentence says, and which of its intervals were not understood. */
export interface AlignedSentence {
  readonly groups: readonly ReadingGroup[];
  /** Numbers without intervals, which are taken more carefully. */
  readonly bare: readonly ReadingGroup[];
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
  return direct && /[.;:(]|\b(?:while|whereas|but|with (?:an?|the))\b/.test(before) ? taken : null;
}

/**
 * Pairs the names of a sentence with its intervals: "SEN, SPC and AUC were v1, v2 and v3", "a SEN of v1 and a SPC of v2",
 * "SEN and SPC were v1 and v2, while for CT they were v3 and v4". Where names and numbers don't pair, nothing is guessed.
 *
 * @param told what the sentence before gave numbers of, which one such as "Their specificities were v1 and v2, respectively" goes on with
 */
export function align({ text, start }: Sentence, told: readonly ListedItem[] = []): AlignedSentence {
  const runs = runsOf(text);
  const unread: { start: number; end: number; why: string }[] = [];
  const groups: { readings: Reading[]; clause: string; item?: ListedItem; seen: Set<QuantityName> }[] = [];
  let clauseStart = 0;
  const take = (names: readonly { name: QuantityName }[], values: readonly FoundInterval[]): void => {
    const opened = groups[groups.length - 1];
    const repeats =
      opened?.item !== undefined && opened.readings.length === 0
        ? false
        : names.some(({ name }) => groups[groups.length - 1]?.seen.has(name) ?? true);
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
  const valuesFirst = namesFollow(runs, text);
  runs.forEach((run, i) => {
    if (run.kind === "names") return;
    const { values } = run;
    const items = (name: FoundName, of: readonly FoundInterval[]): readonly ListedItem[] | null =>
      itemsOf(text.slice(name.end, of[0]!.start), of.length) ??
      (of.length === told.length && GOES_ON.test(text) ? told : null);
    const beside = runs[valuesFirst ? i + 1 : i - 1];
    const names = beside?.kind === "names" ? beside.names : [];
    const distinct = new Set(names.map(({ name }) => name)).size === names.length;
    const last = lastOf(names, values.length, text, values[0]!.start);
    if (names.length === 0) leave(values, "no quantity is named before it");
    else if (names.length === values.length && distinct) take(names, values);
    else if (last !== null) take(last, values);
    else if (names.length === 1 && items(names[0]!, values) !== null) {
      items(names[0]!, values)!.forEach((item, j) => {
        groups.push({ readings: [], clause: item.label, item, seen: new Set() });
        take(names, [values[j]!]);
      });
    } else if (distinct && values.length % names.length === 0 && separated(text, values, names.length)) {
      for (let from = 0; from < values.length; from += names.length)
        take(names, values.slice(from, from + names.length));
    } else if (names.length === 1 && ownWords(text, names[0]!, values)) {
      take(names, values.slice(0, 1));
      leave(values.slice(1), "what it is of is said in other words");
    } else leave(values, `${names.length} quantities are named before ${values.length} numbers`);
  });
  return { groups, unread, bare: bareGroups(text, start) };
}

const GOES_ON = /\brespectively\b|^\s*(?:their|the corresponding)\b/i;

/** Numbers of a sentence without intervals that pair with names. */
function bareGroups(text: string, start: number): ReadingGroup[] {
  const values = findIntervals(text);
  const outside = findNames(text).filter(({ start: at }) => !values.some((one) => at >= one.start && at < one.end));
  return bareRuns(text, outside, values).map(({ names, values: numbers }) => ({
    clause: text.slice(0, numbers[0]!.start),
    readings: numbers.map(({ estimate, start: from, end }, i) => ({
      name: names[i]!.name,
      estimate,
      level: null,
      start: start + from,
      end: start + end,
    })),
  }));
}

/** Whether the names stand behind their values all along: "0.85 (0.80-0.89) for sensitivity and 0.90 (0.86-0.93) for specificity". */
function namesFollow(runs: readonly Run[], text: string): boolean {
  return (
    runs.length > 1 &&
    runs.every((run, i) => {
      if (run.kind !== (i % 2 === 0 ? "values" : "names")) return false;
      const before = runs[i - 1];
      if (run.kind !== "names" || before?.kind !== "values") return true;
      const between = text.slice(before.values[before.values.length - 1]!.end, run.names[0]!.start);
      return /^[\s)]*(?:for|as|in)\s+(?:the\s+)?(?:pooled\s+|summary\s+|overall\s+)*$/i.test(between);
    }) &&
    runs[runs.length - 1]!.kind === "names"
  );
}

/** Whether the name stands directly before the first value, and other words introduce each value after it. */
function ownWords(text: string, name: FoundName, values: readonly FoundInterval[]): boolean {
  if (!/^\)?\s*(?:,|:|=|of|was|were|is)?\s*$/.test(text.slice(name.end, values[0]!.start))) return false;
  return values.every(
    (value, i) => i === 0 || /\b(?!and\b)[a-z]{3,}/i.test(text.slice(values[i - 1]!.end, value.start)),
  );
}

/** Whether groups of `size` values have words between them that say that another set of studies begins. */
function separated(text: string, values: readonly FoundInterval[], size: number): boolean {
  for (let from = size; from < values.length; from += size) {
    const between = text.slice(values[from - 1]!.end, values[from]!.start);
    if (!/\b(?:while|whereas|compared|versus|vs|for|in|and for|on)\b|;/i.test(between)) return false;
  }
  return true;
}
