import { commandsFor } from "./commands.js";
import { processIo } from "./io.js";
import { systemReason } from "./output/system-reason.js";
import { run } from "./run.js";

// A reader that closes the pipe early, such as `head`, has what it wants: what follows is thrown away, and the command ends
// with its own code. A full disk is a fault, and said in a line.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") return;
  process.stderr.write(`error: standard output: cannot be written, ${systemReason(error)}.\n`);
  process.exit(2);
});
// without standard error there is nobody to tell
process.stderr.on("error", () => process.exit(2));

const argv = process.argv.slice(2);
const exitCode = await run(argv, processIo, await commandsFor(argv));
process.exitCode = exitCode;
