import type { Paper } from "../paper.js";
import { readHtml } from "./read-html.js";

/** A Word document, by way of HTML: headings by their styles. */
export async function readDocx(bytes: Uint8Array): Promise<Paper> {
  const { convertToHtml } = (await import("mammoth")).default;
  const arrayBuffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const input = typeof Buffer === "undefined" ? { arrayBuffer } : { buffer: Buffer.from(bytes) };
  const { value } = await convertToHtml(input as { buffer: Buffer });
  return readHtml(value, "docx");
}
