import { DtaError } from "./errors.js";

/** The path of the first number that is none, from `path` on. */
function unboundedAt(value: unknown, path: string): string | null {
  if (typeof value === "number") return Number.isFinite(value) ? null : path;
  if (typeof value !== "object" || value === null) return null;
  for (const [key, part] of Object.entries(value)) {
    const fault = unboundedAt(part, `${path}.${key}`);
    if (fault !== null) return fault;
  }
  return null;
}

/**
 * A result as it is, where all its numbers are finite. Fits and data that were changed by hand can hold numbers whose products no double
 * holds; what was returned by the library doesn't.
 *
 * @throws DtaError `beyond-numbers` with the path of the first number that is none
 */
export function finiteResult<T>(what: string, result: T): T {
  const where = unboundedAt(result, what);
  if (where === null) return result;
  throw new DtaError(
    "beyond-numbers",
    `${where} is not finite: what it is computed from holds numbers too large or too small for double precision.`,
    { where, wanted: "numbers as they come from counts of participants" },
  );
}
