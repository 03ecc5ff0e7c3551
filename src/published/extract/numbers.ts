/** A number as papers print it, as the source of a regular expression. */
export const NUMBER = String.raw`(?:[-−](?=[\d.]))?(?:\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?|0,\d{1,4}(?!\d)|\d+(?:[.·]\d+)?|[.·]\d+)`;
const LIMIT_SIGN = String.raw`(?:\s*[-–—−‐‑]\s*|\s+to\s+|\s*[,;]\s*|\s+and\s+)`;
const LEVEL = String.raw`(?:\(?\s*(\d{2}(?:\.\d+)?)\s*[%％]\s*)?(?:CIs?|CrIs?|confidence\s+intervals?|credible\s+intervals?|confidence\s+limits?)\)?\s*[:=,]?\s*(?:of\s+|was\s+|from\s+)?`;

/** An estimate with its interval where it stands in a text. */
export interface FoundInterval {
  readonly start: number;
  readonly end: number;
  readonly estimate: string;
  readonly lower: string;
  readonly upper: string;
  /** Confidence level in percent, where printed. */
  readonly level: string | null;
}

const INTERVAL = new RegExp(
  String.raw`(?<![\w.,–-])([<>≤≥]?\s*${NUMBER}\s*%?)\s*[,;]?\s*([([])?\s*(?:${LEVEL})?([([])?\s*(${NUMBER})\s*(%?)${LIMIT_SIGN}(${NUMBER})\s*(%?)(?![\w.]*\d)`,
  "gi",
);

/** Whether the bracket that an interval opens is closed right behind it. */
const closing = (text: string, end: number, whole: string): number =>
  (whole.includes("(") && text[end] === ")") || (whole.includes("[") && text[end] === "]") ? 1 : 0;

const clean = (text: string): string => text.replace(/\s+/g, "");

/**
 * Every estimate with its interval: `0.92 (95% CI 0.88-0.94)`, `92% [89, 94]`, `0.92 (0.89 to 0.94)`, `0.92, 95% CI 0.89–0.94`.
 * A percent sign that stands once holds for all three. What might as well be a citation or a list (`24 [14,17]`) is none.
 */
export function findIntervals(text: string): FoundInterval[] {
  return [...text.matchAll(INTERVAL)].flatMap((match): FoundInterval[] => {
    const [whole, first = "", bracket, level, inner, low = "", lowSign = "", high = "", highSign = ""] = match;
    const said = /\bC(?:r?)I|confidence|credible/i.test(whole);
    if (!said && bracket === undefined && inner === undefined) return [];
    const fractional = [first, low, high].filter((one) => /[.·%]|^0,/.test(one)).length + (lowSign || highSign ? 1 : 0);
    if (!said && fractional === 0) return [];
    const estimate = clean(first);
    const percent = estimate.endsWith("%");
    const sign = percent || lowSign !== "" || highSign !== "" ? "%" : "";
    // 0.92 (89%–94%) and 92 (89%–94%) are both seen; the estimate's own sign is not made up where it looks like a proportion
    const own = percent || sign === "" || Number(estimate.replace(",", ".")) <= 1 ? estimate : `${estimate}%`;
    return [
      {
        start: match.index,
        end: match.index + whole.length + closing(text, match.index + whole.length, whole),
        estimate: own,
        lower: `${clean(low)}${sign}`,
        upper: `${clean(high)}${sign}`,
        level: level ?? null,
      },
    ];
  });
}

const WORDS =
  "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  );

/** A whole number, in figures or as a word up to twenty, as the source of a regular expression. */
export const WHOLE = String.raw`(?:\d{1,3}(?:,\d{3})+|\d+|${WORDS.join("|")})`;

/** The whole number that a piece of text is. */
export function wholeNumber(text: string): number {
  const word = WORDS.indexOf(text.toLowerCase());
  return word >= 0 ? word + 1 : Number(text.replaceAll(",", ""));
}
