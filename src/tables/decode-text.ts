import { checkBytes } from "../base/checks.js";
import { throwProblem } from "./problems.js";

/** How the characters of a file were written down. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** A file's text, and how it was written down. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
}

/** How files begin that are often taken for a table, and what to do with them. */
const SIGNATURES: readonly { readonly bytes: readonly number[]; readonly remedy: string }[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    remedy: "it looks like an Excel workbook or another zip archive; readStudiesFile reads XLSX and ODS",
  },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], remedy: "it looks like an old Excel workbook; readStudiesFile reads it" },
  { bytes: [0x25, 0x50, 0x44, 0x46], remedy: "it looks like a PDF; type its table into a CSV file" },
  { bytes: [0x1f, 0x8b], remedy: "it looks like a gzip archive; unpack it" },
];

/**
 * The text that a file's bytes hold, for every reader alike: UTF-8 with or without a byte order mark; UTF-16, where its byte
 * order mark or its zero bytes say so (what spreadsheets call "Unicode text"); else Windows-1252, which older spreadsheets
 * write. Throws `InputError` (`binary-input`) where the bytes are no text.
 *
 * @example
 * ```ts
 * import { decodeText } from "dta-meta";
 *
 * decodeText(new Uint8Array([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72])); // "Müller"
 * ```
 */
export function decodeText(bytes: Uint8Array): string {
  return decodeBytes(bytes).text;
}

/** As `decodeText`, with the encoding. */
export function decodeBytes(bytes: Uint8Array): DecodedText {
  checkBytes("bytes", bytes);
  const known = SIGNATURES.find((signature) => signature.bytes.every((byte, i) => bytes[i] === byte));
  if (known !== undefined) rejectBinary(known.remedy);
  const wide = wideEncoding(bytes);
  if (wide !== null) return { text: new TextDecoder(wide).decode(bytes), encoding: wide };
  const control = firstControl(bytes);
  if (control >= 0)
    rejectBinary(`byte ${control + 1} is the control character ${bytes[control]}; save the table as CSV`);
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    return { text: fromWindows1252(bytes), encoding: "windows-1252" };
  }
}

/** Characters of the bytes 0x80 to 0x9f in Windows-1252; the five that have none stay what they are in Latin-1. */
const HIGH = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** The platform's decoders won't do: some versions of Node take Windows-1252 for Latin-1. */
function fromWindows1252(bytes: Uint8Array): string {
  const latin1 = new TextDecoder("latin1").decode(bytes);
  return latin1.replace(/[\u0080-\u009f]/g, (character) => HIGH[character.charCodeAt(0) - 0x80]!);
}

/** UTF-16 by its byte order mark, or where every second byte of the beginning is zero, as in Latin text. */
function wideEncoding(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const sample = Math.min(bytes.length - (bytes.length % 2), 200);
  if (sample < 8) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < sample; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const most = 0.8 * (sample / 2);
  if (odd >= most && even === 0) return "utf-16le";
  return even >= most && odd === 0 ? "utf-16be" : null;
}

/** Where a byte stands that no text has, or −1. */
function firstControl(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte < 32 && (byte < 9 || byte > 13)) return i;
  }
  return -1;
}

function rejectBinary(remedy: string): never {
  throwProblem({
    code: "binary-input",
    message: `this is not a text file: ${remedy}.`,
    where: "input",
    wanted: "comma-, semicolon- or tab-separated text",
  });
}
