import { DtaError } from "dta-meta";
import { inWordsOf } from "dta-meta/report";
import { texts } from "../texts.js";

/** Something that is wrong: in a row (from 0), in one of its cells, or with the whole table. */
export interface Problem {
  readonly row: number | null;
  readonly column: string | null;
  readonly message: string;
}

/** What the library says is wrong with a text, line by line; nothing where it can be read. Columns by the names of the text. */
export function problemsOf(read: () => unknown): Problem[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof DtaError)) throw error;
    const lines = inWordsOf(texts.remedies, error.message)
      .split("\n")
      .flatMap((line) => (/^\d+ more problems?:$/.test(line) ? [] : [line]));
    return lines.map((line): Problem => {
      const message = line.replace(/^\s*- /, "");
      const row = /^row (\d+) /.exec(message);
      const column = /column "([^"]*)"/.exec(message);
      return { row: row === null ? null : Number(row[1]) - 1, column: column?.[1] ?? null, message };
    });
  }
}
