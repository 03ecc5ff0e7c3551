import { SOFTWARE } from "../report/words/software.js";
import { systemReason } from "./output/system-reason.js";

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

  const argv = process.argv.slice(2);
  // for nothing but this the parser of arguments is not loaded
  if (argv.length === 1 && (argv[0] === "--version" || argv[0] === "-V")) process.stdout.write(`${SOFTWARE.version}\n`);
  else process.exitCode = await (await import("./run-process.js")).runProcess(argv, file);
}
