import { WHOLE, wholeNumber } from "../numbers.js";
import type { Sentence } from "../sentences.js";
import type { Fact } from "./table-count.js";

/** The study flow as a text tells it: what was found, what was taken out in which order, and what was left. */
export interface FlowFacts {
  readonly sources: readonly (Fact<number> & { readonly name: string })[];
  readonly steps: readonly (Fact<number> & {
    readonly step: "total" | "duplicates" | "removed" | "screened" | "assessed" | "included";
    readonly reason: string;
  })[];
}

const WHAT = `(?:records?|papers?|articles?|studies|study|citations?|publications?|references?|abstracts?|reports?|full[- ]texts?|titles?|documents?|results?)`;
const N = String.raw`(?<![\w.,[–-])(${WHOLE})(?![\w.,%]*\d|%|\s*%|-)`;
const FOUND = /\b(?:retriev|identif|search(?:es)? (?:yield|found|return)|yield|found|obtain)\w*/i;
const OUT = /\b(?:exclud|remov|discard|eliminat|ostraci|reject|delet|dropp|omitt|duplicat)\w*/i;
const KEPT = /\b(?:includ(?!ing)|eligible|enrol|incorporat|encompass|met (?:the|our|all))\w*/i;

const step = (
  sentence: Sentence,
  match: RegExpExecArray,
  kind: FlowFacts["steps"][number]["step"],
  reason = "",
): FlowFacts["steps"][number] => ({
  step: kind,
  reason,
  value: wholeNumber(match[1]!),
  start: sentence.start + match.index,
  end: sentence.start + match.index + match[0].length,
});

/** "685 from PubMed, 15 from Cochrane": what each source gave. */
function sourcesIn(sentence: Sentence): FlowFacts["sources"] {
  const pattern = new RegExp(
    String.raw`${N}\s+(?:${WHAT}\s+)?(?:from|in|on|via|through)\s+(?:the\s+)?([A-Z][\w.]*(?:\s+(?:of|the|[A-Z][\w.]*))*)`,
    "g",
  );
  const named = [...sentence.text.matchAll(pattern)].map((match) => ({ match, name: match[2]!.replace(/\.+$/, "") }));
  const listed = [
    ...sentence.text.matchAll(/\b([A-Z][\w.]*(?:\s+(?:of|[A-Z][\w.]*))*)\s*\(\s*n\s*=\s*([\d,]+)\s*\)/g),
  ].map((match) => ({
    match: Object.assign([match[0], match[2]!], { index: match.index }) as unknown as RegExpExecArray,
    name: match[1]!,
  }));
  return [...named, ...listed].map(({ match, name }) => ({
    name,
    value: wholeNumber(match[1]!),
    start: sentence.start + match.index,
    end: sentence.start + match.index + match[0].length,
  }));
}

/** The words after a number that say what it is the number of, short enough to name a field by. */
function reasonAfter(text: string, from: number): string {
  const words = text.slice(from).split(/[,;.]|\b(?:and|were|was|that were)\b/)[0] ?? "";
  return words.trim().split(/\s+/).slice(0, 6).join(" ");
}

function stepsIn(sentence: Sentence): FlowFacts["steps"] {
  const { text } = sentence;
  const first = (pattern: string): RegExpExecArray | null => new RegExp(pattern, "i").exec(text);
  const total = FOUND.test(text)
    ? (first(String.raw`(?:total of|totalling|in total,?|altogether|overall,?)\s+${N}`) ??
      first(String.raw`${N}\s+(?:\w+\s+){0,3}?${WHAT}\b`))
    : null;
  const left =
    first(String.raw`(?:remaining|left|remained|leaving|rest of the|remain)\s+(?:the\s+)?${N}`) ??
    first(String.raw`full[- ]texts? of\s+(?:the\s+)?(?:remaining\s+)?${N}`) ??
    first(String.raw`${N}\s+full[- ]texts?\s+(?:\w+\s+){0,2}?(?:were|was)\s+(?:read|assess|review|screen|retriev)`);
  const included = KEPT.test(text)
    ? first(
        String.raw`${N}\s+(?:\w+\s+){0,4}?(?:studies|articles|papers|publications|trials|reports)\b[^.;]{0,80}?\b(?:${KEPT.source.slice(2)})`,
      )
    : null;
  if (OUT.test(text) && total === null) return removals(sentence, left);
  return [
    ...(total === null ? [] : [step(sentence, total, "total")]),
    ...(left === null ? [] : [step(sentence, left, /full[- ]text/i.test(text) ? "assessed" : "screened")]),
    ...(included === null || left !== null || included.index === total?.index
      ? []
      : [step(sentence, included, "included")]),
  ];
}

/** Every number of a sentence about what was taken out; what stands as the number left is a stage, a share is none. */
function removals(sentence: Sentence, left: RegExpExecArray | null): FlowFacts["steps"] {
  const { text } = sentence;
  const all = [...text.matchAll(new RegExp(N, "gi"))].filter(({ index }) => {
    const inLeft = left !== null && index >= left.index && index < left.index + left[0].length;
    return (
      !inLeft &&
      !/\b(?:than|least|most|level|about|aged?|Figure|Fig\.?|Table|step|one of)\s*$/i.test(text.slice(0, index)) &&
      !/^\s*(?:researchers?|reviewers?|authors?|investigators?|databases?|years?|months?)/i.test(
        text.slice(index).replace(/^\S+/, ""),
      )
    );
  });
  const kinds = all.map((match) => {
    const reason = reasonAfter(text, match.index + match[0].length);
    const duplicates = /duplicat/i.test(reason) || (all.length === 1 && /duplicat/i.test(text));
    return step(sentence, match, duplicates ? "duplicates" : "removed", reason);
  });
  // "after removal of 300 duplicates, 500 were screened": the later number with a verb of reading is what was left
  const read = new RegExp(
    String.raw`${N}\s+(?:\w+\s+){0,3}?(?:were|was|underwent)\s+(?:then\s+)?(?:screen|assess|read|review|retained|remain)`,
    "i",
  ).exec(text);
  const stage = read === null ? left : read;
  return [
    ...kinds.filter(({ start }) => stage === null || start !== sentence.start + stage.index),
    ...(stage === null ? [] : [step(sentence, stage, /full[- ]text/i.test(text) ? "assessed" : "screened")]),
  ];
}

/**
 * The study flow, from the paragraph that tells it: one with a number found and a number included, or taken out. Numbers of
 * other sentences are none of it.
 */
export function flowFacts(paragraphs: readonly (readonly Sentence[])[]): FlowFacts | null {
  const told = paragraphs
    .map((sentences) => ({
      sources: sentences.flatMap(sourcesIn),
      steps: sentences.flatMap(stepsIn),
      about: sentences.some(({ text }) => OUT.test(text)) && sentences.some(({ text }) => FOUND.test(text)),
    }))
    .filter(
      ({ about, steps }) =>
        about && steps.some((one) => one.step === "included" || one.step === "total") && steps.length > 2,
    );
  const best = told.sort((a, b) => b.steps.length - a.steps.length)[0];
  return best === undefined ? null : { sources: best.sources, steps: best.steps };
}
