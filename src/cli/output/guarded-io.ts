import type { Command } from "commander";
import type { Io } from "../io.js";
import { toFile } from "./write-output.js";

/** Files and streams of one run, which remember what was read, so that nothing is written over it. */
export interface GuardedIo {
  readonly io: Io;
  /** Takes a command's options, and refuses its output before its work begins. */
  readonly before: (command: Command) => Promise<void>;
}

/** `io` with every output held to the rules of its command: `--force`, and what it read. */
export function guardedIo(io: Io): GuardedIo {
  const inputs: string[] = [];
  let replace = false;
  return {
    io: {
      ...io,
      readFile: (path) => {
        inputs.push(path);
        return io.readFile(path);
      },
      readStdin: () => {
        inputs.push("-");
        return io.readStdin();
      },
      writeFile: (path, content) => io.writeFile(path, content, { replace, inputs }),
    },
    async before(command) {
      const { output, force, resume } = command.opts<{ output?: string; force?: true; resume?: true }>();
      replace = force === true;
      // standard input may be connected to a file as well
      const named = command.processedArgs.flat().filter((argument) => typeof argument === "string");
      if (toFile(output))
        await io.checkOutput?.(output, { replace: replace || resume === true, inputs: [...named, "-"] });
    },
  };
}
