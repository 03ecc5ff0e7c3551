import { type BigIntStats, fstat } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { InputError } from "../../base/errors.js";
import { systemReason } from "./system-reason.js";

/** How an output is written. */
export interface OutputRules {
  /** Whether a file that is there is replaced. */
  readonly replace: boolean;
  /** The paths that were read, `-` being standard input; none of them is ever written. */
  readonly inputs: readonly string[];
}

const statOf = (path: string): Promise<BigIntStats | null> =>
  (path === "-" ? promisify(fstat)(0, { bigint: true }) : stat(path, { bigint: true })).catch(() => null);

/** Why a file could not be written. */
export const unwritable = (path: string, error: unknown): InputError =>
  new InputError("unwritable-file", `${path}: cannot be written, ${systemReason(error)}.`, {
    where: "--output",
    got: path,
    wanted: "a new file in a directory that is there, or --force",
  });

const fault = (code: string): Error => Object.assign(new Error(code), { code });

/**
 * Throws `InputError` where an output can't be written: it is one of the inputs, whatever it is called there; it is there already
 * and is not to be replaced; it is a directory or has none. Called before the work begins as well, so that it isn't done in vain.
 */
export async function checkOutput(path: string, { replace, inputs }: OutputRules): Promise<void> {
  const there = await statOf(path);
  if (there === null) {
    const folder = await statOf(dirname(path));
    if (folder === null) throw unwritable(path, fault("ENOENT"));
    if (!folder.isDirectory()) throw unwritable(path, fault("ENOTDIR"));
    return;
  }
  if (there.isDirectory()) throw unwritable(path, fault("EISDIR"));
  if (!there.isFile()) return;
  for (const input of inputs) {
    const read = await statOf(input);
    if (read === null || read.dev !== there.dev || read.ino !== there.ino) continue;
    throw new InputError("output-is-input", `${path}: it is read as well; write to another file.`, {
      where: "--output",
      got: path,
      wanted: "a file that is not read",
    });
  }
  if (!replace) throw unwritable(path, fault("EEXIST"));
}
