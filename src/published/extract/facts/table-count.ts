import { WHOLE, wholeNumber } from "../numbers.js";
import { unaccented } from "../plain-script.js";

/** A fact read from a text, and where. */
export interface Fact<T> {
  readonly value: T;
  /** Place in the text that was read. */
  readonly start: number;
  readonly end: number;
}

const TABLES = new RegExp(
  String.raw`\b(${WHOLE})\s+(?:[\w×-]+\s+){0,3}?(?:tables?|data\s?sets|vierfeldertafeln)\b`,
  "i",
);
const STUDIES = new RegExp(
  String.raw`(?<![\d.,·])\b(${WHOLE})\s+(?:\(\d+\)\s+)?(?:of (?:the )?(?:${WHOLE})\s+)?(?:(?!of\b|to\b)[\w-]+\s+){0,2}?(?:studies|cohorts|data\s?sets|trials|articles|papers|studien|etudes|essais|estudios|estudos|studi)\b|\b[kK]\s?=\s?(\d+)\b|\b(?:of which|of these|of them)\s+(${WHOLE})\s+(?:fulfilled|met|satisfied|qualified|entered|were\s+(?:eventually\s+|finally\s+)?(?:included|pooled|eligible|analy[sz]ed))\b`,
  "i",
);

/** How many 2×2 tables were pooled, or, where no tables are spoken of, how many studies: the first number of them in a text, or the last. */
export function tableCount(printed: string, which: "first" | "last" = "first"): Fact<number> | null {
  const text = unaccented(printed);
  const match =
    TABLES.exec(text.replace(/\b(?:4-fold|fourfold|2\s?[×x]\s?2)\b/gi, (all) => "·".repeat(all.length))) ?? null;
  const found = match ?? tablesWithFold(text) ?? studiesPooled(text, which);
  if (found === null) return null;
  return {
    value: wholeNumber(found[1] ?? found[2] ?? found[3] ?? ""),
    start: found.index,
    end: found.index + found[0].length,
  };
}

/** Words that say of articles what became of them before any was included. */
const SEARCHED =
  /\b(?:review|search|screen|retriev|identif|acquir|yield|return|select|exclu|remov|found|read)\w*\b[^.;,]{0,40}$|^[^.;,]{0,25}\b(?:for (?:detailed |full |further )?re(?:view|ference)|were (?:excluded|removed|screened|identified|retrieved))/i;

/** The first number of studies that is not of the search; of several, one that is said to be in the analysis. */
function studiesPooled(text: string, which: "first" | "last"): RegExpExecArray | null {
  const all = [...text.matchAll(new RegExp(STUDIES.source, "gi"))] as RegExpExecArray[];
  const [before, after] = [
    (match: RegExpExecArray) => text.slice(Math.max(0, match.index - 60), match.index),
    (match: RegExpExecArray) => text.slice(match.index + match[0].length, match.index + match[0].length + 60),
  ];
  const searched = (match: RegExpExecArray): boolean =>
    /articles|papers/i.test(match[0]) && (SEARCHED.test(before(match)) || SEARCHED.test(after(match)));
  const pooled = all.filter((match) => !searched(match));
  return (which === "first" ? pooled[0] : pooled[pooled.length - 1]) ?? null;
}

/** The same where the kind of table stands between: "24 diagnostic 4-fold tables". */
function tablesWithFold(text: string): RegExpExecArray | null {
  return new RegExp(
    String.raw`\b(${WHOLE})\s+(?:[a-z]+\s+){0,2}?(?:4-fold|fourfold|2\s?[×x]\s?2|contingency)\s+(?:[a-z]+\s+){0,2}?tables?\b`,
    "i",
  ).exec(text);
}
