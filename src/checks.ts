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
export function checkChoice<T extends string>(name: string, value: T, choices: readonly T[]): T {
  if (choices.includes(value)) return value;
  throw new InputError(
    "bad-option",
    `${name} must be ${choices.map((choice) => JSON.stringify(choice)).join(" or ")}, got ${JSON.stringify(value)}.`,
    { where: name, got: value, wanted: choices.join(" | ") },
  );
}
