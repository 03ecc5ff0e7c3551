import { InputError } from "../../base/errors.js";

function outside(name: string, value: number, wanted: string): InputError {
  return new InputError("outside-domain", `${name} must be ${wanted}, got ${value}.`, {
    where: name,
    got: value,
    wanted,
  });
}

/** Returns `value` if it is a number > 0 (∞ allowed), throws {@link InputError} `outside-domain` otherwise. */
export function requirePositive(value: number, name: string): number {
  if (!(value > 0)) throw outside(name, value, "a number greater than 0");
  return value;
}

/** Returns `value` if it is a finite number > 0, throws {@link InputError} `outside-domain` otherwise. */
export function requireFinitePositive(value: number, name: string): number {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) throw outside(name, value, "a finite number greater than 0");
  return value;
}

/** Returns `value` if it is a probability in [0, 1], throws {@link InputError} `outside-domain` otherwise. */
export function requireProbability(value: number, name: string): number {
  if (!(value >= 0 && value <= 1)) throw outside(name, value, "a probability from 0 to 1");
  return value;
}

/** Returns `value` unless it is NaN (±∞ allowed), throws {@link InputError} `outside-domain` otherwise. */
export function requireNumber(value: number, name: string): number {
  if (Number.isNaN(value)) throw outside(name, value, "a number");
  return value;
}

/** Returns `value` if it is a whole number ≥ `least`, throws {@link InputError} `outside-domain` otherwise. */
export function requireWhole(value: number, name: string, least = 0): number {
  if (!(Number.isInteger(value) && value >= least)) throw outside(name, value, `a whole number of at least ${least}`);
  return value;
}
