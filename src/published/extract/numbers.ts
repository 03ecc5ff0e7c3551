/** A number as papers print it, as the source of a regular expression. */
export const NUMBER = String.raw`(?:[-−](?=[\d.]))?(?:\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?|0,\d{1,4}(?!\d)|\d+(?:[.·]\d+)?|[.·]\d+)`;
const LIMIT_SIGN = String.raw`(?:\s*[-–—−‐‑]\s*|\s+(?:to|bis|[aàe]|et|und|y)\s+|\s*[,;]\s*|\s+and\s+)`;
/** What an interval is called: in English, German (KI), and French, Spanish, Portuguese and Italian (IC). */
const INTERVAL_NAME = String.raw`(?:CIs?|c\.i\.|CrIs?|KI|VI|IC|confidence\s+intervals?|credible\s+intervals?|confidence\s+limits?|Konfidenzintervall|intervalles?\s+de\s+confiance|intervalos?\s+de\s+confian(?:za|ça)|intervallo\s+di\s+confidenza)`;
/** "95% CI", "95%-KI", and with the level behind it "IC à 95 %". */
const LEVEL = String.raw`(?:\(?\s*(\d{2}(?:\.\d+)?)\s*[%％]\s*-?\s*)?${INTERVAL_NAME}(?:\s*[[(]C\.?r?I\.?[\])])?\)?(?:\s*(?:à|a|al|de|del)?\s*9\d(?:\.\d+)?\s*%)?\s*[:;=,]?\s*(?:of\s+|was\s+|from\s+|von\s+|de\s+|entre\s+)?`;

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
  String.raw`(?<![\w.,]|[\w.,%][–-])([<>≤≥]?\s*${NUMBER}\s*%?)\s*[,;]?\s*([([])?\s*(?:${LEVEL})?([([])?\s*(${NUMBER})\s*(%?)${LIMIT_SIGN}(${NUMBER})\s*(%?)(?![\w.]*\d)`,
  "gi",
);

/** Whether the bracket that an interval opens is closed right behind it. */
const closing = (text: string, end: number, whole: string): number =>
  (whole.includes("(") && text[end] === ")") || (whole.includes("[") && text[end] === "]") ? 1 : 0;

/** "sensitivity -0.74 (0.68-0.79)": a dash before the number, where it lies within its limits only without. */
function withoutDash(estimate: string, lower: string, upper: string): string {
  const size = (text: string): number => Number.parseFloat(text.replace(/[,·]/, ".").replace(/−/, "-"));
  const bare = estimate.replace(/^[-−]/, "");
  return size(lower) >= 0 && bare !== estimate && size(bare) >= size(lower) && size(bare) <= size(upper)
    ? bare
    : estimate;
}

const clean = (text: string): string => text.replace(/\s+/g, "");

/** "0.85, 0.82 to 0.88": limits behind a comma, known by lying about their estimate. */
const APPOSED = new RegExp(
  String.raw`(?<![\w.,–-])(${NUMBER})(%?),\s(${NUMBER})(%?)\s+to\s+(${NUMBER})(%?)(?![\w.]*\d)`,
  "g",
);

function apposed(text: string, taken: readonly FoundInterval[]): FoundInterval[] {
  return [...text.matchAll(APPOSED)].flatMap(
    ({ index, 0: whole, 1: estimate = "", 2: a, 3: lower = "", 4: b, 5: upper = "", 6: c }) => {
      const [middle, low, high] = [estimate, lower, upper].map((one) => Number(one.replace("·", ".")));
      const end = index + whole.length;
      const about = /[.·]/.test(estimate + lower + upper) && low! <= middle! && middle! <= high! && low! < high!;
      if (!about || taken.some((one) => index < one.end && end > one.start)) return [];
      const sign = [a, b, c].includes("%") ? "%" : "";
      return [{ start: index, end, estimate: estimate + sign, lower: lower + sign, upper: upper + sign, level: null }];
    },
  );
}

/** "19 (11-32)" in a sentence that spoke of confidence intervals before, "21 [7 - 61]" in one with others in such brackets: three whole numbers, the first between the others. */
function wholeAmong(text: string, at: number, [estimate, low, high]: readonly string[]): boolean {
  const [middle, lower, upper] = [estimate, low, high].map((one) => Number(one?.replaceAll(",", "")));
  const before = text.slice(0, at);
  const said = /^\s?\[/.test(text.slice(at + (estimate ?? "").length))
    ? /\d\.\d+\s?\[\s?\d*\.\d/.test(before)
    : /\b(?:CIs?|confidence intervals?)\b/.test(before);
  return said && lower! < middle! && middle! < upper!;
}

/**
 * Every estimate with its interval: `0.92 (95% CI 0.88-0.94)`, `92% [89, 94]`, `0.92 (0.89 to 0.94)`, `0.92, 95% CI 0.89–0.94`.
 * A percent sign that stands once holds for all three. What might as well be a citation or a list (`24 [14,17]`) is none.
 */
export function findIntervals(text: string): FoundInterval[] {
  const found = [...text.matchAll(INTERVAL)].flatMap((match): FoundInterval[] => {
    const [whole, first = "", bracket, level, inner, low = "", lowSign = "", high = "", highSign = ""] = match;
    // "(95% CI 0.64–0.77)" behind a number that was not understood is no estimate of 95%
    if (
      /^\s*9\d(?:\.\d+)?\s*%\s*$/.test(first) &&
      level === undefined &&
      /^\s*\S+\s*%\s*-?\s*(?:C|credible)/i.test(whole)
    )
      return [];
    const end = match.index + whole.length + closing(text, match.index + whole.length, whole);
    const behind = /^\s*%/.test(text.slice(end)) && whole.includes("(") ? "%" : "";
    const said = /\b(?:C(?:r?)I|KI|IC|VI)\b|confid|credible|konfidenz|confian/i.test(whole);
    if (!said && bracket === undefined && inner === undefined) return [];
    const fractional = [first, low, high].filter((one) => /[.·%]|^0,/.test(one)).length + (lowSign || highSign ? 1 : 0);
    if (!said && fractional === 0 && behind === "" && !wholeAmong(text, match.index, [first, low, high])) return [];
    const estimate = withoutDash(clean(first), clean(low), clean(high));
    const percent = estimate.endsWith("%");
    // "72.3% (0.66-0.78)": the limits are proportions as they stand
    const proportions =
      percent &&
      lowSign + highSign === "" &&
      Number.parseFloat(estimate) > 1 &&
      [low, high].every((one) => Number(one) <= 1);
    const sign = proportions ? "" : percent || lowSign !== "" || highSign !== "" || behind !== "" ? "%" : "";
    // 0.92 (89%–94%) and 92 (89%–94%) are both seen; the estimate's own sign is not made up where it looks like a proportion
    const own = percent || sign === "" || Number(estimate.replace(",", ".")) <= 1 ? estimate : `${estimate}%`;
    return [
      {
        start: match.index,
        end,
        estimate: own,
        lower: `${clean(low)}${sign}`,
        upper: `${clean(high)}${sign}`,
        level: level ?? null,
      },
    ];
  });
  return [...found, ...apposed(text, found)].sort((x, y) => x.start - y.start);
}

/** Numbers as German, French and Spanish papers write them out, without accents; what they share with English is left out. */
const FOREIGN: Readonly<Record<string, number>> = {
  zwei: 2,
  drei: 3,
  vier: 4,
  funf: 5,
  sechs: 6,
  sieben: 7,
  acht: 8,
  neun: 9,
  zehn: 10,
  elf: 11,
  zwolf: 12,
  dreizehn: 13,
  vierzehn: 14,
  funfzehn: 15,
  sechzehn: 16,
  siebzehn: 17,
  achtzehn: 18,
  neunzehn: 19,
  zwanzig: 20,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  onze: 11,
  douze: 12,
  treize: 13,
  quatorze: 14,
  quinze: 15,
  seize: 16,
  "dix-sept": 17,
  "dix-huit": 18,
  "dix-neuf": 19,
  vingt: 20,
  "vingt-deux": 22,
  "vingt-trois": 23,
  "vingt-quatre": 24,
  "vingt-cinq": 25,
  "vingt-six": 26,
  "vingt-sept": 27,
  "vingt-huit": 28,
  "vingt-neuf": 29,
  trente: 30,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  siete: 7,
  ocho: 8,
  nueve: 9,
  diez: 10,
  doce: 12,
  trece: 13,
  catorce: 14,
  quince: 15,
  dieciseis: 16,
  diecisiete: 17,
  dieciocho: 18,
  diecinueve: 19,
  veinte: 20,
};

const WORDS =
  "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  );

const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

/** A whole number, in figures or as a word up to ninety-nine, as the source of a regular expression. */
export const WHOLE = String.raw`(?:\d{1,3}(?:,\d{3})+|\d+|(?:${TENS.join("|")})[- ](?:${WORDS.slice(0, 9).join("|")})|${TENS.join("|")}|${WORDS.join("|")}|${Object.keys(
  FOREIGN,
)
  .sort((a, b) => b.length - a.length)
  .join("|")})`;

/** The whole number that a piece of text is. */
export function wholeNumber(text: string): number {
  const word = WORDS.indexOf(text.toLowerCase());
  if (word >= 0) return word + 1;
  const foreign = FOREIGN[text.toLowerCase()];
  if (foreign !== undefined) return foreign;
  const [ten = "", one = ""] = text.toLowerCase().split(/[- ]/);
  if (TENS.includes(ten)) return 10 * (TENS.indexOf(ten) + 2) + WORDS.indexOf(one) + 1;
  return Number(text.replaceAll(",", ""));
}
