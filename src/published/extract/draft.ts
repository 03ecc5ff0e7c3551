import { given } from "../../base/given.js";
import type { Paper } from "./paper.js";
import type { Section } from "./sections.js";

/** Where in the paper a number of the draft stands. */
export interface DraftSource {
  /** Path of the number in the draft: `results[ct].plr`. */
  readonly at: string;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  readonly section?: string;
}

/** A piece of the paper that was not taken over, or not without doubt. */
export interface Unread {
  readonly why: string;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

/** A printed quantity in the making. */
export interface DraftQuantity {
  readonly estimate: string;
  readonly lower?: string;
  readonly upper?: string;
}

/** One result in the making, with the headings that it stands under. */
export interface DraftResult {
  id: string;
  label: string;
  k?: number;
  participants?: number;
  readonly quantities: Record<string, DraftQuantity>;
  readonly fagan: Record<string, string>;
  /** Whether it is a whole, of which the results after it are parts. */
  readonly overall: boolean;
  readonly family: string | null;
  /** The heading that it and its siblings stand under. */
  readonly group: string | null;
  readonly leaf: string;
}

/** Collects what is read, with its places. */
export interface Ledger {
  readonly sources: DraftSource[];
  readonly unread: Unread[];
  readonly note: (at: string, start: number, end: number, section?: Section) => void;
  readonly leave: (why: string, start: number, end: number) => void;
}

/** An empty ledger of a paper. */
export function ledgerOf({ text }: Paper): Ledger {
  const sources: DraftSource[] = [];
  const unread: Unread[] = [];
  const quote = (start: number, end: number): string => text.slice(start, Math.min(end, start + 300));
  return {
    sources,
    unread,
    note: (at, start, end, section) =>
      sources.push({ at, start, end, quote: quote(start, end), ...given({ section }) }),
    leave: (why, start, end) => unread.push({ why, start, end, quote: quote(start, end) }),
  };
}

/** A short name for an id: lower case, words joined by hyphens. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60) || "result";

/** An id that no result has yet. */
export function freeId(wanted: string, taken: readonly { readonly id: string }[]): string {
  let id = wanted;
  for (let i = 2; taken.some((one) => one.id === id); i++) id = `${wanted}-${i}`;
  return id;
}
