import type { CommandShape, OptionShape } from "./command-shape.js";

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
/** Text inside a specification of `_arguments`, where brackets and colons mean something. */
const inSpec = (text: string): string => text.replace(/[[\]:\\]/g, "\\$&");

function optionSpecs({ long, short, description, takesValue, choices }: OptionShape): string[] {
  const value = !takesValue ? "" : choices.length === 0 ? ":value:_files" : `:value:(${choices.join(" ")})`;
  return (short === null ? [long] : [long, short]).map((flag) => quoted(`${flag}[${inSpec(description)}]${value}`));
}

function branch({ name, options, arguments: places }: CommandShape): string {
  const specs = [
    ...options.flatMap(optionSpecs),
    ...places.map(({ name, choices }, i) =>
      quoted(`${i + 1}:${inSpec(name)}:${choices.length === 0 ? "_files" : `(${choices.join(" ")})`}`),
    ),
    ...(places.length === 0 ? [] : [quoted("*:file:_files")]),
  ];
  return `    ${name})\n      _arguments \\\n${specs.map((spec) => `        ${spec}`).join(" \\\n")} ;;`;
}

/** A zsh function that completes commands, options with what they do, their values, and files. */
export function zshCompletion(commands: readonly CommandShape[]): string {
  return `#compdef dta
# Completion of dta for zsh: dta completion zsh > "\${fpath[1]}/_dta"
_dta() {
  local -a commands
  commands=(
${commands.map(({ name, description }) => `    ${quoted(`${name}:${description.replaceAll(":", "\\:")}`)}`).join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    _arguments '--help[print help]' '--version[print the version]'
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT -= 1 ))
  case $command in
${commands.map(branch).join("\n")}
  esac
}
if [ "$funcstack[1]" = "_dta" ]; then
  _dta "$@"
else
  compdef _dta dta
fi
`;
}
