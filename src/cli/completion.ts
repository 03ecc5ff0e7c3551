import { Argument } from "commander";
import { bashCompletion } from "./completion/bash.js";
import { commandShapes } from "./completion/command-shape.js";
import { fishCompletion } from "./completion/fish.js";
import { zshCompletion } from "./completion/zsh.js";
import type { AddCommand } from "./io.js";

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** `dta completion SHELL`: a script that makes the shell complete commands, options and their values. */
export const completionCommand: AddCommand = (program, { io }) => {
  program
    .command("completion")
    .description("print a script for the shell that completes commands and options")
    .addArgument(new Argument("<shell>", "the shell").choices(Object.keys(SHELLS)))
    .action((shell: keyof typeof SHELLS) => io.stdout(SHELLS[shell](commandShapes(program))));
};
