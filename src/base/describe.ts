/** A value in a message: short, and told apart from its text form. */
export function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return value.length > 40 ? `the text "${value.slice(0, 40)}…"` : `the text "${value}"`;
  if (typeof value === "number" || typeof value === "boolean" || value === null) return String(value);
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** Longer values are described. */
const LONGEST_SHOWN = 120;

/** A value as its owner wrote it, text in quotes; what JSON has no form for, or too long a one, is described. */
export function shown(value: unknown): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "string" && value.length <= LONGEST_SHOWN) return JSON.stringify(value);
  try {
    const json = JSON.stringify(value);
    if (json !== undefined && json.length <= LONGEST_SHOWN) return json;
  } catch {
    // a cycle, or a number beyond all: described
  }
  return describe(value);
}
