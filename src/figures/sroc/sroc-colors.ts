import { InputError } from "../../base/errors.js";
import type { CovariateValue } from "../../tables/study.js";
import { formatFixed, formatRange } from "../frame/format.js";
import { seriesColor, type Theme } from "../frame/theme.js";
import type { SrocStudy } from "./sroc-options.js";

/** Studies that share a colour and a shape. */
export interface ColorLevel {
  readonly text: string;
  readonly color: string;
  /** Number of the shape. */
  readonly shape: number;
  has(study: SrocStudy): boolean;
}

/** Numbers with more values than this are cut into thirds. */
const MOST_VALUES = 6;

const covariateOf = ({ covariates }: SrocStudy, name: string): CovariateValue | null => covariates?.[name] ?? null;

/** Thirds of the studies by a number: its lowest and highest value in each. */
function thirds(values: readonly number[]): (readonly [number, number])[] {
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  const sorted = [...values].sort((a, b) => a - b);
  const cuts = [1, 2].map((third) => sorted[Math.floor((third * sorted.length) / 3)]!);
  const edges = [Number.NEGATIVE_INFINITY, ...new Set(cuts), Number.POSITIVE_INFINITY];
  return edges.slice(1).flatMap((end, i) => {
    const within = distinct.filter((value) => value >= edges[i]! && value < end);
    return within.length === 0 ? [] : [[within[0]!, within.at(-1)!] as const];
  });
}

/**
 * The levels of a covariate with a colour and a shape each; a number with more than six values is cut into thirds of the
 * studies. Studies without a value come last. Throws `InputError` (`unknown-covariate`) where no study has one.
 */
export function colorLevels(studies: readonly SrocStudy[], name: string, theme: Theme): ColorLevel[] {
  const values = studies.map((study) => covariateOf(study, name));
  const known = [...new Set(values)].filter((value) => value !== null);
  if (known.length === 0) {
    throw new InputError("unknown-covariate", `no study has a value for "${name}" to be coloured by.`, {
      where: "colorBy",
      got: name,
      wanted: "the name of a covariate",
    });
  }
  const numbers = known.every((value) => typeof value === "number");
  const write = (value: number): string => formatFixed(value, Number.isInteger(value) ? 0 : 2, theme).replace(/,/g, "");
  const parts: { readonly text: string; readonly has: (value: CovariateValue | null) => boolean }[] =
    numbers && known.length > MOST_VALUES
      ? thirds(values.filter((value): value is number => value !== null)).map(([low, high]) => ({
          text: low === high ? write(low) : formatRange(write(low), write(high), theme),
          has: (value) => typeof value === "number" && value >= low && value <= high,
        }))
      : known
          .sort((a, b) => (numbers ? Number(a) - Number(b) : String(a) < String(b) ? -1 : 1))
          .map((level) => ({ text: String(level), has: (value) => value === level }));
  const levels = parts.map(({ text, has }, i) => ({
    text: `${name}: ${text}`,
    color: seriesColor(theme, i),
    shape: i,
    has: (study: SrocStudy) => has(covariateOf(study, name)),
  }));
  if (!values.includes(null)) return levels;
  const without = (study: SrocStudy): boolean => covariateOf(study, name) === null;
  const text = `${name}: ${theme.labels.noSubgroup}`;
  return [...levels, { text, color: theme.colors.reference, shape: levels.length, has: without }];
}
