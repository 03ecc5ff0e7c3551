import { WHOLE, wholeNumber } from "../numbers.js";
import type { Sentence } from "../sentences.js";

/** A number of studies, and the parts that a text splits it into. */
export interface StudyCountFact {
  readonly label: string;
  readonly total: number | null;
  readonly exclusive: boolean;
  readonly parts: readonly { readonly label: string; readonly n: number; readonly references: number | null }[];
  readonly start: number;
  readonly end: number;
}

const CITED = /\[([\d,\s–-]+)\]/g;

/** How many references a bracket cites: "[14-16,20]" is four. */
export function citedIn(bracket: string): number {
  const cited = new Set<number>();
  for (const part of bracket.replace(/\s+/g, "").split(",")) {
    const [from = Number.NaN, to = from] = part.split(/[-–]/).map(Number);
    if (Number.isInteger(from) && Number.isInteger(to) && to >= from && to - from < 500) {
      for (let i = from; i <= to; i++) cited.add(i);
    }
  }
  return cited.size;
}

const N = String.raw`(?<![\w.,=[(–-])(${WHOLE})(?![\w.,%]*\d|\s*%|-)`;
const PART = new RegExp(
  String.raw`${N}\s+(?:(?:of (?:them|these|which)\s+)?(?:studies\s+)?)?(?:were|was|used|adopted|applied|reported|compared|developed|had|focused|examined|employed|included|conducted|constructed|built|did|explicitly|specifically|performed|provided|came|on|stud(?:y|ies)\s+\w+)\b`,
  "gi",
);

/** The references cited between one number and the next; `null` where none are. */
function referencesBetween(text: string, from: number, to: number): number | null {
  const brackets = [...text.slice(from, to).matchAll(CITED)];
  return brackets.length === 1 ? citedIn(brackets[0]![1]!) : null;
}

const labelFrom = (text: string): string =>
  text
    .replace(CITED, "")
    .split(/[,;.]/)[0]!
    .replace(/\([^)]*\)?/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 60);

/** "57 studies reported patient sources, of which 42 were …, 12 were … and 4 used …", "Among the 60 studies, 55 were … and 5 were …". */
const WHOLE_OF = new RegExp(
  String.raw`\b(?:among|of|in)\s+(?:the\s+|these\s+|all\s+)*${N}\s+(?:included\s+|eligible\s+)?(?:studies|articles|papers)|${N}\s+(?:studies|articles|papers)\s+([^,;.]{0,80}),?\s+(?:of|among)\s+(?:which|these|whom|them)`,
  "i",
);

/**
 * How many studies a sentence says have which characteristic, with the number of references that it cites for each; where it
 * says what they are parts of, the total as well.
 */
export function studyCounts({ text, start }: Sentence): StudyCountFact[] {
  const whole = WHOLE_OF.exec(text);
  const from = whole === null ? 0 : whole.index + whole[0].length;
  const matches = [...text.matchAll(PART)].filter(({ index }) => index >= from);
  const parts = matches.map((match, i) => ({
    label: labelFrom(text.slice(match.index + match[1]!.length)),
    n: wholeNumber(match[1]!),
    references: referencesBetween(text, match.index, matches[i + 1]?.index ?? text.length),
  }));
  if (parts.length === 0 || !/\bstud(?:y|ies)\b/i.test(text)) return [];
  const total = whole === null ? null : wholeNumber(whole[1] ?? whole[2] ?? "");
  if (total === null && parts.every(({ references }) => references === null)) return [];
  return [
    {
      label: labelFrom(whole?.[3] ?? text.slice(0, matches[0]!.index) ?? ""),
      total,
      exclusive: whole !== null && parts.length > 1,
      parts,
      start: start + (whole?.index ?? matches[0]!.index),
      end: start + text.trimEnd().length,
    },
  ];
}
