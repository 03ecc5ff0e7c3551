import { countNumbers, firstDifference } from "./compare.js";
import { EXPRESSIONS, REFERENCES } from "./computations/names.js";
import type { Held } from "./computations/references.js";

/** What a runtime computed: its own name and version, and the JSON of each section. */
export interface Computed {
  readonly runtime: string;
  readonly sections: ReadonlyMap<string, string>;
}

/** A line of the table. */
export interface Row {
  readonly runtime: string;
  readonly way: string;
  readonly seconds: number | null;
  /** Numbers that were compared. */
  readonly numbers: number | null;
  readonly result: string;
  /** Why the check fails; empty where it holds. */
  readonly faults: readonly string[];
}

/** Reads what a program wrote. */
export function readComputed(text: string): Computed {
  const [runtime, ...lines] = text.split("\n");
  const sections = lines.map((line) => {
    const tab = line.indexOf("\t");
    return [line.slice(0, tab), line.slice(tab + 1)] as const;
  });
  return { runtime: runtime!, sections: new Map(sections) };
}

/**
 * What is wrong with what a runtime computed: any difference from `expected`, named by its first place in each section,
 * any number too far from its reference, and any section that is missing, but for expressions by the single file.
 */
export function faultsOf(expected: Computed, { sections }: Computed, way: string): string[] {
  const missing = [...expected.sections.keys()].filter(
    (name) => !sections.has(name) && !(way === "single file" && name.startsWith(EXPRESSIONS)),
  );
  const differences = [...sections].flatMap(([name, json]) => {
    const other = expected.sections.get(name);
    if (other === undefined) return [`${name}: only here`];
    if (other === json) return [];
    const difference = firstDifference(JSON.parse(other), JSON.parse(json));
    return [`${name}, ${difference?.path}: got ${difference?.actual}, ${expected.runtime} has ${difference?.expected}`];
  });
  return [
    ...missing.map((name) => `${name}: missing`),
    ...differences,
    ...heldIn(sections).flatMap(({ name, tooFar }) => tooFar.map((fault) => `${name}, ${fault}`)),
  ];
}

/** What a runtime found when it held its results against the references, by data set. */
export function heldIn(sections: Computed["sections"]): (Held & { readonly name: string })[] {
  return [...sections]
    .filter(([name]) => name.startsWith(REFERENCES))
    .map(([name, json]) => ({ name: name.slice(REFERENCES.length), ...(JSON.parse(json) as Held) }));
}

/** Numbers in each section, counted once for all runtimes. */
export function numbersOf({ sections }: Computed): ReadonlyMap<string, number> {
  return new Map([...sections].map(([name, json]) => [name, countNumbers(JSON.parse(json))]));
}
