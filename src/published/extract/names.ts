import type { SUMMARY_QUANTITIES } from "../quantities.js";
import { unaccented } from "./plain-script.js";

/** A quantity of the format, or the name of one that the format has no field for. */
export type QuantityName = keyof typeof SUMMARY_QUANTITIES | `other:${string}`;

/**
 * How papers call the quantities, the more special first, in English and, without accents, in German, French, Spanish, Portuguese
 * and Italian. Case counts in abbreviations: SE is a standard error.
 */
const NAMES: readonly (readonly [QuantityName, RegExp])[] = [
  ["auc", /\barea[s]? under (?:the )?(?:\w+[ -]){0,6}?curves?\b|\bAU-?S?H?-?S?ROCs?\b|\b(?:AUC|AUS?ROC)s?\b/gi],
  [
    "auc",
    /\b(?:aire sous (?:la|les) courbes?|flache unter der (?:[\w-]+ )?kurve|area (?:bajo|sob|sotto) (?:la |a )?curva)\b/gi,
  ],
  ["auc", /\b(?:summary receiver operating characteristic|S-?ROC|HSROC)(?: curves?)?\b/gi],
  [
    "plr",
    /\b(?:positive (?:diagnostic )?likelihood ratios?|positive LRs?|LR positive|likelihood ratios? positive)\b/gi,
  ],
  [
    "plr",
    /\bpositive (?:likelihood|wahrscheinlichkeits)-?\s?(?:quotient|verhaltnis)\w*\b|\b(?:rapport de vraisemblance|razon(?:es)? de verosimilitud(?:es)?(?: para (?:los )?resultados)?|cociente de probabilidad|razao de verossimilhanca|rapporto di verosimiglianza) positi[fv][aeo]?s?\b|\bRV(?:pos|\+)/gi,
  ],
  ["plr", /\b[pP]LRs?\b|\bLRP\b|\bPosLR\b|\b(?:D?LR)\s?(?:\(\+\)|\+)|\+\s?LR\b/g],
  [
    "nlr",
    /\b(?:negative (?:diagnostic )?likelihood ratios?|negative LRs?|LR negative|likelihood ratios? negative)\b/gi,
  ],
  [
    "nlr",
    /\bnegative (?:likelihood|wahrscheinlichkeits)-?\s?(?:quotient|verhaltnis)\w*\b|\b(?:rapport de vraisemblance|razon(?:es)? de verosimilitud(?:es)?(?: para (?:los )?resultados)?|cociente de probabilidad|razao de verossimilhanca|rapporto di verosimiglianza) negati[fvaeo]+s?\b|\bRVneg\b/gi,
  ],
  ["nlr", /\b[nN]LRs?\b|\bLRN\b|\bNegLR\b|\bD?LR\s?(?:\([-−–]\)|[-−–](?!\d))|(?<![\w–-])[-−]LR\b/g],
  [
    "dor",
    /\bdiagnos\w* (?:odds[- ]?ratios?|ORs?)\b|\bDORs?\b|\b(?:odds[- ]ratio|rapport des cotes|razon de (?:odds|ventajas)) diagnosti\w+\b/gi,
  ],
  ["falsePositiveRate", /\bfalse[- ]positive (?:rate|fraction)s?\b|\bFPR\b/gi],
  ["sensitivity", /\bsensitivit(?:y|ies|at|aten)\b(?! analys)|\bsensibili(?:te|dad|dade|ta)s?\b/gi],
  ["qStar", /\bQ\s?\*|\bQ[- ]?(?:star|index)\b/g],
  ["sensitivity", /\bSEN[S]?\b|\bSens\b|\bSe\b|\bSn\b/g],
  ["specificity", /\bspecificit(?:y|ies|es?|a)\b|\bspezifitat(?:en)?\b|\bespecificidade?s?\b/gi],
  ["specificity", /\bSP(?:C|E|EC)\b|\bSpec\b|\bSp\b/g],
  ["other:PPV", /\bpositive predictive values?\b|\bPPVs?\b/gi],
  ["other:NPV", /\bnegative predictive values?\b|\bNPVs?\b/gi],
  ["other:accuracy", /\b(?:overall |balanced )?accurac(?:y|ies)\b(?= (?:was|were|of|and|,)|,)/gi],
  ["other:rate", /\b(?:\w+ )?(?:rates?|yield)\b(?=,| (?:was|were|of|and)\b)/gi],
  ["other:Youden's index", /\bYouden(?:['’]s)?(?: index| J)?\b/gi],
  ["other:F1", /\bF1(?:[- ]scores?)?\b/g],
  ["other:relative measure", /\b(?:risk ratio|relative risk|hazard ratio|RR|HR|(?<!diagnostic )odds ratio|OR)\b/g],
];

/** Two quantities under one noun: "positive and negative likelihood ratios". */
const PAIRS: readonly (readonly [first: QuantityName, second: QuantityName, pattern: RegExp])[] = [
  ["plr", "nlr", /\bpositive (?:and|or|\/) negative (?:diagnostic )?(?:likelihood ratios?|LRs?)\b/gi],
  ["nlr", "plr", /\bnegative (?:and|or|\/) positive (?:diagnostic )?(?:likelihood ratios?|LRs?)\b/gi],
  ["other:PPV", "other:NPV", /\bpositive and negative predictive values?\b/gi],
];

/** The name of a quantity where it stands in a text. */
export interface FoundName {
  readonly name: QuantityName;
  readonly start: number;
  readonly end: number;
}

/** SE and SP side by side are sensitivity and specificity; alone SE is a standard error. */
const SHORT_PAIR: readonly (readonly [QuantityName, RegExp])[] = [
  ["sensitivity", /\bSE\b/g],
  ["specificity", /\bSP\b/g],
];
const hasShortPair = (text: string): boolean => SHORT_PAIR.every(([, pattern]) => text.search(pattern) >= 0);

/** Every name of a quantity, in order; of names within others, the outer one. */
export function findNames(printed: string): FoundName[] {
  const text = unaccented(printed);
  const pairs = PAIRS.flatMap(([first, second, pattern]) =>
    [...text.matchAll(pattern)].flatMap(({ index, 0: whole }): FoundName[] => {
      const half = index + whole.search(/ (?:and|or|\/) /);
      return [
        { name: first, start: index, end: half },
        { name: second, start: half, end: index + whole.length },
      ];
    }),
  );
  const found = (hasShortPair(text) ? [...NAMES, ...SHORT_PAIR] : NAMES).flatMap(([name, pattern]) =>
    [...text.matchAll(pattern)].map(
      (match): FoundName => ({ name, start: match.index, end: match.index + match[0].length }),
    ),
  );
  found.push(...pairs);
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const outer: FoundName[] = [];
  for (const one of found) if (one.start >= (outer[outer.length - 1]?.end ?? 0)) outer.push(one);
  return outer;
}

/** The quantity that a head of a column names, by itself, among all heads of its table; `null` where it names none, or several. */
export function nameOfHead(head: string, heads: readonly string[] = []): QuantityName | null {
  if (hasShortPair(heads.join(" "))) {
    const short = SHORT_PAIR.find(([, pattern]) => head.search(pattern) >= 0);
    if (short !== undefined) return short[0];
  }
  const names = new Set(findNames(head).map(({ name }) => name));
  return names.size === 1 ? [...names][0]! : null;
}
