import { readFileSync, writeFileSync } from "node:fs";
import { exactJson, type Fixtures, type Section } from "../computations/section.js";

interface Others {
  readonly Deno?: { readonly version: { readonly deno: string } };
  readonly Bun?: { readonly version: string };
}

/** Which runtime this really is, and its version. */
function itself(): string {
  const { Deno, Bun } = globalThis as Others;
  if (Deno !== undefined) return `Deno ${Deno.version.deno}`;
  if (Bun !== undefined) return `Bun ${Bun.version}`;
  return `Node ${process.versions.node}`;
}

/** Computes the sections of the fixtures in the first file and writes them to the second: the runtime, then a line each. */
export function write(sections: (fixtures: Fixtures) => readonly Section[]): void {
  const [from, to] = process.argv.slice(2) as [string, string];
  const fixtures = JSON.parse(readFileSync(from, "utf8")) as Fixtures;
  const lines = sections(fixtures).map(({ name, compute }) => `${name}\t${exactJson(compute())}`);
  writeFileSync(to, [itself(), ...lines].join("\n"));
}
