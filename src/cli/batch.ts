import { DtaError, InputError } from "../base/errors.js";
import { parseCountWithin } from "./arguments.js";
import type { Answerer } from "./batch/answerer.js";
import { type Answered, LONGEST_LINE } from "./batch/batch-line.js";
import { fingerprint, trimmed } from "./batch/fingerprint.js";
import { inOrder, type Passage } from "./batch/in-order.js";
import type { Journal } from "./batch/journal.js";
import { readLines } from "./batch/read-lines.js";
import type { AddCommand, CommandContext } from "./io.js";
import { unwritable } from "./output/check-output.js";
import { onInterrupt } from "./output/interrupt.js";
import { ReaderGone } from "./output/reader-gone.js";
import { addOutputOptions, toFile } from "./output/write-output.js";

export type { BatchError, BatchLine } from "./batch/batch-line.js";

interface Flags {
  readonly output?: string;
  readonly resume?: true;
  readonly workers: number;
}

/** Lines of one run: those that an earlier run answered, those that are answered now, and how many of these failed. */
interface Tally {
  before: number;
  now: number;
  failed: number;
}

async function openOutput({ output, resume }: Flags, { io }: CommandContext): Promise<Journal | null> {
  if (toFile(output) && io.openJournal !== undefined) {
    return io.openJournal(output, resume === true).catch((error: unknown) => {
      throw error instanceof DtaError ? error : unwritable(output, error);
    });
  }
  if (resume === undefined) return null;
  throw new InputError("bad-option", "--resume goes on in a file: name it by --output.", {
    where: "--resume",
    wanted: "--output FILE --resume",
  });
}

async function answerAll(
  { answer, width }: Answerer,
  journal: Journal | null,
  { io, progress }: CommandContext,
  tally: Tally,
): Promise<void> {
  const deliver = async ({ bytes, failed }: Answered): Promise<void> => {
    if (journal === null) await io.writeStdout(bytes);
    else journal.append(bytes);
    tally.now += 1;
    if (failed) tally.failed += 1;
    progress.update(tally.now, null);
  };
  async function* passages(): AsyncGenerator<Passage, void> {
    let line = 0;
    for await (const whole of readLines(io.stdinPieces(), LONGEST_LINE)) {
      line += 1;
      const bytes = whole === null ? null : trimmed(whole);
      if (bytes?.length === 0) continue;
      const input = fingerprint(bytes);
      const known = journal?.answered.get(input) ?? 0;
      if (known > 0) {
        journal!.answered.set(input, known - 1);
        tally.before += 1;
        continue;
      }
      const answered = answer({ bytes, line, input });
      yield { bytes: bytes?.length ?? 0, answer: answered.then((given) => () => deliver(given)) };
    }
  }
  await inOrder(passages(), width);
}

function conclude({ before, now, failed }: Tally, { io, exitWith }: CommandContext): void {
  if (before + now === 0) {
    throw new InputError(
      "empty-input",
      'standard input is empty; give one line of JSON for each meta-analysis, {"studies": […]}.',
      { where: "standard input", wanted: "lines of JSON" },
    );
  }
  if (before > 0) io.stderr(`note: ${before} of ${before + now} lines were answered before.\n`);
  if (failed === 0) return;
  io.stderr(`${failed} of ${before + now} lines could not be analysed; their "error" says why.\n`);
  exitWith(1);
}

/**
 * `dta batch < in.ndjson > out.ndjson`: one meta-analysis a line, `{"id"?, "studies": […], "options"?}`, and for each one line
 * with its `Analysis`, or with what is wrong with it, in the order of the input. It holds a few lines at a time, and reads no
 * faster than its output is taken. `--output FILE --resume` goes on where an earlier run stopped: lines that the file answers
 * already, known by their content, are passed over, and a last answer that was cut short is made anew.
 *
 * Ends with 1 where a line could not be analysed, after all others.
 */
export const batchCommand: AddCommand = (program, context) => {
  const command = program
    .command("batch")
    .description("analyze many meta-analyses, one a line of JSON, from standard input to standard output")
    .option("--workers <count>", "threads that analyze lines side by side, from 1 to 256", parseCountWithin(1, 256), 1)
    .option("--resume", "go on in the file of --output: lines that it answers already are passed over");
  addOutputOptions(command, "file that answers are added to, line by line").action(async (flags: Flags) => {
    const { io, progress } = context;
    const journal = await openOutput(flags, context);
    const answerer = (await io.answerer?.(flags.workers)) ?? (await import("./batch/this-thread.js")).inThisThread;
    const tally: Tally = { before: 0, now: 0, failed: journal?.failed ?? 0 };
    const settled = onInterrupt(() => {
      journal?.cut();
      return `${tally.now} lines were answered${journal === null ? "" : "; --resume goes on from there"}`;
    });
    progress.begin("Analysing line by line");
    try {
      await answerAll(answerer, journal, context, tally);
    } catch (error) {
      journal?.cut();
      throw journal === null || error instanceof DtaError || error instanceof ReaderGone
        ? error
        : unwritable(flags.output!, error);
    } finally {
      settled();
      answerer.close();
      await journal?.close();
      progress.end();
    }
    conclude(tally, context);
  });
};
