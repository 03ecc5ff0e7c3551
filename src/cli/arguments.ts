import { InvalidArgumentError } from "commander";
import { typedNumber } from "../tables/typed-number.js";

/** A probability strictly between 0 and 1, as a command-line argument: `0.2`, `0,2`, `20%` or `20 %`. */
export function parseProbability(text: string): number {
  const number = typedNumber(text);
  const value = number?.point ?? number?.comma ?? null;
  if (value === null || !(value > 0 && value < 1)) {
    throw new InvalidArgumentError("It must be a number between 0 and 1, such as 0.2 or 20%.");
  }
  return value;
}

/** A whole number of 1 or more, as a command-line argument. */
export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text.trim())) throw new InvalidArgumentError("It must be a whole number of 1 or more.");
  return Number(text);
}

/** A whole number between two others, as a command-line argument. */
export const parseCountWithin =
  (least: number, most: number) =>
  (text: string): number => {
    const count = parseCount(text);
    if (count >= least && count <= most) return count;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
