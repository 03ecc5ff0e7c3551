import type { FoundName } from "./names.js";
import { type FoundInterval, NUMBER } from "./numbers.js";

/** A number without an interval where it stands in a text. */
export interface FoundBare {
  readonly start: number;
  readonly end: number;
  readonly estimate: string;
}

const BARE = new RegExp(String.raw`(?<![\w.,·–−-])(?:[-–−](?=\d))?(${NUMBER})(\s?%)?(?![\w·–−-])`, "g");
/** What says before a number that it is none of a test's accuracy. */
const OTHER =
  /(?:\b[pPzZtQnkNK]|I\s?[²2]|\bdf|χ\s?[²2]|chi-?squared?|cut-?offs?|threshold|index|level|version|ratio of|prevalence|±|[<>≤≥]|heterogeneity)\s*(?:values?|was|were|is|of|at|to|[=:<>≤≥(,\s]){0,3}$/i;
/** What says behind it that it is a size, a time or the start of a range. */
const UNIT =
  /^\s*(?:[±(]|to\s+\d|(?:ng|mg|µg|ug|pg|mm|cm|ml|kPa|years?|months?|days?|weeks?|h|hours?|studies|patients|participants|articles|points?|cases)\b)/i;
/** Sentences that list single studies, or compare tests. */
const SINGLE =
  /\brang(?:e|ed|ing)\b|\b(?:one|single|individual|each|an?other) stud|\b(?:highest|lowest|between|difference|increase|decrease)/i;

/** Numbers without an interval that may be estimates: a proportion, a percentage or another decimal number. */
export function findBare(text: string, intervals: readonly FoundInterval[]): FoundBare[] {
  if (SINGLE.test(text)) return [];
  return [...text.matchAll(BARE)].flatMap(({ index, 0: whole, 1: number = "", 2: sign }): FoundBare[] => {
    const end = index + whole.length;
    if (!/[.·]/.test(number) && sign === undefined) return [];
    if (intervals.some((interval) => index < interval.end && end > interval.start)) return [];
    const other = OTHER.test(text.slice(Math.max(0, index - 40), index)) || UNIT.test(text.slice(end));
    return other ? [] : [{ start: index, end, estimate: `${number}${sign === undefined ? "" : "%"}` }];
  });
}

/** Names with the bare numbers that follow them, one each. */
export interface BareRun {
  readonly names: readonly FoundName[];
  readonly values: readonly FoundBare[];
}

/** Between the names and their numbers: directly, or "of this test were". */
const LEADS =
  /^\)?\s*(?:curves?|values?|estimates?)?\s*(?:,|:|=|of|was|were|is|are|as|at)?\s*$|^[^.;:\d]{0,70}\b(?:was|were|is|are|of)\s*$/;
const BETWEEN = /^\s*(?:,|and|,\s*and|%)\s*$/;

/** Names and bare numbers in turns, as far as they pair one to one. Those that stand beside intervals are left to them. */
export function bareRuns(text: string, names: readonly FoundName[], intervals: readonly FoundInterval[]): BareRun[] {
  const bare = findBare(text, intervals);
  if (bare.length === 0) return [];
  const tokens = [
    ...names.map((name) => ({ kind: "name" as const, at: name.start, name })),
    ...bare.map((value) => ({ kind: "bare" as const, at: value.start, value })),
    ...intervals.map(({ start }) => ({ kind: "interval" as const, at: start })),
  ].sort((a, b) => a.at - b.at);
  const runs: BareRun[] = [];
  let open: { names: FoundName[]; values: FoundBare[] } = { names: [], values: [] };
  const close = (): void => {
    if (open.names.length > 0 && open.names.length === open.values.length && leads(text, open)) runs.push(open);
    open = { names: [], values: [] };
  };
  for (const token of tokens) {
    if (token.kind === "interval") {
      // names before an interval are its own
      if (open.values.length > 0) close();
      open = { names: [], values: [] };
    } else if (token.kind === "bare") open.values.push(token.value);
    else {
      if (open.values.length > 0) close();
      if (open.names[open.names.length - 1]?.name !== token.name.name) open.names.push(token.name);
      else open.names[open.names.length - 1] = token.name;
    }
  }
  close();
  const taken = runs.flatMap((run) => run.names.map(({ name }) => name));
  // "AUC 0.80 against 0.71": of which of the two the numbers are is not said
  return new Set(taken).size === taken.length ? runs : [];
}

function leads(text: string, { names, values }: BareRun): boolean {
  const last = names[names.length - 1]!;
  return (
    new Set(names.map(({ name }) => name)).size === names.length &&
    LEADS.test(text.slice(last.end, values[0]!.start)) &&
    values.every((value, i) => i === 0 || BETWEEN.test(text.slice(values[i - 1]!.end, value.start)))
  );
}
