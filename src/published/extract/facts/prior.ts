import { NUMBER } from "../numbers.js";
import type { Fact } from "./table-count.js";

/** A pre-test probability, and the number of people that it was taken from, where that stands beside it. */
export interface Prior {
  readonly prior: Fact<string>;
  readonly participants: Fact<number> | null;
}

const NAMED = new RegExp(
  String.raw`\b(?:pre-?\s?test|prior)\s+probabilit(?:y|ies)\s*(?:\([^)]*\)\s*)?(?:(?:was|were|is|of|at|to|as|set|fixed|assumed|being|equal|:|=)\s*){1,3}(${NUMBER}\s*%?)`,
  "i",
);
/** "… 48.44% (n=6429) had the disease. Assuming this as the prior probability": the share in the words before. */
const REFERRED =
  /\b(?:assum|giv|tak|us|consider)\w*\s+(?:this|that|it)\b[^.]{0,40}\b(?:pre-?\s?test|prior)\s+probabilit/i;
const SHARE = new RegExp(String.raw`(${NUMBER}\s*%)(\s*\(\s*n\s*=\s*([\d,]+)\s*\))?`, "gi");

/** The pre-test probability that a text names, or the share that it then calls so. */
export function priorOf(text: string): Prior | null {
  const referred = REFERRED.exec(text);
  if (referred !== null) {
    const before = text.slice(0, referred.index);
    const shares = [...before.matchAll(SHARE)].filter(
      ({ index, 0: whole }) => !/^\s*(?:CI|confidence|credible)/i.test(before.slice(index + whole.length)),
    );
    const last = shares[shares.length - 1];
    // an earlier share in another sentence is another number; of several in the same one none is taken
    if (last === undefined) return null;
    const sentence = before.slice(before.lastIndexOf(". ", last.index) + 1);
    if ([...sentence.matchAll(SHARE)].length > 1) return null;
    const value = last[1]!.replace(/\s+/g, "");
    const n = last[3];
    return {
      prior: { value, start: last.index, end: last.index + last[1]!.length },
      participants:
        n === undefined
          ? null
          : {
              value: Number(n.replaceAll(",", "")),
              start: last.index + last[1]!.length,
              end: last.index + last[0].length,
            },
    };
  }
  const named = NAMED.exec(text);
  if (named === null) return null;
  const value = named[1]!.replace(/\s+/g, "").replace(/\.$/, "");
  const start = named.index + named[0].length - named[1]!.length;
  return { prior: { value, start, end: start + named[1]!.trimEnd().length }, participants: null };
}
