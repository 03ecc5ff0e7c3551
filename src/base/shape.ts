import { describe } from "./describe.js";
import { InputError } from "./errors.js";

/**
 * The shape of plain data, as written from its type: `"number"` is a finite one, names in capitals refer to other shapes, and a name
 * that ends in `?` may be missing.
 */
export type Shape =
  | "number"
  | "text"
  | "boolean"
  | "anything"
  | null
  | { readonly is: string | number | boolean }
  | { readonly of: string }
  | { readonly every: Shape }
  | { readonly some: readonly Shape[] }
  | { readonly items: readonly Shape[] }
  | { readonly values: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> };

/** Shapes by the name of their type. */
export type Shapes = Readonly<Record<string, Shape>>;

/** What `checkShape` looks for. */
export interface ShapeWanted {
  /** Name of the type. */
  readonly name: string;
  /** What has such a shape, such as "what analyze returns". */
  readonly wanted: string;
  /** Of the error; `"bad-data"` by default. */
  readonly code?: string;
  /** The first part, once all have their shapes, that doesn't agree with the others. */
  readonly disagrees?: () => string | null;
}

/** Results that were found whole: their data are readonly, so that they aren't walked again. */
const whole = new WeakMap<object, Shape>();

/** `checkShape` for results that are asked again and again. */
export function checkResult(what: string, value: unknown, shapes: Shapes, wanted: ShapeWanted): void {
  const known = typeof value === "object" && value !== null && whole.get(value) === shapes[wanted.name];
  if (known) return;
  checkShape(what, value, shapes, wanted);
  whole.set(value as object, shapes[wanted.name]!);
}

/** Whether a matrix has that many rows and columns. */
export const isSquare = (matrix: readonly (readonly number[])[], size: number): boolean =>
  matrix.length === size && matrix.every((row) => row.length === size);

/** Refuses (`code`) what has not a shape, with the path of the part that is not as it should be. */
export function checkShape(
  what: string,
  value: unknown,
  shapes: Shapes,
  { name, wanted, code = "bad-data", disagrees }: ShapeWanted,
): void {
  const where = misshapen(value, { of: name }, shapes, what) ?? disagrees?.() ?? null;
  if (where === null) return;
  const got = partAt(value, where.slice(what.length));
  const hint =
    where === `${what}.schema` ? ` This version of dta-meta reads ${describe(schemaOf(shapes[name]!))}.` : "";
  throw new InputError(code, `${where}: got ${describe(got)}, wanted ${wanted}.${hint}`, { where, got, wanted });
}

/** The version that a shape's `schema` has to be. */
function schemaOf(shape: Shape): unknown {
  const schema = typeof shape === "object" && shape !== null && "fields" in shape ? shape.fields.schema : undefined;
  return typeof schema === "object" && schema !== null && "is" in schema ? schema.is : undefined;
}

/** The part of a value that a path names. */
export function partAt(value: unknown, path: string): unknown {
  return [...path.matchAll(/\.([^.[]+)|\[(\d+)\]/g)].reduce(
    (part: unknown, [, name, index]) => (part as Record<string, unknown> | undefined)?.[name ?? index!],
    value,
  );
}

/** The path of the first part that has not its shape, from `path` on; `null` where all have. */
export function misshapen(value: unknown, shape: Shape, shapes: Shapes, path: string): string | null {
  if (shape === null) return value === null ? null : path;
  if (shape === "anything") return null;
  if (shape === "number") return Number.isFinite(value) ? null : path;
  if (shape === "text") return typeof value === "string" ? null : path;
  if (shape === "boolean") return typeof value === "boolean" ? null : path;
  if ("is" in shape) return value === shape.is ? null : path;
  if ("of" in shape) return misshapen(value, shapes[shape.of]!, shapes, path);
  if ("some" in shape) return noneOf(value, shape.some, shapes, path);
  if ("every" in shape || "items" in shape) {
    if (!Array.isArray(value)) return path;
    const of = (i: number): Shape | undefined => ("every" in shape ? shape.every : shape.items[i]);
    if ("items" in shape && value.length !== shape.items.length) return path;
    for (let i = 0; i < value.length; i++) {
      const fault = misshapen(value[i], of(i)!, shapes, `${path}[${i}]`);
      if (fault !== null) return fault;
    }
    return null;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return path;
  const parts = value as Readonly<Record<string, unknown>>;
  const named: readonly (readonly [string, Shape])[] =
    "values" in shape ? Object.keys(parts).map((name) => [name, shape.values]) : Object.entries(shape.fields);
  for (const [name, of] of named) {
    const optional = name.endsWith("?");
    const key = optional ? name.slice(0, -1) : name;
    if (optional && parts[key] === undefined) continue;
    const fault = misshapen(parts[key], of, shapes, `${path}.${key}`);
    if (fault !== null) return fault;
  }
  return null;
}

/** The deepest of the faults that the alternatives find: that of the alternative which was meant. */
function noneOf(value: unknown, alternatives: readonly Shape[], shapes: Shapes, path: string): string | null {
  let deepest = path;
  for (const alternative of alternatives) {
    const fault = misshapen(value, alternative, shapes, path);
    if (fault === null) return null;
    if (fault.length > deepest.length) deepest = fault;
  }
  return deepest;
}
