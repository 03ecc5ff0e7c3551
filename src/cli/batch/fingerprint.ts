import { createHash } from "node:crypto";
import type { ByteLine } from "./read-lines.js";

const SPACES = new Set([9, 10, 11, 12, 13, 32]);
const MARK = [0xef, 0xbb, 0xbf] as const;

/** A line without the byte order mark before it and the spaces around it. */
export function trimmed(bytes: Uint8Array): Uint8Array {
  let start = MARK.every((byte, i) => bytes[i] === byte) ? MARK.length : 0;
  let end = bytes.length;
  while (start < end && SPACES.has(bytes[start]!)) start += 1;
  while (end > start && SPACES.has(bytes[end - 1]!)) end -= 1;
  return bytes.subarray(start, end);
}

/** By what a line of input is known again: the first 96 bits of its SHA-256. A line that is too long has no other than that. */
export function fingerprint(bytes: ByteLine): string {
  return bytes === null ? "too-long" : createHash("sha256").update(bytes).digest("hex").slice(0, 24);
}
