import { InputError } from "../base/errors.js";
import { fileName } from "./input.js";
import type { Io } from "./io.js";

/** Writes the FILE that `--output` names. Throws `InputError` where that can't be done. */
export async function saveFile(path: string, content: string | Uint8Array, io: Io): Promise<void> {
  try {
    await io.writeFile(path, content);
  } catch (error) {
    throw new InputError(
      "unwritable-file",
      `${fileName(path)}: cannot be written, ${error instanceof Error ? error.message : error}.`,
      {
        where: "--output",
        got: path,
        wanted: "a file in a directory that is there",
      },
    );
  }
}
