/** Text is handed on in pieces of about this many characters. */
const PIECE = 1 << 16;
/** Below this depth a value is turned into text at once; above it, part by part. */
const WHOLE_DEPTH = 3;

/**
 * Writes exactly what `JSON.stringify` gives, and a line end. It writes in pieces, because the analysis of a million
 * studies is longer than the longest string that an engine can hold.
 */
export function printJson(value: unknown, write: (text: string) => void): void {
  let pending = "";
  for (const part of parts(value, 0)) {
    pending += part;
    if (pending.length >= PIECE) {
      write(pending);
      pending = "";
    }
  }
  write(`${pending}\n`);
}

function* parts(value: unknown, depth: number): Generator<string> {
  if (depth >= WHOLE_DEPTH || typeof value !== "object" || value === null || "toJSON" in value) {
    yield JSON.stringify(value) ?? "null";
  } else if (Array.isArray(value)) {
    yield "[";
    for (let i = 0; i < value.length; i++) {
      if (i > 0) yield ",";
      yield* parts(value[i], depth + 1);
    }
    yield "]";
  } else {
    let separator = "{";
    for (const [key, item] of Object.entries(value)) {
      if (JSON.stringify(typeof item === "object" ? null : item) === undefined) continue;
      yield `${separator}${JSON.stringify(key)}:`;
      yield* parts(item, depth + 1);
      separator = ",";
    }
    yield separator === "{" ? "{}" : "}";
  }
}
