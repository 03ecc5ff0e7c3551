import { InvalidArgumentError } from "commander";
import { type PriorName, priorNames } from "../models/bayes/named-priors.js";
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

/** What `--prior` said: the probability of disease, the prior of a Bayesian model by name, or both one after the other. */
export interface Priors {
  readonly prior?: number;
  readonly priorDistribution?: PriorName;
}

/** A probability strictly between 0 and 1, or the name of a prior, as a command-line argument that may be given once for each. */
export function parsePrior(text: string, before: Priors = {}): Priors {
  const name = priorNames.find((known) => known === text.trim());
  if (name !== undefined) return { ...before, priorDistribution: name };
  const number = typedNumber(text);
  const value = number?.point ?? number?.comma ?? null;
  if (value !== null && value > 0 && value < 1) return { ...before, prior: value };
  throw new InvalidArgumentError(
    `It must be a number between 0 and 1, such as 0.2 or 20%, or one of ${priorNames.join(", ")}.`,
  );
}

/** A proportion above 0 and at most 1, as a command-line argument. */
export function parseAccuracy(text: string): number {
  const number = typedNumber(text);
  const value = number?.point ?? number?.comma ?? null;
  if (value === null || !(value > 0 && value <= 1)) {
    throw new InvalidArgumentError("It must be a number above 0 and at most 1, such as 0.9 or 90%.");
  }
  return value;
}

/** Proportions above 0 and at most 1, separated by commas, as a command-line argument. */
export const parseAccuracies = (text: string): number[] => text.split(",").map(parseAccuracy);

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

/** Digits behind the point, as a command-line argument. */
export function parseDigits(text: string): number {
  if (!/^[0-6]$/.test(text.trim())) throw new InvalidArgumentError("It must be a whole number from 0 to 6.");
  return Number(text);
}
