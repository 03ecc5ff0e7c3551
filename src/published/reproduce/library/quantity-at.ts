import { type ProgramQuantity, significant } from "../../../programs/program-output.js";
import { QUANTITY_PARTS } from "../../printed-quantities.js";

/** What tells the elements of an array apart: a study, a test with the one it is held against, an outcome with its term, a cut-off. */
const KEYS = [
  ...["id", "omitted", "level", "term", "name", "covariate", "measure", "cutoff", "test", "reference", "outcome"],
  ...["group", "quantity", "prior", "kind", "parameter"],
] as const;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** What an element is called by one of the keys. */
function nameBy(element: unknown, key: string): string | null {
  if (!isRecord(element)) return null;
  const value = element[key];
  if (typeof value === "string" || key === "cutoff") return String(value);
  return isRecord(value) && typeof value.name === "string" ? value.name : null;
}

interface Found {
  readonly inner: unknown;
  readonly rest: readonly string[];
}

/** The path without names that say once more which element is meant: `comparisons.CT.MRI` where one comparison is of CT. */
function withoutNames(element: unknown, path: readonly string[]): readonly string[] {
  const [first] = path;
  const known = first === undefined || (isRecord(element) && Object.hasOwn(element, first));
  return !known && KEYS.some((key) => nameBy(element, key) === first) ? path.slice(1) : path;
}

/**
 * An element by what it is called, or else by its place. Names of studies may have points in them; where several elements bear a
 * name, the next name of the path says which is meant (`pairs.CT.MRI`), and without one none is.
 */
function elementOf(list: readonly unknown[], path: readonly string[]): Found | null {
  for (let length = path.length; length > 0; length--) {
    const name = path.slice(0, length).join(".");
    const rest = path.slice(length);
    for (const key of KEYS) {
      const called = list.filter((one) => nameBy(one, key) === name);
      if (called.length === 1) return { inner: called[0], rest: withoutNames(called[0], rest) };
      if (called.length === list.length || called.length === 0) continue;
      const narrowed = elementOf(called, rest);
      if (narrowed !== null) return narrowed;
    }
  }
  const [first = ""] = path;
  return /^\d+$/.test(first) && Number(first) < list.length
    ? { inner: list[Number(first)], rest: path.slice(1) }
    : null;
}

/** A posterior's median and standard deviation are what stands for estimate and standard error. */
const STANDS_FOR = { median: "estimate", sd: "standardError" } as const;

/** The number, or estimate with its parts, at a path of a result; `undefined` where there is none. */
export function quantityAt(result: unknown, path: readonly string[]): ProgramQuantity | undefined {
  const format = significant(6);
  if (path.length === 0) {
    if (result === null || typeof result === "number") return { estimate: result, format };
    if (!isRecord(result)) return undefined;
    const number = (value: unknown): boolean => value === null || typeof value === "number";
    const parts: Record<string, unknown> = {};
    for (const [name, part] of Object.entries(STANDS_FOR)) if (number(result[name])) parts[part] = result[name];
    for (const part of QUANTITY_PARTS) if (number(result[part])) parts[part] = result[part];
    return Object.keys(parts).length === 0 ? undefined : { ...parts, format };
  }
  if (Array.isArray(result)) {
    const found = elementOf(result, path);
    return found === null ? undefined : quantityAt(found.inner, found.rest);
  }
  const [first = "", ...rest] = path;
  if (!isRecord(result)) return undefined;
  if (Object.hasOwn(result, first)) return quantityAt(result[first], rest);
  // names of tests and studies may have points in them
  for (let length = path.length; length > 1; length--) {
    const name = path.slice(0, length).join(".");
    if (Object.hasOwn(result, name)) return quantityAt(result[name], path.slice(length));
  }
  return undefined;
}
