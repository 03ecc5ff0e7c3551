import { type Random, seededRandom } from "../../src/numeric/random/random.js";

/** Draws of a seeded stream. */
export interface Dice {
  readonly unit: () => number;
  /** A whole number from 0 to n − 1. */
  readonly below: (n: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
  readonly chance: (p: number) => boolean;
}

export function dice(seed: number, stream: number): Dice {
  const random: Random = seededRandom(seed, stream);
  const unit = (): number => random.uniform();
  const below = (n: number): number => Math.min(n - 1, Math.floor(unit() * n));
  return { unit, below, pick: (from) => from[below(from.length)]!, chance: (p) => unit() < p };
}

/** What a caller without types may hand over in the place of anything. */
export function junk(d: Dice, depth = 0): unknown {
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  const plain: readonly unknown[] = [
    undefined,
    null,
    true,
    0,
    -0,
    -1,
    0.5,
    1e308,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2n ** 70n,
    "",
    "text",
    "0.5",
    Symbol("s"),
    () => 1,
    new Date(0),
    new Map(),
    [],
    {},
    cycle,
    Object.create(null),
    JSON.parse('{"__proto__": {"polluted": true}}'),
  ];
  if (depth > 2 || d.chance(0.7)) return d.pick(plain);
  return d.chance(0.5)
    ? Array.from({ length: d.below(4) }, () => junk(d, depth + 1))
    : Object.fromEntries(Array.from({ length: d.below(4) }, (_, i) => [`k${i}`, junk(d, depth + 1)]));
}

/** A value of the same type that hardly anybody means. */
function absurd(d: Dice, value: unknown): unknown {
  if (typeof value === "number") return d.pick([0, -0, -1, 0.5, 1e-300, 1e308, -1e308, 2 ** 53, 1e9, -value]);
  if (typeof value === "string") return d.pick(["", " ", "__proto__", "\u0000", "x".repeat(500), "NaN", "-1"]);
  if (typeof value === "boolean") return !value;
  if (Array.isArray(value)) return d.pick([[], value.slice(1), [...value, ...value], value.toReversed()]);
  return junk(d);
}

/** A value with one of its parts replaced by junk, or by something of the same type. */
export function mutated(d: Dice, value: unknown): unknown {
  if (typeof value !== "object" || value === null || d.chance(0.2)) return d.chance(0.5) ? junk(d) : absurd(d, value);
  const keys = Object.keys(value);
  if (keys.length === 0) return junk(d);
  const key = d.pick(keys);
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value };
  (copy as Record<string, unknown>)[key] = mutated(d, (value as Record<string, unknown>)[key]);
  return copy;
}
