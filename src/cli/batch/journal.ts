import { createReadStream, ftruncateSync, writeSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { InputError } from "../../base/errors.js";
import { LONGEST_LINE } from "./batch-line.js";
import { readLines } from "./read-lines.js";

/** Answers may be longer than what they answer. */
const LONGEST_ANSWER = 8 * LONGEST_LINE;

/** A file of answers that grows line by line. */
export interface Journal {
  /** How many answers it held to lines with that fingerprint. */
  readonly answered: Map<string, number>;
  /** How many of them say what was wrong with their line. */
  readonly failed: number;
  readonly append: (bytes: Uint8Array) => void;
  /** Cuts off what is not a whole line; for when the process is told to end. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
}

interface Kept {
  readonly answered: Map<string, number>;
  failed: number;
  /** Bytes that whole answers take. */
  size: number;
}

/** The fingerprint in an answer, and whether it is an error; `null` where the text is no answer. */
function read(bytes: Uint8Array): { readonly input: string; readonly failed: boolean } | null {
  try {
    const answer = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (answer?.schema !== "dta-meta/batch/1" || typeof answer.input !== "string") return null;
    return { input: answer.input, failed: "error" in answer };
  } catch {
    return null;
  }
}

/** What a file of answers holds, but for a last line that was cut short. */
async function keep(path: string, size: number): Promise<Kept> {
  const kept: Kept = { answered: new Map(), failed: 0, size: 0 };
  let line = 0;
  let at = 0;
  for await (const bytes of readLines(createReadStream(path), LONGEST_ANSWER)) {
    line += 1;
    const answer = bytes === null ? null : read(bytes);
    at += (bytes?.length ?? 0) + 1;
    // without its line end, or half of it nothing but zeros after a loss of power
    if (at > size || (answer === null && at === size)) return kept;
    if (answer === null) {
      throw new InputError("no-answers", `${path}, line ${line}: this is no answer of dta batch; name its output.`, {
        where: `${path}, line ${line}`,
        wanted: "a file that dta batch wrote",
      });
    }
    kept.size = at;
    kept.answered.set(answer.input, (kept.answered.get(answer.input) ?? 0) + 1);
    if (answer.failed) kept.failed += 1;
  }
  return kept;
}

/** Opens a file for answers: an empty one, or to go on in one where an earlier run stopped. */
export async function openJournal(path: string, resume: boolean): Promise<Journal> {
  const handle: FileHandle = await open(path, resume ? "a+" : "w");
  try {
    const { size } = await handle.stat();
    const kept = resume ? await keep(path, size) : { answered: new Map<string, number>(), failed: 0, size: 0 };
    if (kept.size < size) await handle.truncate(kept.size);
    let whole = kept.size;
    const regular = (await handle.stat()).isFile();
    return {
      answered: kept.answered,
      failed: kept.failed,
      append(bytes) {
        for (let at = 0; at < bytes.length; ) at += writeSync(handle.fd, bytes, at);
        whole += bytes.length;
      },
      cut() {
        if (regular) ftruncateSync(handle.fd, whole);
      },
      async close() {
        if (regular) await handle.sync();
        await handle.close();
      },
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}
