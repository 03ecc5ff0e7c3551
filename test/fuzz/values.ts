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

const HOSTILE_NAMES = [
  "<script>alert(1)</script>",
  "=1+1",
  "__proto__",
  "constructor",
  "",
  " ",
  "Ünïcode 漢字 🧪",
  'quote " and & amp',
  "a".repeat(300),
  "\u0000",
  "ends\nhere",
  "Total",
];

/** Counts of every size that a review has, and some that none has. */
export function count(d: Dice): number {
  const most = d.pick([1, 3, 10, 10, 60, 60, 300, 1_000, 20_000, 1_000_000_000]);
  return d.below(most + 1);
}

export interface Row {
  id: string;
  tp: number;
  fp: number;
  fn: number;
  tn: number;
  cluster?: string;
  covariates?: Record<string, string | number | boolean | null>;
}

export function studies(d: Dice): Row[] {
  const k = d.pick([0, 1, 2, 3, 4, 5, 5, 6, 8, 8, 10, 14, 20]);
  const scale = d.pick([2, 8, 40, 40, 200, 2_000]);
  const same = d.chance(0.06);
  const empty = d.pick([null, null, null, null, "diseased", "non-diseased", "errors", "all"] as const);
  const make = (i: number): Row => {
    const cell = (): number => (d.chance(0.02) ? count(d) : d.below(scale + 1));
    const row: Row = {
      id: d.chance(0.1) ? `${d.pick(HOSTILE_NAMES)}${i}` : `Study ${i + 1}`,
      tp: cell(),
      fp: cell(),
      fn: cell(),
      tn: cell(),
    };
    if (empty === "diseased" || empty === "all") row.tp = row.fn = 0;
    if (empty === "non-diseased" || empty === "all") row.fp = row.tn = 0;
    if (empty === "errors") row.fp = row.fn = 0;
    if (d.chance(0.5))
      row.covariates = {
        year: 1990 + d.below(30),
        test: d.pick(["CT", "MRI", "US"]),
        ...(d.chance(0.2) ? { odd: d.pick([null, true, "x", -0, 1e300]) } : {}),
      };
    if (d.chance(0.3)) row.cluster = `c${d.below(4)}`;
    return row;
  };
  const first = make(0);
  return Array.from({ length: k }, (_, i) => (same ? { ...first, id: `Study ${i + 1}` } : make(i)));
}

export const table = (d: Dice): Omit<Row, "id"> => ({ tp: count(d), fp: count(d), fn: count(d), tn: count(d) });

export function csv(d: Dice): string {
  const delimiter = d.pick([",", ";", "\t"]);
  const quote = (cell: unknown): string => `"${String(cell).replaceAll('"', '""')}"`;
  const rows = studies(d).map(({ id, tp, fp, fn, tn }) => [quote(id), tp, fp, fn, tn].join(delimiter));
  const header = ["study", "tp", "fp", "fn", "tn"].join(delimiter);
  const text = [header, ...rows].join(d.pick(["\n", "\r\n"]));
  if (d.chance(0.8)) return text;
  const at = d.below(text.length + 1);
  return d.pick([
    text.slice(0, at),
    text.slice(0, at) + d.pick(["\u0000", '"', ",,,", "\n\n", "NaN"]) + text.slice(at),
  ]);
}

/** A printed number, or something that someone typed in its place. */
export const printed = (d: Dice): unknown =>
  d.chance(0.85)
    ? d.pick([
        (d.unit() * 100).toFixed(d.below(3)),
        d.unit().toFixed(1 + d.below(3)),
        `${(d.unit() * 100).toFixed(1)}%`,
        d.unit(),
      ])
    : d.pick(["", "n/a", "1e400", "-0.1", "101%", "0.92 (0.89–0.94)", Number.NaN, null, -1]);

export function report(d: Dice): Record<string, unknown> {
  const quantities = [
    "sensitivity",
    "specificity",
    "ppv",
    "npv",
    "accuracy",
    "youden",
    "plr",
    "nlr",
    "dor",
    "f1",
    "mcc",
  ];
  const made: Record<string, unknown> = { n: 1 + d.below(d.pick([20, 60, 200, 1_000])) };
  if (d.chance(0.6)) made.diseased = d.below((made.n as number) + 1);
  for (let i = d.below(4); i >= 0; i--) made[d.pick(quantities)] = printed(d);
  return made;
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

/** A value with one of its parts replaced by junk. */
export function mutated(d: Dice, value: unknown): unknown {
  if (typeof value !== "object" || value === null || d.chance(0.25)) return junk(d);
  const keys = Object.keys(value);
  if (keys.length === 0) return junk(d);
  const key = d.pick(keys);
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value };
  (copy as Record<string, unknown>)[key] = mutated(d, (value as Record<string, unknown>)[key]);
  return copy;
}
