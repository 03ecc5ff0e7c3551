const QUOTE = 34;
const NEWLINE = 10;

/** Where a quoted field goes wrong: it never ends, or something other than a delimiter or a line end follows it. */
export interface QuoteFault {
  /** Line on which the field begins. */
  readonly line: number;
}

/**
 * Cuts a delimited text whose lines end in `\n` into rows, and hands over each row's fields with the line that it begins on.
 * A field that begins with a quote runs to the next lone quote, whatever is between, two quotes standing for one; blanks after it are
 * left out (RFC 4180, and what spreadsheets write). Elsewhere a quote is a character like any other.
 *
 * Returns what is wrong where a quoted field does not close properly; rows before it have been handed over.
 */
export function readRows(
  text: string,
  delimiter: string,
  firstLine: number,
  onRow: (fields: string[], line: number) => void,
): QuoteFault | null {
  const separator = delimiter.charCodeAt(0);
  const end = text.length;
  let line = firstLine;
  let position = 0;
  while (position < end) {
    const begins = line;
    const fields: string[] = [];
    for (;;) {
      const start = position;
      if (text.charCodeAt(start) === QUOTE) {
        const last = closingQuote(text, start + 1);
        if (last < 0) return { line };
        const field = text.slice(start + 1, last);
        fields.push(field.includes('"') ? field.replaceAll('""', '"') : field);
        const fieldLine = line;
        line += lineBreaks(field);
        position = last + 1;
        while (delimiter !== " " && text[position] === " ") position += 1;
        const next = position < end ? text.charCodeAt(position) : NEWLINE;
        if (next !== separator && next !== NEWLINE) return { line: fieldLine };
      } else {
        for (; position < end; position++) {
          const code = text.charCodeAt(position);
          if (code === separator || code === NEWLINE) break;
        }
        fields.push(text.slice(start, position));
      }
      const more = position < end && text.charCodeAt(position) === separator;
      position += 1;
      if (!more) break;
    }
    line += 1;
    onRow(fields, begins);
  }
  return null;
}

/** Position of the first quote from `from` on that is not one of a pair; −1 where there is none. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2);
  return at;
}

function lineBreaks(field: string): number {
  let count = 0;
  for (let i = field.indexOf("\n"); i >= 0; i = field.indexOf("\n", i + 1)) count += 1;
  return count;
}
