import type { Pool } from "../pool.js";
import type { Dice } from "../values.js";

/** What a call is made with, made anew for each. */
export type Arguments = (d: Dice, pool: Pool) => unknown[];

/** How functions are called as their types ask, by name. */
export type Calls = Readonly<Record<string, Arguments>>;

/** Some of the options, each with a value of its type. */
export function options(d: Dice, make: Readonly<Record<string, () => unknown>>): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(make)) if (d.chance(0.3)) made[name] = value();
  return made;
}

export const level = (d: Dice): number => d.pick([0.5, 0.9, 0.95, 0.99, 0.999999]);
export const levelOnly = (d: Dice): Record<string, unknown> => options(d, { level: () => level(d) });
export const correction = (d: Dice): unknown => ({
  value: d.pick([0.5, 0.1, 1e-9, 1]),
  when: d.pick(["single", "all", "none"]),
});
export const ratio = (d: Dice): number => d.pick([0, 1e-300, 0.01, 0.5, 1, 3, 100, 1e10, 1e300]) * (0.5 + d.unit());
export const proportion = (d: Dice): number => d.pick([0.5, 0.9, 0.99, 1, 1e-9, d.unit(), d.unit()]);
export const moderators = (d: Dice): string[] => [d.pick(["year", "test", "odd"])];
/** What the functions of studies that fit models share. */
export const modelled = (d: Dice): Record<string, unknown> =>
  options(d, {
    level: () => level(d),
    minStudies: () => 1 + d.below(5),
    correlation: () => d.pick(["estimated", 0]),
    ...(d.chance(0.3) ? { moderators: () => moderators(d) } : {}),
  });
