import type { CommandShape } from "./command-shape.js";

/** A bash script that completes commands, options and their values; where it knows nothing, bash completes file names. */
export function bashCompletion(commands: readonly CommandShape[]): string {
  const values = commands.flatMap(({ name, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .flatMap(({ long, short, choices }) =>
        (short === null ? [long] : [long, short]).map((flag) => ({ when: `${name} ${flag}`, choices })),
      ),
  );
  const places = commands.flatMap(({ name, arguments: places }) =>
    places.flatMap(({ choices }, i) => (choices.length === 0 ? [] : [{ when: `${name} ${i + 2}`, choices }])),
  );
  return `# Completion of dta for bash: dta completion bash >> ~/.bashrc
_dta() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}"
  local options="" choices=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(" ")} --help --version" -- "$current"))
    return
  fi
  case "$command $previous" in
${values.map(({ when, choices }) => `    "${when}") ${choices.length === 0 ? "" : `COMPREPLY=($(compgen -W "${choices.join(" ")}" -- "$current")); `}return ;;`).join("\n")}
  esac
  case "$command $COMP_CWORD" in
${places.map(({ when, choices }) => `    "${when}") choices="${choices.join(" ")}" ;;`).join("\n")}
  esac
  case "$command" in
${commands.map(({ name, options }) => `    ${name}) options="${options.map(({ long }) => long).join(" ")}" ;;`).join("\n")}
  esac
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$options" -- "$current")) ;;
    *) [ -z "$choices" ] || COMPREPLY=($(compgen -W "$choices" -- "$current")) ;;
  esac
}
complete -o bashdefault -o default -F _dta dta
`;
}
