import { commandsFor } from "./commands.js";
import { processIo } from "./io.js";
import { run } from "./run.js";

// A reader that closes the pipe early, such as `head`, is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

const argv = process.argv.slice(2);
process.exitCode = await run(argv, processIo, await commandsFor(argv));
