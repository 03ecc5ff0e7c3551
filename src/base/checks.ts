import { InputError } from "./errors.js";

/** Returns a confidence level strictly between 0 and 1; throws `InputError` on anything else. */
export function checkLevel(level: number): number {
  if (typeof level === "number" && level > 0 && level < 1) return level;
  throw new InputError("bad-level", `level must lie between 0 and 1, such as 0.95, got ${level}.`, {
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
    `${name} must be ${choices.map((choice) => JSON.stringify(choice)).join(" or ")}, got ${JSON.stringify(value)}.`,
    { where: name, got: value, wanted: choices.map(String).join(" | ") },
  );
}

/** Returns a whole number of at least `least` and at most `most`; throws `InputError` on anything else. */
export function checkCount(name: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const wanted =
    most < Number.MAX_SAFE_INTEGER ? `a whole number from ${least} to ${most}` : `a whole number of at least ${least}`;
  throw new InputError("bad-option", `${name} must be ${wanted}, got ${value}.`, { where: name, got: value, wanted });
}
