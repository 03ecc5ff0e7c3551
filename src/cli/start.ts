import { commandsFor } from "./commands.js";
import { type Io, processIo } from "./io.js";
import { systemReason } from "./output/system-reason.js";
import { run } from "./run.js";

/** Runs the command with the arguments of the process; `file` is what its threads run. */
export async function start(file: URL): Promise<void> {
  // A reader that closes the pipe early, such as `head`, has what it wants: what follows is thrown away, and the command ends
  // with its own code. A full disk is a fault, and said in a line.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    process.stderr.write(`error: standard output: cannot be written, ${systemReason(error)}.\n`);
    process.exit(2);
  });
  // without standard error there is nobody to tell
  process.stderr.on("error", () => process.exit(2));

  const io: Io = {
    ...processIo,
    openJournal: async (path, resume) => (await import("./batch/journal.js")).openJournal(path, resume),
    answerer: async (workers) => (await import("./batch/answerer.js")).threads(workers, file),
  };
  const argv = process.argv.slice(2);
  process.exitCode = await run(argv, io, await commandsFor(argv));
}
