import { describe, shown } from "./describe.js";
import { InputError } from "./errors.js";

/** More points of a curve than anybody draws: beyond it a number is a slip, and would fill the memory. */
export const MOST_POINTS = 100_000;

/** Returns a confidence level strictly between 0 and 1; throws `InputError` on anything else. */
export function checkLevel(level: number): number {
  if (typeof level === "number" && level > 0 && level < 1) return level;
  throw new InputError("bad-level", `level must lie between 0 and 1, such as 0.95, got ${shown(level)}.`, {
    where: "level",
    got: level,
    wanted: "a number between 0 and 1, ends excluded",
  });
}

/** Returns one of a few words; the error lists them. */
export function checkChoice<T extends string | number>(name: string, value: T, choices: readonly T[]): T {
  if (choices.includes(value)) return value;
  throw new InputError(
    "bad-option",
    `${name} must be ${choices.map((choice) => shown(choice)).join(" or ")}, got ${shown(value)}.`,
    { where: name, got: value, wanted: choices.map(String).join(" | ") },
  );
}

/** Refuses (`bad-option`) a switch that is neither on nor off. */
export function checkFlag(name: string, value: boolean): boolean {
  if (typeof value === "boolean") return value;
  throw new InputError("bad-option", `${name}: got ${describe(value)}, wanted true or false.`, {
    where: name,
    got: value,
    wanted: "true or false",
  });
}

/** Returns a whole number of at least `least` and at most `most`; throws `InputError` on anything else. */
export function checkCount(name: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const wanted =
    most < Number.MAX_SAFE_INTEGER ? `a whole number from ${least} to ${most}` : `a whole number of at least ${least}`;
  throw new InputError("bad-option", `${name} must be ${wanted}, got ${shown(value)}.`, {
    where: name,
    got: value,
    wanted,
  });
}

/** Returns an object that is no array; throws `InputError` on anything else. `wanted` says what it should hold. */
export function checkObject<T>(name: string, value: T, wanted: string): T {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new InputError("bad-data", `${name}: got ${describe(value)}, wanted ${wanted}.`, {
    where: name,
    got: value,
    wanted,
  });
}

/** Returns an array; throws `InputError` on anything else. `wanted` says of what. */
export function checkArray<T>(name: string, value: readonly T[], wanted: string): readonly T[] {
  if (Array.isArray(value)) return value;
  throw new InputError("bad-data", `${name}: got ${describe(value)}, wanted ${wanted}.`, {
    where: name,
    got: value,
    wanted,
  });
}

/** Returns a text; throws `InputError` on anything else. */
export function checkText(name: string, value: string, wanted = "text"): string {
  if (typeof value === "string") return value;
  throw new InputError("bad-data", `${name}: got ${describe(value)}, wanted ${wanted}.`, {
    where: name,
    got: value,
    wanted,
  });
}

/** Returns the bytes of a file; throws `InputError` on anything else. */
export function checkBytes(name: string, value: Uint8Array): Uint8Array {
  if (value instanceof Uint8Array) return value;
  const wanted = "the bytes of a file, a Uint8Array";
  throw new InputError("bad-data", `${name}: got ${describe(value)}, wanted ${wanted}.`, {
    where: name,
    got: value,
    wanted,
  });
}

/** Returns a number, finite or not; throws `InputError` on anything else. */
export function checkNumber(name: string, value: number): number {
  if (typeof value === "number") return value;
  throw new InputError("bad-data", `${name}: got ${describe(value)}, wanted a number.`, {
    where: name,
    got: value,
    wanted: "a number",
  });
}

/** Returns a finite number; throws `InputError` on anything else. */
export function checkFinite(name: string, value: number): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  const wanted = "a finite number";
  throw new InputError("bad-data", `${name}: got ${describe(value)}, wanted ${wanted}.`, {
    where: name,
    got: value,
    wanted,
  });
}
