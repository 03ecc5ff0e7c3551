import { shown } from "../base/describe.js";
import { exp, log, log2, log10, power } from "../numeric/elementary.js";
import type { CovariateValue } from "../tables/study.js";
import { machineNumber } from "../tables/typed-number.js";

/** A fault of the values that an expression met; the caller adds where. */
export class OperandError extends Error {
  override readonly name = "OperandError";
}

type Value = CovariateValue;

/** A value as it would be written in an expression. */
export function show(value: Value): string {
  return typeof value === "string" ? shown(value) : String(value);
}

function describe(value: Value): string {
  if (typeof value === "string") return `the text ${show(value)}`;
  return typeof value === "number" ? `the number ${value}` : show(value);
}

/** A finite number, or `null`: what cannot be computed is missing. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value + 0 : null);

/** true, false or unknown. 0 and 1 count as false and true, since indicator columns are written so. */
export function truth(value: Value): boolean | null {
  if (value === null || typeof value === "boolean") return value;
  if (value === 0 || value === 1) return value === 1;
  throw new OperandError(`a condition must be true or false (or 0 or 1), got ${describe(value)}`);
}

function toNumber(value: Value, operation: string): number | null {
  if (typeof value === "string") {
    throw new OperandError(`${operation} needs numbers, got ${describe(value)}`);
  }
  return value === null ? null : Number(value);
}

function toText(value: Value, operation: string): string | null {
  if (value === null || typeof value === "string") return value;
  throw new OperandError(`${operation} needs text, got ${describe(value)}; text(…) turns a value into text`);
}

/** Whether two values are the same; unknown where one is missing. Values of different kinds are an error, not unequal. */
export function equal(x: Value, y: Value): boolean | null {
  if (x === null || y === null) return null;
  if (typeof x === typeof y) return x === y;
  if (typeof x !== "string" && typeof y !== "string") return Number(x) === Number(y);
  const text = typeof x === "string" ? x : y;
  const other = typeof x === "string" ? y : x;
  const hint =
    typeof other === "number" ? `write the number in quotes, ${show(String(other))}` : "true and false have no quotes";
  throw new OperandError(`${describe(text)} is compared with ${describe(other)}; ${hint}`);
}

/** Orders two numbers, or two texts by their code units; `null` where one is missing. */
export function compare(x: Value, y: Value): number | null {
  if (x === null || y === null) return null;
  if (typeof x === "number" && typeof y === "number") return x - y;
  if (typeof x === "string" && typeof y === "string") return x < y ? -1 : x > y ? 1 : 0;
  throw new OperandError(`${describe(x)} and ${describe(y)} have no order; compare numbers with numbers`);
}

/** Binary arithmetic by the name that mathjs gives the operator. */
export const ARITHMETIC: ReadonlyMap<string, (x: Value, y: Value) => Value> = new Map(
  Object.entries<(x: number, y: number) => number>({
    add: (x, y) => x + y,
    subtract: (x, y) => x - y,
    multiply: (x, y) => x * y,
    divide: (x, y) => x / y,
    pow: (x, y) => power(x, y),
    mod: (x, y) => x - y * Math.floor(x / y),
  }).map(([name, operate]) => [
    name,
    (x: Value, y: Value) => {
      const left = toNumber(x, "arithmetic");
      const right = toNumber(y, "arithmetic");
      return left === null || right === null ? null : finite(operate(left, right));
    },
  ]),
);

/** Minus and plus before a number. */
export function signed(value: Value, sign: 1 | -1): Value {
  const number = toNumber(value, "arithmetic");
  return number === null ? null : finite(sign * number);
}

interface ExpressionFunction {
  readonly least: number;
  readonly most: number;
  readonly call: (values: readonly Value[]) => Value;
}

const ofNumbers =
  (name: string, operate: (...numbers: number[]) => number) =>
  (values: readonly Value[]): Value => {
    const numbers = values.map((value) => toNumber(value, name));
    return numbers.includes(null) ? null : finite(operate(...(numbers as number[])));
  };

const ofTexts =
  (name: string, operate: (...texts: string[]) => Value) =>
  (values: readonly Value[]): Value => {
    const texts = values.map((value) => toText(value, name));
    return texts.includes(null) ? null : operate(...(texts as string[]));
  };

const numeric = (name: string, least: number, most: number, operate: (...numbers: number[]) => number) =>
  [name, { least, most, call: ofNumbers(name, operate) }] as const;

const textual = (name: string, arity: number, operate: (...texts: string[]) => Value) =>
  [name, { least: arity, most: arity, call: ofTexts(name, operate) }] as const;

const MANY = 50;

/** The functions that an expression may call. A missing argument makes the result missing. */
export const FUNCTIONS: ReadonlyMap<string, ExpressionFunction> = new Map<string, ExpressionFunction>([
  numeric("abs", 1, 1, (x) => Math.abs(x!)),
  numeric("sqrt", 1, 1, (x) => Math.sqrt(x!)),
  numeric("exp", 1, 1, (x) => exp(x!)),
  numeric("log", 1, 2, (x, base) => (base === undefined ? log(x!) : log(x!) / log(base))),
  numeric("log10", 1, 1, (x) => log10(x!)),
  numeric("log2", 1, 1, (x) => log2(x!)),
  numeric("floor", 1, 1, (x) => Math.floor(x!)),
  numeric("ceil", 1, 1, (x) => Math.ceil(x!)),
  numeric("round", 1, 2, (x, digits = 0) => Math.round(x! * power(10, digits)) / power(10, digits)),
  numeric("min", 1, MANY, (...numbers) => Math.min(...numbers)),
  numeric("max", 1, MANY, (...numbers) => Math.max(...numbers)),
  textual("lower", 1, (x) => x!.toLowerCase()),
  textual("upper", 1, (x) => x!.toUpperCase()),
  textual("contains", 2, (x, part) => x!.includes(part!)),
  textual("startsWith", 2, (x, part) => x!.startsWith(part!)),
  textual("endsWith", 2, (x, part) => x!.endsWith(part!)),
  ["isMissing", { least: 1, most: 1, call: ([value]) => value === null }],
  [
    "number",
    {
      least: 1,
      most: 1,
      call: ([value = null]) => (typeof value === "string" ? machineNumber(value.trim()) : toNumber(value, "number")),
    },
  ],
  ["text", { least: 1, most: 1, call: ([value = null]) => (value === null ? null : String(value)) }],
]);
