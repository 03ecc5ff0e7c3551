import type { CommandShape, OptionShape } from "./command-shape.js";

const quoted = (text: string): string => `'${text.replace(/['\\]/g, "\\$&")}'`;

function optionLine(command: string, { long, short, description, takesValue, choices }: OptionShape): string {
  const value = !takesValue ? "" : choices.length === 0 ? " -r" : ` -x -a ${quoted(choices.join(" "))}`;
  const letter = short === null ? "" : ` -s ${short.slice(1)}`;
  return `complete -c dta -n '__fish_seen_subcommand_from ${command}' -l ${long.slice(2)}${letter}${value} -d ${quoted(description)}`;
}

/** Lines for fish that complete commands, options with what they do, their values, and files. */
export function fishCompletion(commands: readonly CommandShape[]): string {
  return `${[
    "# Completion of dta for fish: dta completion fish > ~/.config/fish/completions/dta.fish",
    `complete -c dta -n __fish_use_subcommand -l version -s V -d 'print the version'`,
    `complete -c dta -n __fish_use_subcommand -l help -s h -d 'print help'`,
    ...commands.flatMap(({ name, description, options, arguments: places }) => [
      `complete -c dta -n __fish_use_subcommand -f -a ${name} -d ${quoted(description)}`,
      ...places
        .filter(({ choices }) => choices.length > 0)
        .map(
          ({ choices }) =>
            `complete -c dta -n '__fish_seen_subcommand_from ${name}' -f -a ${quoted(choices.join(" "))}`,
        ),
      ...options.map((option) => optionLine(name, option)),
    ]),
  ].join("\n")}\n`;
}
