import type { Sentence } from "../sentences.js";
import type { Fact } from "./table-count.js";

/** What a paper says of how it pooled. */
export interface MethodFacts {
  readonly model: Fact<string> | null;
  readonly software: Fact<string> | null;
  readonly kappa: Fact<string> | null;
}

const WORDS = `(?:[- ](?:logistic|mixed|random|linear|normal|effects?|summary|binomial|receiver|operating|characteristic)){0,6}[- ](?:effects?|models?|regression|method)(?: models?)?`;
/** The bivariate model before any other that is spoken of. */
const MODELS: readonly RegExp[] = [
  new RegExp(String.raw`\bbivariate${WORDS}\b`, "i"),
  new RegExp(
    String.raw`\b(?:hierarchical|univariate|generali[sz]ed linear|random)${WORDS}\b|\bHSROC model|\bDerSimonian(?:[ –-]and[ –-]|[–-]| & )Laird\b`,
    "i",
  ),
];
const SOFTWARE =
  /\b(?:midas|metandi2?|metadta|metadas|mada|lme4|meta-?disc|MetaDTA|RevMan|Review Manager|Stata(?:\s*(?:SE|MP|BE))?(?:[,\s]*(?:version\s*)?\d+(?:\.\d+)?)?|R\s+(?:software|version)\s*[\d.]*|R \d\.\d+(?:\.\d+)?|SAS(?:\s*\d+\.\d+)?)\b/gi;
const KAPPA =
  /(?:κ|\bkappa\b)\s*(?:coefficient|statistic|value|score)?\s*(?:\([^)]*\)\s*)?(?:was|of|is|=|:)?\s*([-−]?\d*[.·]\d+)/i;

function first(sentences: readonly Sentence[], pattern: RegExp, group = 0): Fact<string> | null {
  for (const { text, start } of sentences) {
    const match = pattern.exec(text);
    if (match !== null)
      return { value: match[group]!, start: start + match.index, end: start + match.index + match[0].length };
  }
  return null;
}

/** The model, the programs and the reviewers' agreement that the methods name. */
export function methodFacts(sentences: readonly Sentence[]): MethodFacts {
  const named = sentences.flatMap(({ text, start }) =>
    [...text.matchAll(SOFTWARE)].map((match) => ({
      value: match[0].trim(),
      start: start + match.index,
      end: start + match.index + match[0].length,
    })),
  );
  const distinct = named.filter(({ value }, i) => named.findIndex((one) => one.value === value) === i);
  return {
    model: MODELS.reduce<Fact<string> | null>((found, pattern) => found ?? first(sentences, pattern), null),
    software:
      distinct.length === 0
        ? null
        : { value: distinct.map(({ value }) => value).join(", "), start: distinct[0]!.start, end: distinct[0]!.end },
    kappa: first(sentences, KAPPA, 1),
  };
}
