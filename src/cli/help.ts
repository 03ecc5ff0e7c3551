import type { Command } from "commander";
import pc from "picocolors";
import { EXAMPLES, type Example } from "./examples.js";

// Commander takes the colours out again where the stream has none.
const { bold, cyan, dim, green } = pc.createColors(true);

/** Colours of help, and after the options of each command its examples. */
export function dressHelp(program: Command): Command {
  for (const command of [program, ...program.commands]) {
    command.configureHelp({
      styleTitle: bold,
      styleCommandText: green,
      styleSubcommandText: green,
      styleArgumentText: green,
      styleOptionText: cyan,
    });
    const examples = command === program ? [] : EXAMPLES[command.name()];
    if (examples !== undefined && examples.length > 0) {
      command.addHelpText("after", `\n${bold("Examples:")}\n${examples.map(exampleText).join("\n")}`);
    }
  }
  return program.addHelpText(
    "after",
    `
${bold("Every command")}
  FILE may be - for standard input. "dta help COMMAND" gives its options and examples.
  --output writes a file whole or not at all; one that is there is kept unless --force is given, one that is read always.
  Exit codes: 0 done; 1 a check failed, or a fit did not converge; 2 unusable input or arguments.`,
  );
}

function exampleText({ says, line }: Example): string {
  return `  ${dim(`# ${says}`)}\n  ${line}`;
}
