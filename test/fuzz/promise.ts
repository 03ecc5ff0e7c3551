import { analyze, type BivariateFit, DtaError, fitBinomial, fitReitsma } from "../../src/index.js";
import { type Pool, type Target, targets } from "./functions.js";
import { type Dice, dice, junk, mutated, studies } from "./values.js";

/** A promise that was broken: which function, how, and what to call to see it again. */
export interface Broken {
  readonly seed: number;
  readonly index: number;
  readonly name: string;
  readonly fault: string;
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

/** Freezes a value with all its parts, so that a write to it throws. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}

/** What is wrong with how a call went; `null` where the promise held: plain finite data, or a `DtaError` with a code. */
async function faultOf({ call }: Target, given: readonly unknown[]): Promise<string | null> {
  const before = process.cpuUsage();
  let fault: string | null = null;
  try {
    fault = notData(await call(...given), "result", new Set());
  } catch (error) {
    if (!(error instanceof DtaError))
      fault = `threw ${error instanceof Error ? (error.stack ?? error.message).split("\n").slice(0, 3).join(" ") : String(error)}`;
    else if (error.code === "" || error.message === "") fault = "threw an error without a code or a message";
  }
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  if (seconds > CPU_SECONDS) return `took ${seconds.toFixed(1)} s of CPU`;
  const polluted = ({} as { polluted?: unknown }).polluted !== undefined;
  return polluted ? "polluted Object.prototype" : fault;
}

/** Fits and analyses of random studies, for the functions that take one. */
function poolOf(d: Dice): Pool {
  const fits: BivariateFit[] = [];
  const analyses: ReturnType<typeof analyze>[] = [];
  for (let i = 0; i < 4_000 && (fits.length < 24 || analyses.length < 12); i++) {
    const given = studies(d);
    try {
      if (fits.length < 24) fits.push(d.chance(0.5) ? fitReitsma(given) : fitBinomial(given, { nodes: 5 }));
      if (analyses.length < 12) analyses.push(analyze(given, { model: "reitsma", prior: 0.2 }));
    } catch (error) {
      if (!(error instanceof DtaError)) throw error;
    }
  }
  return { fits: frozen(fits), analyses: frozen(analyses) };
}

function argumentsOf(target: Target, d: Dice, pool: Pool): unknown[] {
  const way = d.unit();
  if (target.wellTyped === null || way > 0.9) return Array.from({ length: d.below(4) }, () => junk(d));
  const given = target.wellTyped(d, pool);
  if (way < 0.6) return given;
  const at = d.below(given.length);
  return given.map((one, i) => (i === at ? mutated(d, one) : one));
}

/** Runs `cases` calls from a seed; a case can be run again by its index. */
export async function fuzz(
  seed: number,
  cases: number,
  options: { readonly from?: number; readonly only?: RegExp; readonly onProgress?: (done: number) => void } = {},
): Promise<Broken[]> {
  const pool = poolOf(dice(seed, 0));
  const chosen = targets.filter(({ name }) => options.only?.test(name) ?? true);
  const broken: Broken[] = [];
  for (let index = options.from ?? 0; index < (options.from ?? 0) + cases; index++) {
    const d = dice(seed, index + 1);
    const target = chosen[index % chosen.length]!;
    const given = argumentsOf(target, d, pool);
    const fault = await faultOf(target, given.map(frozen));
    if (fault !== null) broken.push({ seed, index, name: target.name, fault });
    options.onProgress?.(index + 1);
  }
  return broken;
}
