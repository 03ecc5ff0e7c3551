/** Where two results differ first. */
export interface Difference {
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** The first place where two plain values differ, numbers in any bit; `null` where they are the same. */
export function firstDifference(expected: unknown, actual: unknown, path = ""): Difference | null {
  if (Object.is(expected, actual)) return null;
  if (typeof expected === "string" && typeof actual === "string") return textDifference(expected, actual, path);
  if (!isGroup(expected) || !isGroup(actual) || Array.isArray(expected) !== Array.isArray(actual)) {
    return { path, expected, actual };
  }
  for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    const inside = `${path}${Array.isArray(expected) ? `[${key}]` : path === "" ? key : `.${key}`}`;
    if (!Object.hasOwn(expected, key) || !Object.hasOwn(actual, key)) {
      return { path: inside, expected: expected[key] ?? "nothing", actual: actual[key] ?? "nothing" };
    }
    const difference = firstDifference(expected[key], actual[key], inside);
    if (difference !== null) return difference;
  }
  return null;
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Texts are long: what stands around the first character that differs. */
function textDifference(expected: string, actual: string, path: string): Difference {
  let at = 0;
  while (expected[at] === actual[at]) at += 1;
  const around = (text: string): string => text.slice(Math.max(0, at - 30), at + 30);
  return { path: `${path}, character ${at}`, expected: around(expected), actual: around(actual) };
}

/** How many numbers there are in a plain value, at any depth. */
export function countNumbers(value: unknown): number {
  if (typeof value === "number") return 1;
  if (!isGroup(value)) return 0;
  let count = 0;
  for (const part of Object.values(value)) count += countNumbers(part);
  return count;
}
