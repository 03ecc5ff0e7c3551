import type { Command, Option } from "commander";
import type { AddCommand, Io } from "../io.js";
import { createProgram } from "../run.js";

/** What a client may hand over under one name, as JSON Schema. */
interface Property {
  readonly type: "string" | "boolean" | readonly string[];
  readonly description: string;
  readonly enum?: readonly string[];
  readonly items?: { readonly type: "string" };
}

/** A command of `dta` as a tool: its arguments and options under their names, and how they become words again. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: {
    readonly type: "object";
    readonly properties: Readonly<Record<string, Property>>;
    readonly required: readonly string[];
    readonly additionalProperties: false;
  };
  /** Whether the command prints JSON as well. */
  readonly json: boolean;
  /** The words behind `dta` for what a client handed over. */
  argv(input: Readonly<Record<string, unknown>>): string[];
}

/** What a client hands over in the place of a file. */
const TEXT = "text";

/** How results are printed is not the client's choice: it gets the text and the data. Nor does it replace files. */
const WITHHELD = new Set(["json", "markdown", "help", "force"]);

const textProperty: Property = {
  type: "string",
  description: 'the content of a file that is given as "-", instead of its path',
};

function optionProperty(option: Option): Property {
  const description = option.description;
  if (option.isBoolean() || option.negate) return { type: "boolean", description };
  if (option.argChoices !== undefined) return { type: "string", description, enum: option.argChoices };
  return { type: ["string", "number"], description };
}

function toolOf(command: Command): Tool {
  const options = command.options.filter((option) => !WITHHELD.has(option.attributeName()));
  const args = command.registeredArguments;
  const properties: Record<string, Property> = {};
  for (const argument of args) {
    const { description, argChoices } = argument;
    properties[argument.name()] = argument.variadic
      ? { type: ["array"], items: { type: "string" }, description }
      : { type: "string", description, ...(argChoices === undefined ? {} : { enum: argChoices }) };
  }
  properties[TEXT] = textProperty;
  for (const option of options) properties[option.attributeName()] = optionProperty(option);
  return {
    name: command.name(),
    description: `${command.description()}.`,
    inputSchema: {
      type: "object",
      properties,
      required: args.filter(({ required }) => required).map((argument) => argument.name()),
      additionalProperties: false,
    },
    json: command.options.some((option) => option.attributeName() === "json"),
    argv: (input) => [
      command.name(),
      ...options.flatMap((option) => optionWords(option, input[option.attributeName()])),
      // whatever follows is a file, even where its name begins with a dash
      "--",
      ...args.flatMap((argument) => [input[argument.name()] ?? []].flat().map(String)),
    ],
  };
}

function optionWords(option: Option, value: unknown): string[] {
  if (value === undefined || value === null) return [];
  const flag = option.long ?? option.short!;
  if (!option.isBoolean() && !option.negate) return [`${flag}=${value}`];
  return value === !option.negate ? [flag] : [];
}

/** The commands as tools. */
export function toolsOf(commands: readonly AddCommand[]): Tool[] {
  const none = { interactive: false, colors: false, columns: null };
  const io = { terminal: { stdout: none, stderr: none } } as Io;
  const context = { io, look: {} as never, progress: {} as never, exitWith: () => {} };
  return createProgram(context, commands)
    .commands.filter((command) => command.name() !== "help")
    .map(toolOf);
}
