import { throwProblem } from "./problems.js";

/** How files begin that are often taken for a table, and what to do with them. */
const SIGNATURES: readonly { readonly bytes: readonly number[]; readonly remedy: string }[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    remedy: 'it looks like an Excel workbook or another zip archive; save the sheet as "CSV UTF-8"',
  },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], remedy: 'it looks like an old Excel workbook; save the sheet as "CSV UTF-8"' },
  { bytes: [0x25, 0x50, 0x44, 0x46], remedy: "it looks like a PDF; type its table into a CSV file" },
  { bytes: [0x1f, 0x8b], remedy: "it looks like a gzip archive; unpack it" },
];

/**
 * The text that a file's bytes hold: UTF-8; UTF-16 where a byte order mark says so; else Windows-1252, which older
 * spreadsheets write. Throws `InputError` where the bytes are no text.
 */
export function decodeText(bytes: Uint8Array): string {
  const known = SIGNATURES.find((signature) => signature.bytes.every((byte, i) => bytes[i] === byte));
  if (known !== undefined) rejectBinary(known.remedy);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  const control = firstControl(bytes);
  if (control >= 0)
    rejectBinary(`byte ${control + 1} is the control character ${bytes[control]}; save the table as CSV`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
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
