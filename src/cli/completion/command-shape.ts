import type { Argument, Command, Option } from "commander";

/** An option as a shell completes it. */
export interface OptionShape {
  /** `--model`. */
  readonly long: string;
  /** `-o`; `null` without one. */
  readonly short: string | null;
  readonly description: string;
  readonly takesValue: boolean;
  /** What the value may be; empty for anything, such as a file. */
  readonly choices: readonly string[];
}

/** A command as a shell completes it. */
export interface CommandShape {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionShape[];
  /** For each argument what it may be; empty for a file. */
  readonly arguments: readonly { readonly name: string; readonly choices: readonly string[] }[];
}

const HELP: OptionShape = {
  long: "--help",
  short: "-h",
  description: "print help",
  takesValue: false,
  choices: [],
};

const optionShape = ({ long, short, description, required, optional, argChoices }: Option): OptionShape[] =>
  long === undefined
    ? []
    : [{ long, short: short ?? null, description, takesValue: required || optional, choices: argChoices ?? [] }];

const argumentShape = (argument: Argument): { readonly name: string; readonly choices: readonly string[] } => ({
  name: argument.name(),
  choices: argument.argChoices ?? [],
});

/** What shells have to know of a program's commands; `help` takes their names. */
export function commandShapes(program: Command): CommandShape[] {
  const shapes = program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    options: [...command.options.flatMap(optionShape), HELP],
    arguments: command.registeredArguments.map(argumentShape),
  }));
  const names = shapes.map(({ name }) => name);
  const help = {
    name: "help",
    description: "print help for a command",
    options: [],
    arguments: [{ name: "command", choices: names }],
  };
  return [...shapes, help];
}
