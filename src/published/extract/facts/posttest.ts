import { NUMBER } from "../numbers.js";
import type { Sentence } from "../sentences.js";
import type { Fact } from "./table-count.js";

/** The names that the format has for a probability after a result. */
export type PosttestName = "posttestPositive" | "posttestNegative" | "predictiveNegative";

/** A probability after a result, under the label that is printed with it. */
export interface PosttestFact extends Fact<string> {
  readonly name: PosttestName | null;
  /** Why it has no name. */
  readonly why: string | null;
}

const VALUE = String.raw`[<>≤≥]?\s*${NUMBER}\s*%?`;
/** "if the test was negative, the probability of disease was .03", with any words for test and disease. */
const CONDITIONAL = new RegExp(
  String.raw`\b(?:if|when|where|for|after|with|given|following)\b([^,.;]*),?\s*the\s+(?:actual\s+|true\s+|post-?\s?test\s+|posterior\s+)*(?:probability|likelihood|chance|risk)\s+(?:of|for)\s+([^,;]{1,80}?)\s+(?:was|is|were|of|=|being)\s*(?:about\s+|approximately\s+|only\s+)?(${VALUE})(?![\w%])`,
  "gi",
);
const NEGATED = /\bnon-|\bno\b|\bnot\b|\bwithout\b|\bnegative|\babsence\b|\bfree of\b|\bhealthy\b/i;
const plainTerm = (words: string): string =>
  words
    .toLowerCase()
    .replace(
      /\bnon-|\b(?:no|not|without|actual|actually|having|being|true|the|an?|absence|presence|of|disease free)\b/g,
      " ",
    )
    .replace(/[^\p{L}\d]+/gu, " ")
    .trim();

function nameOf(condition: string, outcome: string): Pick<PosttestFact, "name" | "why"> {
  const term = plainTerm(outcome);
  const understood =
    /\b(?:positive|negative)\b/i.test(condition) || (term !== "" && plainTerm(condition).includes(term));
  if (!understood) return { name: null, why: "the result that the probability is conditional on was not understood" };
  const [negative, absent] = [NEGATED.test(condition), NEGATED.test(outcome)];
  if (negative) return { name: absent ? "predictiveNegative" : "posttestNegative", why: null };
  if (!absent) return { name: "posttestPositive", why: null };
  return { name: null, why: "the probability of no disease after a positive result has no field of its own" };
}

function conditionalFacts({ text }: Sentence): PosttestFact[] {
  return [...text.matchAll(CONDITIONAL)].map((match): PosttestFact => {
    const end = match.index + match[0].trimEnd().length;
    return {
      value: match[3]!.replace(/\s+/g, "").replace(/\.$/, ""),
      start: match.index,
      end,
      ...nameOf(match[1]!, match[2]!),
    };
  });
}

const ABOUT = /post-?\s?test\s+probabilit|posterior\s+probabilit/i;
const UP = /\bpositive\b|\bPLR\b|\bLR\s?\(?\+|\b(?:in|r)creas|\brose\b|\brais/i;
const DOWN = /\bnegative\b|\bNLR\b|\bLR\s?\(?[-−–]|\bdecreas|\bdropp?|\bfell\b|\breduc|\blower/i;

/** "the post-test probability was 80% for a positive and 3% for a negative result", clause by clause. */
function clauseFacts({ text }: Sentence): PosttestFact[] {
  if (!ABOUT.test(text)) return [];
  const numbers = [
    ...text.matchAll(
      new RegExp(String.raw`(?<![\w.=+-])(${NUMBER}\s*%|[.·]\d+|0\.\d+)(?!\s*(?:CI|confidence)|[\w.])`, "gi"),
    ),
  ].filter(
    ({ index }) =>
      !/(?:pre-?\s?test|prior)\s+probabilit[^.;]{0,30}$|\b(?:LR|ratio)\s*(?:of|was|=|:)?\s*$/i.test(
        text.slice(0, index),
      ),
  );
  const fact = (match: RegExpExecArray, name: PosttestName | null): PosttestFact => ({
    value: match[1]!.replace(/\s+/g, ""),
    start: match.index,
    end: match.index + match[0].length,
    name,
    why: name === null ? "it is not clear which result the probability follows" : null,
  });
  const [first, second] = numbers;
  if (numbers.length === 2 && /\brespectively\b/i.test(text) && UP.test(text) && DOWN.test(text)) {
    const inOrder = text.search(UP) < text.search(DOWN);
    return [
      fact(first!, inOrder ? "posttestPositive" : "posttestNegative"),
      fact(second!, inOrder ? "posttestNegative" : "posttestPositive"),
    ];
  }
  const cuts = [...text.matchAll(/[,;]|\b(?:and|while|whereas|but)\b/gi)].map(({ index }) => index);
  return numbers.map((match) => {
    const from = Math.max(0, ...cuts.filter((cut) => cut <= match.index));
    const to = Math.min(text.length, ...cuts.filter((cut) => cut > match.index));
    const clause = text.slice(from, to);
    const [up, down] = [UP.test(clause), DOWN.test(clause)];
    return fact(match, up === down ? null : up ? "posttestPositive" : "posttestNegative");
  });
}

/** The probabilities after a positive and after a negative result that a sentence prints, as it labels them. */
export function posttestFacts(sentence: Sentence): PosttestFact[] {
  const conditional = conditionalFacts(sentence);
  return conditional.length > 0 ? conditional : clauseFacts(sentence);
}
