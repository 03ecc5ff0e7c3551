import { Command, CommanderError } from "commander";
import { version } from "../../package.json";
import { DtaError } from "../errors.js";
import type { AddCommand, CommandContext, Io } from "./io.js";

/**
 * Runs the `dta` command with the arguments that follow its name, and gives its exit code: 0 done; 1 a check failed, or a
 * fit did not converge; 2 unusable input or arguments, with one message on standard error and nothing on standard output.
 */
export async function run(argv: readonly string[], io: Io, commands: readonly AddCommand[]): Promise<number> {
  let exitCode = 0;
  const exitWith = (code: 0 | 1): void => {
    exitCode = code;
  };
  const program = createProgram({ io, exitWith }, commands);
  try {
    await program.parseAsync([...argv], { from: "user" });
    return exitCode;
  } catch (error) {
    return report(error, argv, io);
  }
}

function createProgram(context: CommandContext, commands: readonly AddCommand[]): Command {
  const { io } = context;
  const program = new Command("dta")
    .description("Meta-analysis of diagnostic test accuracy")
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr })
    .addHelpText(
      "after",
      "\nFILE may be - for standard input.\nExit codes: 0 done; 1 a check failed, or a fit did not converge; 2 unusable input or arguments.",
    );
  for (const add of commands) add(program, context);
  return program;
}

/** Says on standard error what went wrong, and gives the exit code. Commander has printed its own messages already. */
function report(error: unknown, argv: readonly string[], io: Io): number {
  if (error instanceof CommanderError) {
    const asked = error.exitCode === 0 || (error.code === "commander.help" && argv.length > 0);
    return asked ? 0 : 2;
  }
  if (error instanceof DtaError) {
    io.stderr(`error: ${error.message}\n`);
    return 2;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.stderr(`error: dta-meta failed where it should not have; please report this.\n${detail}\n`);
  return 2;
}
