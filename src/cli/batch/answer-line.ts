import { analyze } from "../../analysis/analyze.js";
import { DtaError, InputError } from "../../base/errors.js";
import { type Answered, answered, type BatchError, LONGEST_LINE, type Question, type TaskId } from "./batch-line.js";
import { parseLine, parseTask } from "./parse-line.js";
import type { ByteLine } from "./read-lines.js";

function decode(line: ByteLine): string {
  if (line === null) {
    const most = `${LONGEST_LINE / 2 ** 20} MB`;
    throw new InputError(
      "line-too-long",
      `the line is longer than ${most}; give the studies to dta analyze as a file.`,
      { wanted: `at most ${most}` },
    );
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(line);
  } catch {
    throw new InputError("bad-encoding", "the line is not UTF-8; save the file as UTF-8.", { wanted: "UTF-8" });
  }
}

/** An error as a line says it. */
export function batchError(error: unknown): BatchError {
  if (error instanceof DtaError) return { code: error.code, message: error.message, where: error.where ?? null };
  const message = error instanceof Error ? error.message : String(error);
  return { code: "internal", message: `dta-meta failed where it should not have: ${message}`, where: null };
}

/** The answer to one line. Never throws. */
export function answerLine({ bytes, line, input }: Question): Answered {
  const schema = "dta-meta/batch/1";
  let id: TaskId = null;
  try {
    const parsed = parseLine(decode(bytes));
    id = parsed.id;
    const { studies, options } = parseTask(parsed.fields);
    return answered({ schema, input, line, id, analysis: analyze(studies, options) });
  } catch (error) {
    return answered({ schema, input, line, id, error: batchError(error) });
  }
}
