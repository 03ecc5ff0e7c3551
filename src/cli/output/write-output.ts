import type { Command } from "commander";
import { DtaError } from "../../base/errors.js";
import type { Io } from "../io.js";
import { unwritable } from "./check-output.js";

/** Adds the options of a command that may write a file: which, and whether over another. */
export function addOutputOptions(command: Command, says: string): Command {
  return command
    .option("-o, --output <file>", says)
    .option("--force", "replace the file if it is there already; never one that is read");
}

/** Whether an output goes to a file rather than to standard output, which is called `-` too. */
export const toFile = (output: string | undefined): output is string => output !== undefined && output !== "-";

/** What a command makes, into the file that `--output` names or to standard output. Throws `InputError` where that can't be done. */
export async function writeOutput(
  output: string | undefined,
  content: string | Uint8Array,
  io: Pick<Io, "writeFile" | "stdout">,
): Promise<void> {
  if (!toFile(output)) return io.stdout(typeof content === "string" ? content : new TextDecoder().decode(content));
  try {
    await io.writeFile(output, content);
  } catch (error) {
    throw error instanceof DtaError ? error : unwritable(output, error);
  }
}
