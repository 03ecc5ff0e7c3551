import { commandsFor } from "./commands.js";
import { type Io, processIo } from "./io.js";
import { run } from "./run.js";

/** Runs a command on the files and streams of the process; `file` is what its threads run. */
export async function runProcess(argv: readonly string[], file: URL): Promise<number> {
  const io: Io = {
    ...processIo,
    openJournal: async (path, resume) => (await import("./batch/journal.js")).openJournal(path, resume),
    answerer: async (workers) => (await import("./batch/answerer.js")).threads(workers, file),
  };
  return run(argv, io, await commandsFor(argv));
}
