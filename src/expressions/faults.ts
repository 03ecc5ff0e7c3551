import { shown } from "../base/describe.js";
import { InputError } from "../base/errors.js";

/** Slips of people who know another language, and how it is written here. */
const SLIPS: readonly (readonly [RegExp, string])[] = [
  [/&&/, "write `and` for &&"],
  [/\|\|/, "write `or` for ||"],
  [/===/, "write == for ==="],
  [/!==/, "write != for !=="],
  [/<>/, "write != for <>"],
  [/≥|≤|≠/, "write >=, <= or !="],
  [/[“”„«»‘’]/, 'use straight quotes, "…"'],
  [/!(?!=)/, "write `not` for !"],
];

/** The text as it is shown in messages. */
export function quote(text: string): string {
  return text.includes("`") ? shown(text) : `\`${text}\``;
}

/** An error about an expression; `message` says what is wrong and what would be right, in sentences. */
export function fault(code: string, text: string, message: string, wanted: string, got: unknown = text): InputError {
  return new InputError(code, `in the expression ${quote(text)}: ${message}`, {
    where: `expression ${quote(text)}`,
    got,
    wanted,
  });
}

/** How a slip in `text` would be written here, or `null`. */
export function slipHint(text: string): string | null {
  return SLIPS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** What the parser complained of. */
export function syntaxFault(text: string, error: unknown): InputError {
  if (error instanceof RangeError) {
    return fault("expression-syntax", text, "it is nested too deeply.", "fewer parentheses");
  }
  const message = error instanceof Error ? error.message : String(error);
  const hint = slipHint(text);
  return fault("expression-syntax", text, `${message}${hint === null ? "" : `; ${hint}`}.`, "an expression");
}
