import { Option } from "commander";
import { parseAccuracies } from "./arguments.js";

/** References of known accuracy that are supposed where none are named. */
export const REFERENCES: { readonly sensitivity: readonly number[]; readonly specificity: readonly number[] } = {
  sensitivity: [0.85, 0.9, 0.95, 1],
  specificity: [0.95, 0.98, 1],
};

/** A grid of references, as the command line says. */
export interface ReferenceFlags {
  readonly referenceSensitivity?: readonly number[];
  readonly referenceSpecificity?: readonly number[];
}

/** The options that name a grid of references. */
export const referenceOptions = (): readonly Option[] =>
  (["sensitivity", "specificity"] as const).map((name) =>
    new Option(
      `--reference-${name} <list>`,
      `${name} of the references to suppose (default: ${REFERENCES[name].join(",")})`,
    ).argParser(parseAccuracies),
  );
