import { dirname, join } from "node:path";
import { parsePublished } from "../published/parse-published.js";
import type { PublishedReport } from "../published/schema.js";
import { inFile, parseJson, readText } from "./input.js";
import type { Io } from "./io.js";

/** The published results of a FILE, checked; `-` is standard input. Throws `InputError` that names file, field and what it should hold. */
export async function readPublished(path: string, io: Io): Promise<PublishedReport> {
  const text = await readText(path, io);
  return inFile(path, () => parsePublished(parseJson(text)));
}

/** The same, with the tables of `data.file`, which lies relative to the FILE, read in. */
export async function readReproducible(path: string, io: Io): Promise<PublishedReport> {
  const report = await readPublished(path, io);
  const file = report.data?.file;
  if (file === undefined) return report;
  const csv = await readText(path === "-" ? file : join(dirname(path), file), io);
  return { ...report, data: { csv } };
}
