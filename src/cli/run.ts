import { Command, CommanderError } from "commander";
import { DtaError } from "../base/errors.js";
import { inWordsOf } from "../base/remedies.js";
import { SOFTWARE } from "../report/words/software.js";
import { dressHelp } from "./help.js";
import type { AddCommand, CommandContext, Io } from "./io.js";
import { guardedIo } from "./output/guarded-io.js";
import { ReaderGone } from "./output/reader-gone.js";
import { progressLine } from "./progress-line.js";
import { COMMAND_REMEDIES } from "./remedies.js";
import { errorWord, textLook } from "./text-look.js";

/**
 * Runs the `dta` command with the arguments that follow its name, and gives its exit code: 0 done; 1 a check failed, or a
 * fit did not converge; 2 unusable input or arguments, with one message on standard error and nothing on standard output. Commands of
 * several files do those that can be used, and end with 2 where one can't.
 */
export async function run(argv: readonly string[], io: Io, commands: readonly AddCommand[]): Promise<number> {
  let exitCode = 0;
  const exitWith = (code: 0 | 1 | 2): void => {
    exitCode = Math.max(exitCode, code);
  };
  const progress = progressLine(io);
  const guarded = guardedIo(io);
  try {
    const program = createProgram({ io: guarded.io, look: textLook(io.terminal.stdout), progress, exitWith }, commands);
    program.hook("preAction", (_, command) => guarded.before(command));
    await program.parseAsync([...argv], { from: "user" });
    progress.end();
    return exitCode;
  } catch (error) {
    progress.end();
    return report(error, argv, io);
  }
}

/** The program with its commands, ready to parse. */
export function createProgram(context: CommandContext, commands: readonly AddCommand[]): Command {
  const { io } = context;
  const { stdout, stderr } = io.terminal;
  const program = new Command("dta")
    .description("Meta-analysis of diagnostic test accuracy")
    .version(SOFTWARE.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help for a command")
    .exitOverride()
    .configureOutput({
      writeOut: io.stdout,
      writeErr: io.stderr,
      outputError: (message, write) => write(message.replace(/^error:/, errorWord(stderr))),
      getOutHelpWidth: () => stdout.columns ?? 100,
      getErrHelpWidth: () => stderr.columns ?? 100,
      getOutHasColors: () => stdout.colors,
      getErrHasColors: () => stderr.colors,
    });
  for (const add of commands) add(program, context);
  return dressHelp(program);
}

/** Says on standard error what went wrong, and gives the exit code. Commander has printed its own messages already. */
function report(error: unknown, argv: readonly string[], io: Io): number {
  const word = errorWord(io.terminal.stderr);
  if (error instanceof CommanderError) {
    const asked = error.exitCode === 0 || (error.code === "commander.help" && argv.length > 0);
    if (error.code === "commander.unknownCommand") io.stderr(forgottenCommand(argv));
    return asked ? 0 : 2;
  }
  if (error instanceof ReaderGone) return error.exitCode;
  if (error instanceof DtaError) {
    io.stderr(`${word} ${inWordsOf(COMMAND_REMEDIES, error.message)}\n`);
    return 2;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.stderr(`${word} dta-meta failed where it should not have; please report this.\n${detail}\n`);
  return 2;
}

/** A hint for who names a file where a command belongs. */
function forgottenCommand(argv: readonly string[]): string {
  const file = argv.find((argument) => !argument.startsWith("-"));
  if (file === undefined || !/\.(csv|tsv|txt|json)$/i.test(file)) return "";
  return `(A command comes first, as in: dta analyze ${argv.join(" ")})\n`;
}
