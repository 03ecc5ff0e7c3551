import { DtaError } from "../../src/index.js";
import { commandTargets } from "./commands.js";
import { targets as functions, type Target } from "./functions.js";
import { frozen, type Pool, poolOf } from "./pool.js";
import { shareOf } from "./shares.js";
import { type Dice, dice, junk, mutated } from "./values.js";

/** A promise that was broken: which function, how, and what to call to see it again. */
export interface Broken {
  readonly seed: number;
  readonly index: number;
  readonly name: string;
  readonly fault: string;
}

/** How a function fared: calls as its types ask, how many of them gave an answer, and CPU of all its calls. */
export interface Tally {
  calls: number;
  wellTyped: number;
  answered: number;
  seconds: number;
  slowest: number;
}

const CPU_SECONDS = 5;

/** The first place of a result that JSON would lose or that is no finite number. */
function notData(value: unknown, path: string, seen: ReadonlySet<object>): string | null {
  if (typeof value === "number") return Number.isFinite(value) ? null : `${path} is ${value}`;
  if (value === null || typeof value === "string" || typeof value === "boolean" || value === undefined) return null;
  if (typeof value === "function") return null;
  if (typeof value !== "object") return `${path} is a ${typeof value}`;
  if (seen.has(value)) return `${path} is a cycle`;
  const within = new Set(seen).add(value);
  for (const [key, one] of Object.entries(value)) {
    const fault = notData(one, `${path}.${key}`, within);
    if (fault !== null) return fault;
  }
  return null;
}

/** How a call went. `fault` is `null` where the promise held: plain finite data, or a `DtaError` with a code. */
interface Outcome {
  readonly fault: string | null;
  readonly answered: boolean;
  readonly seconds: number;
}

/** Codes that are right for results changed by hand, and a fault of ours for what the library returned. */
const isOurFault = ({ code, where }: DtaError, name: string): boolean =>
  code === "beyond-drawing" || (code === "beyond-numbers" && where?.startsWith(`${name.split(".")[1]}.`) === true);

async function outcomeOf({ call, name }: Target, given: readonly unknown[], way: Way): Promise<Outcome> {
  const before = process.cpuUsage();
  let fault: string | null = null;
  let answered = false;
  try {
    fault = notData(await call(...given), "result", new Set());
    answered = true;
  } catch (error) {
    if (!(error instanceof DtaError))
      fault = `threw ${error instanceof Error ? (error.stack ?? error.message).split("\n").slice(0, 3).join(" ") : String(error)}`;
    else if (way === "well-typed" && isOurFault(error, name)) fault = `threw ${error.message}`;
    else if (error.code === "" || error.message === "") fault = "threw an error without a code or a message";
  }
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  if (({} as { polluted?: unknown }).polluted !== undefined) fault = "polluted Object.prototype";
  if (seconds > CPU_SECONDS) fault ??= `took ${seconds.toFixed(1)} s of CPU`;
  return { fault, answered, seconds };
}

type Way = "well-typed" | "mutated" | "junk";

function argumentsOf(target: Target, d: Dice, pool: Pool): { readonly way: Way; readonly given: unknown[] } {
  const way = d.unit();
  if (target.wellTyped === null || way > 0.9) {
    return { way: "junk", given: Array.from({ length: d.below(4) }, () => junk(d)) };
  }
  const given = drawn(target.wellTyped, d, pool);
  if (way < 0.6) return { way: "well-typed", given };
  const at = d.below(given.length);
  return { way: "mutated", given: given.map((one, i) => (i === at ? mutated(d, one) : one)) };
}

/** Arguments that other functions make: what those refuse is drawn again. */
function drawn(make: NonNullable<Target["wellTyped"]>, d: Dice, pool: Pool): unknown[] {
  for (;;) {
    try {
      return make(d, pool);
    } catch (error) {
      if (!(error instanceof DtaError)) throw error;
    }
  }
}

const targets: readonly Target[] = [...functions, ...commandTargets];

/** The functions in the order in which they are called, those that take long more seldom. */
function roundOf(chosen: readonly Target[]): readonly Target[] {
  const most = Math.max(...chosen.map(({ name }) => shareOf(name)));
  return Array.from({ length: most }, (_, turn) =>
    chosen.filter(({ name }) => turn % (most / shareOf(name)) === 0),
  ).flat();
}

/** What a run found. */
export interface Findings {
  readonly cases: number;
  readonly broken: readonly Broken[];
  readonly tallies: ReadonlyMap<string, Tally>;
}

/** Runs `cases` calls from a seed; a case can be run again by its index. */
export async function fuzz(
  seed: number,
  cases: number,
  options: { readonly from?: number; readonly only?: RegExp; readonly seconds?: number } = {},
): Promise<Findings> {
  const pool = poolOf(seed);
  const round = roundOf(targets.filter(({ name }) => options.only?.test(name) ?? true));
  const broken: Broken[] = [];
  const tallies = new Map<string, Tally>();
  const begun = performance.now();
  let done = 0;
  for (let index = options.from ?? 0; index < (options.from ?? 0) + cases; index++) {
    const d = dice(seed, index + 1);
    const target = round[index % round.length]!;
    const { way, given } = argumentsOf(target, d, pool);
    const { fault, answered, seconds } = await outcomeOf(target, given.map(frozen), way);
    if (fault !== null) broken.push({ seed, index, name: target.name, fault });
    const tally = tallies.get(target.name) ?? { calls: 0, wellTyped: 0, answered: 0, seconds: 0, slowest: 0 };
    tally.calls += 1;
    tally.seconds += seconds;
    tally.slowest = Math.max(tally.slowest, seconds);
    if (way === "well-typed") {
      tally.wellTyped += 1;
      if (answered) tally.answered += 1;
    }
    tallies.set(target.name, tally);
    done += 1;
    if (performance.now() - begun > 1000 * (options.seconds ?? Number.POSITIVE_INFINITY)) break;
  }
  return { cases: done, broken, tallies };
}
