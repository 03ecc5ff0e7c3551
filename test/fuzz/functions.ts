import manifest from "../../package.json" with { type: "json" };
import type { Arguments } from "./calls/call.js";
import { coreCalls } from "./calls/core.js";
import { modelCalls } from "./calls/models.js";
import { outputCalls } from "./calls/outputs.js";

/** How each function is called as its types ask; what is not here is called with anything at all. */
const WELL_TYPED: Readonly<Record<string, Arguments>> = { ...coreCalls, ...modelCalls, ...outputCalls };

export interface Target {
  readonly name: string;
  readonly call: (...given: unknown[]) => unknown;
  /** `null` where only junk is known to hand over. */
  readonly wellTyped: Arguments | null;
}

/** The entries of the package, as its manifest has them; the core first, which names what several entries share. */
export const entries: readonly string[] = Object.keys(manifest.exports)
  .filter((path) => !path.endsWith(".json"))
  .map((path) => (path === "." ? "index" : path.slice("./".length)));

/** The other side of workers: they listen to a thread, or start some. */
const NOT_CALLED: ReadonlySet<string> = new Set(["serveTasks", "startWorkers"]);

async function targetsOf(entry: string): Promise<Target[]> {
  const module: Record<string, unknown> = await import(`../../src/${entry}.ts`);
  return Object.entries(module)
    .filter(([name, value]) => typeof value === "function" && !/Error$/.test(name) && !NOT_CALLED.has(name))
    .map(([name, value]) => ({
      name: `${entry}.${name}`,
      call: value as Target["call"],
      wellTyped: WELL_TYPED[`${entry}.${name}`] ?? WELL_TYPED[name] ?? null,
    }));
}

/** Every function that the package exports, once, under the first entry that has it; a new one joins by being exported. */
export const targets: readonly Target[] = [
  ...(await Promise.all(entries.map(targetsOf)))
    .flat()
    .reduce(
      (known, target) => (known.has(target.call) ? known : known.set(target.call, target)),
      new Map<unknown, Target>(),
    )
    .values(),
];
