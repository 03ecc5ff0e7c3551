const NEWLINE = 10;

/** One line of a long text, as bytes without its end; `null` where it was longer than allowed and was skipped. */
export type ByteLine = Uint8Array | null;

/**
 * Cuts a stream of bytes into lines, holding one line and one piece at a time. Lines longer than `longest` bytes are skipped
 * as they come, never held. A last line without an end counts; nothing after the last line end does not.
 */
export async function* readLines(pieces: AsyncIterable<Uint8Array>, longest: number): AsyncGenerator<ByteLine> {
  let held: Uint8Array[] = [];
  let size = 0;
  const hold = (part: Uint8Array): void => {
    size += part.length;
    if (size > longest) held = [];
    else held.push(part);
  };
  const take = (): ByteLine => {
    const line = size > longest ? null : joined(held, size);
    held = [];
    size = 0;
    return line;
  };
  for await (const piece of pieces) {
    let start = 0;
    for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, start)) {
      hold(piece.subarray(start, end));
      yield take();
      start = end + 1;
    }
    if (start < piece.length) hold(piece.subarray(start));
  }
  if (size > 0) yield take();
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
