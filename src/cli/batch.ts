import { type Analysis, analyze } from "../analysis/analyze.js";
import { DtaError, InputError } from "../base/errors.js";
import { parseLine, parseTask, type TaskId } from "./batch/parse-line.js";
import { type ByteLine, readLines } from "./batch/read-lines.js";
import type { AddCommand } from "./io.js";

/** No line may be longer than this; a million studies take about half of it. */
const LONGEST_LINE = 128 * 2 ** 20;

/** What is wrong with a line. */
export interface BatchError {
  readonly code: string;
  readonly message: string;
  /** The place in the line, such as `studies[3].tp`; `null` where it is no single one. */
  readonly where: string | null;
}

/** What one line of input gives: an analysis, or what is wrong with the line. */
export type BatchLine = {
  /** Changes when the shape of a line does. */
  readonly schema: "dta-meta/batch/1";
  /** Line of the input, from 1. */
  readonly line: number;
  /** As given; `null` without one. */
  readonly id: TaskId;
} & ({ readonly analysis: Analysis } | { readonly error: BatchError });

function decode(line: ByteLine): string {
  if (line === null) {
    const most = `${LONGEST_LINE / 2 ** 20} MB`;
    throw new InputError(
      "line-too-long",
      `the line is longer than ${most}; give the studies to dta analyze as a file.`,
      {
        wanted: `at most ${most}`,
      },
    );
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(line);
  } catch {
    throw new InputError("bad-encoding", "the line is not UTF-8; save the file as UTF-8.", { wanted: "UTF-8" });
  }
}

function batchError(error: unknown): BatchError {
  if (error instanceof DtaError) return { code: error.code, message: error.message, where: error.where ?? null };
  const message = error instanceof Error ? error.message : String(error);
  return { code: "internal", message: `dta-meta failed where it should not have: ${message}`, where: null };
}

/** The answer to one line; `null` for a blank one. Never throws. */
function answerLine(bytes: ByteLine, line: number): BatchLine | null {
  const schema = "dta-meta/batch/1";
  let id: TaskId = null;
  try {
    const text = decode(bytes);
    if (text.trim() === "") return null;
    const parsed = parseLine(text);
    id = parsed.id;
    const { studies, options } = parseTask(parsed.fields);
    return { schema, line, id, analysis: analyze(studies, options) };
  } catch (error) {
    return { schema, line, id, error: batchError(error) };
  }
}

/**
 * `dta batch < in.ndjson > out.ndjson`: one meta-analysis a line, `{"id"?, "studies": […], "options"?}`, and for each one line
 * with its `Analysis`, or with what is wrong with it. It holds one line at a time, and reads no faster than its output is taken.
 * Ends with 1 where a line could not be analysed, after all others.
 */
export const batchCommand: AddCommand = (program, { io, progress, exitWith }) => {
  program
    .command("batch")
    .description("analyze many meta-analyses, one a line of JSON, from standard input to standard output")
    .action(async () => {
      let line = 0;
      let answered = 0;
      let failed = 0;
      progress.begin("Analysing line by line");
      for await (const bytes of readLines(io.stdinPieces(), LONGEST_LINE)) {
        line += 1;
        const answer = answerLine(bytes, line);
        if (answer === null) continue;
        answered += 1;
        if ("error" in answer) failed += 1;
        await io.writeStdout(`${JSON.stringify(answer)}\n`);
        progress.update(answered, null);
      }
      progress.end();
      if (answered === 0) {
        throw new InputError(
          "empty-input",
          'standard input is empty; give one line of JSON for each meta-analysis, {"studies": […]}.',
          {
            where: "standard input",
            wanted: "lines of JSON",
          },
        );
      }
      if (failed > 0) {
        io.stderr(`${failed} of ${answered} lines could not be analysed; their "error" says why.\n`);
        exitWith(1);
      }
    });
};
