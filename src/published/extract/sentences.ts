/** A sentence, with its place in the paper's text. */
export interface Sentence {
  readonly text: string;
  readonly start: number;
}

const ABBREVIATED =
  /(?:\b(?:al|vs|fig|figs|e\.g|i\.e|cf|approx|no|nos|dr|st|ref|refs|resp|ca|incl|excl|min|max|vol|[A-Z])|\.\s?g|\.\s?e)$/i;

/** The sentences of a text that begins at `start`. */
export function sentencesOf(text: string, start: number): Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  for (const match of text.matchAll(/[.!?](?:\[[\d,\s–-]+\])?[)"”’]*\s+(?=[A-Z0-9("“[])/g)) {
    if (match[0].startsWith(".") && ABBREVIATED.test(text.slice(from, match.index))) continue;
    const end = match.index + match[0].length;
    sentences.push({ text: text.slice(from, end), start: start + from });
    from = end;
  }
  if (from < text.length) sentences.push({ text: text.slice(from), start: start + from });
  return sentences;
}
