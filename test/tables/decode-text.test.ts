import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { decodeText } from "../../src/tables/decode-text.js";
import { readStudies } from "../../src/tables/read-studies.js";

const CSV = "study,tp,fp,fn,tn\nÖzkütük,1,2,3,4\n";

describe("decodeText", () => {
  it("reads UTF-8, with and without a byte order mark", () => {
    expect(decodeText(new TextEncoder().encode(CSV))).toBe(CSV);
    expect(readStudies(decodeText(new TextEncoder().encode(`\uFEFF${CSV}`)))[0]?.id).toBe("Özkütük");
  });

  it("reads UTF-16 of either byte order, by its mark", () => {
    const little = Buffer.from(`\uFEFF${CSV}`, "utf16le");
    expect(readStudies(decodeText(little))[0]?.id).toBe("Özkütük");
    expect(readStudies(decodeText(Buffer.from(little).swap16()))[0]?.id).toBe("Özkütük");
  });

  it("reads UTF-16 without a mark by its zero bytes", () => {
    const little = Buffer.from(CSV, "utf16le");
    expect(decodeText(little)).toBe(CSV);
    expect(decodeText(Buffer.from(little).swap16())).toBe(CSV);
  });

  it("reads what is no UTF-8 as Windows-1252, which older spreadsheets write", () => {
    expect(decodeText(Buffer.from(CSV, "latin1"))).toBe(CSV);
    expect(decodeText(Uint8Array.from([0x93, 0x4f, 0x92, 0x4e, 0xe9, 0x94, 0x80, 0x81]))).toBe("“O’Né”€\u0081");
  });

  it.each([
    ["an Excel workbook", [0x50, 0x4b, 3, 4, 20], "Excel workbook"],
    ["an old Excel workbook", [0xd0, 0xcf, 0x11, 0xe0], "old Excel workbook"],
    ["a PDF", [0x25, 0x50, 0x44, 0x46, 0x2d], "PDF"],
    ["a gzip archive", [0x1f, 0x8b, 8], "gzip"],
    ["bytes that are no text", [0x61, 0x00, 0x62], "byte 2 is the control character 0"],
  ])("refuses %s, with a remedy", (_, bytes, message) => {
    expect(() => decodeText(Uint8Array.from(bytes))).toThrow(InputError);
    expect(() => decodeText(Uint8Array.from(bytes))).toThrow(message);
  });
});
