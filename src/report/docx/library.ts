/// <reference path="./docx.d.ts" />
import { DtaError } from "../../base/errors.js";

/** The optional package that writes DOCX. */
export type DocxLibrary = typeof import("docx");

/** Loads it when there is a document to write. Throws `DtaError` (`not-installed`) where it isn't installed. */
export async function docxLibrary(): Promise<DocxLibrary> {
  try {
    return await import("docx");
  } catch (error) {
    throw new DtaError("not-installed", "writing DOCX needs the optional package docx: npm install docx.", {
      got: error instanceof Error ? error.message : error,
      wanted: "the package docx",
    });
  }
}
