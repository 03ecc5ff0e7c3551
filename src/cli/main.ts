import { commandsFor } from "./commands.js";
import { processIo } from "./io.js";
import { run } from "./run.js";

// A reader that closes the pipe early, such as `head`, is no error; a full disk is one, and said in a line.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  const reason = error.code === "ENOSPC" ? "no space is left on the device" : error.message;
  process.stderr.write(`error: standard output cannot be written, ${reason}.\n`);
  process.exit(2);
});
// without standard error there is nobody to tell
process.stderr.on("error", () => process.exit(2));

const argv = process.argv.slice(2);
process.exitCode = await run(argv, processIo, await commandsFor(argv));
