import type { Command, Option } from "commander";
import { allCommands } from "../../src/cli/commands.js";
import type { Io } from "../../src/cli/io.js";
import { progressLine } from "../../src/cli/progress-line.js";
import { createProgram } from "../../src/cli/run.js";
import { textLook } from "../../src/cli/text-look.js";
import { runCommand } from "../cli/harness.js";
import type { Arguments } from "./calls/call.js";
import { comparativeStudies, csv, cutoffRows, paper, studies } from "./data.js";
import type { Target } from "./functions.js";
import type { Dice } from "./values.js";

/** It answers a client for as long as there is one. */
const NOT_CALLED: ReadonlySet<string> = new Set(["mcp", "help"]);

const VALUES = [
  "",
  " ",
  "-1",
  "0",
  "0.2",
  "0.95",
  "1",
  "2",
  "5",
  "1e400",
  "NaN",
  "test",
  "year",
  "year > 2000",
  "Study 1",
  "CT",
  "=1+1",
  "__proto__",
  "--json",
  "-",
  "a.csv",
  "compared.csv",
  "paper.json",
  "new.html",
  "new.svg",
  "reitsma",
  "z",
  "20,30",
];

const rowsOf = (rows: readonly object[], head: readonly string[]): string =>
  [head.join(","), ...rows.map((row) => head.map((name) => (row as Record<string, unknown>)[name]).join(","))].join(
    "\n",
  );

/** Files as they come, and some that nobody means. */
function files(d: Dice): Readonly<Record<string, string | Uint8Array>> {
  const compared = comparativeStudies(d).map(({ covariates, ...row }) => ({ ...row, test: covariates?.test }));
  return {
    "a.csv": d.chance(0.5) ? csv(d) : rowsOf(studies(d).slice(0, 8), ["id", "tp", "fp", "fn", "tn"]),
    "compared.csv": rowsOf(compared.slice(0, 8), ["id", "cluster", "tp", "fp", "fn", "tn", "test"]),
    "cutoffs.csv": rowsOf(cutoffRows(d).slice(0, 8), ["study", "cutoff", "tp", "fp", "fn", "tn"]),
    "paper.json": JSON.stringify(paper(d)),
    "paper.txt": "Results\n\nThe pooled sensitivity was 0.92 (95% CI 0.89 to 0.94).",
    "empty.csv": "",
    "bytes.xlsx": Uint8Array.from({ length: d.below(200) }, () => d.below(256)),
    "broken.json": '{"results": [',
  };
}

const takesValue = ({ required, optional }: Option): boolean => required || optional;

/** Arguments of a command: mostly a file that is there, some of its options, values of every kind. */
const argumentsOf =
  (command: Command): Arguments =>
  (d) => {
    const known = files(d);
    const names = [...Object.keys(known), "nowhere.csv", "-"];
    const argv = command.registeredArguments.flatMap(() => (d.chance(0.9) ? [d.pick(names)] : []));
    for (const option of command.options) {
      if (!d.chance(1.2 / (1.2 + command.options.length))) continue;
      argv.push(option.long ?? option.short!);
      if (!takesValue(option)) continue;
      argv.push(d.pick(option.argChoices ?? (d.chance(0.2) ? names : VALUES)));
    }
    return [[command.name(), ...argv], known, d.chance(0.8) ? known["a.csv"]! : ""];
  };

const commands = await allCommands();

/** Runs a command in this process; a failure that it has no words for is thrown. */
async function called(argv: unknown, known: unknown, stdin: unknown): Promise<{ readonly exitCode: number }> {
  const words = Array.isArray(argv) ? argv.filter((word) => typeof word === "string") : [];
  if (words.some((word) => NOT_CALLED.has(word))) return { exitCode: 2 };
  const { exitCode, stderr } = await runCommand(commands, words, {
    files: typeof known === "object" ? ((known ?? {}) as Record<string, string>) : {},
    stdin: typeof stdin === "string" ? stdin : "",
  });
  if (/failed where it should not have/.test(stderr))
    throw new Error(`dta ${words.join(" ")}: ${stderr.slice(0, 400)}`);
  if (![0, 1, 2].includes(exitCode)) throw new Error(`dta ${words.join(" ")}: exit code ${exitCode}`);
  if (exitCode === 2 && stderr === "") throw new Error(`dta ${words.join(" ")}: exit code 2 without a word`);
  return { exitCode };
}

const silent = { terminal: { stdout: { colors: false }, stderr: { colors: false } } } as unknown as Io;
const program = createProgram(
  { io: silent, look: textLook(silent.terminal.stdout), progress: progressLine(silent), exitWith: () => {} },
  commands,
);

/** Every command, with its options as it declares them; a new one joins by being in the table of commands. */
export const commandTargets: readonly Target[] = program.commands
  .filter((command) => !NOT_CALLED.has(command.name()))
  .map((command) => ({
    name: `cli.${command.name()}`,
    call: called as Target["call"],
    wellTyped: argumentsOf(command),
  }));
