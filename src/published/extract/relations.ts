import { given } from "../../base/given.js";
import type { DraftResult } from "./draft.js";

/** What the results of a paper are to each other, as its headings say it. */
export interface Relations {
  readonly partitions: readonly { readonly of: string; readonly into: readonly string[]; readonly by?: string }[];
  readonly subsets: readonly {
    readonly of: string;
    readonly into: readonly string[];
    readonly by?: string;
    readonly overlap?: boolean;
  }[];
}

/** What a table can be in one kind of alone, and what a study may well have two of. */
const EXCLUSIVE =
  /\btypes?\b|\bmethods?\b|\balgorithm|\bmodels?\b|\bdesign|\bcountr|\bcontinent|\bregion|\byears?\b|\bsample size|\bvalidation|\bvendor|\bmanufactur|\bbrand|\bquality|\brisk of bias|\bsetting/i;
const OVERLAPPING =
  /\bparts?\b|\bsites?\b|\banatom|\blocation|\bthreshold|\bcut-?off|\btime|\boutcome|\bregions? of interest|\breader/i;

/** Abbreviations as a paper introduces them: "deep learning (DL)", and lists "DL: deep learning". */
export function abbreviationsOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const match of text.matchAll(/\b((?:[A-Za-z]+[ -]){1,5}[a-z]+)\s\(([A-Z][A-Za-z]{1,6})\)/g)) {
    const words = match[1]!.split(/[ -]/);
    const wanted = match[2]!.toLowerCase();
    const tail = words.slice(-wanted.length);
    if (tail.map((word) => word[0]!.toLowerCase()).join("") === wanted)
      found.set(match[2]!, tail.join(" ").toLowerCase());
  }
  for (const match of text.matchAll(/(?:^|\s)([A-Z]{2,6}): ([a-z][a-z -]+[a-z])/g)) {
    if (!found.has(match[1]!)) found.set(match[1]!, match[2]!);
  }
  return found;
}

/** A name with its abbreviations written out. */
const inFull = (name: string, abbreviations: ReadonlyMap<string, string>): string =>
  name
    .replace(/[A-Za-z]+/g, (word) => abbreviations.get(word) ?? word)
    .toLowerCase()
    .replace(/[^a-z]+/g, " ")
    .trim();

/** Whether the paper sets two kinds against each other, as in "traditional ML vs DL": there is no third. */
function opposed(one: string, other: string, text: string, abbreviations: ReadonlyMap<string, string>): boolean {
  const [a, b] = [inFull(one, abbreviations), inFull(other, abbreviations)];
  return [...text.matchAll(/\(([^()]{3,60}?)\s+(?:vs\.?|versus)\s+([^()]{2,60}?)\)/g)].some((match) => {
    const [left, right] = [inFull(match[1]!, abbreviations), inFull(match[2]!, abbreviations)];
    return (left === a && right === b) || (left === b && right === a);
  });
}

/** Parts and subsets: results under one heading are parts of the whole that was printed before them. */
export function relationsOf(results: readonly DraftResult[], text: string): Relations {
  const abbreviations = abbreviationsOf(text);
  const partitions: { of: string; into: string[]; by?: string }[] = [];
  const subsets: { of: string; into: string[]; by?: string; overlap?: boolean }[] = [];
  let whole: DraftResult | null = null;
  const groups = new Map<string, { of: DraftResult; by: string; members: DraftResult[] }>();
  for (const result of results) {
    if (result.overall) whole = result;
    else if (whole !== null && whole.family === result.family && result.group !== null) {
      const key = `${whole.id}\u0000${result.group}`;
      const open = groups.get(key) ?? { of: whole, by: result.group, members: [] };
      open.members.push(result);
      groups.set(key, open);
    }
  }
  for (const { of, by, members } of groups.values()) {
    const into = members.map(({ id }) => id);
    if (members.length === 2 && opposed(members[0]!.leaf, members[1]!.leaf, text, abbreviations)) {
      partitions.push({ of: of.id, into, by });
      continue;
    }
    const overlap = OVERLAPPING.test(by) ? true : EXCLUSIVE.test(by) ? false : undefined;
    subsets.push({ of: of.id, into, by, ...given({ overlap }) });
  }
  return { partitions, subsets };
}
