import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { access, constants, link, open, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { onInterrupt } from "./interrupt.js";

const statOrNull = (path: string) => stat(path).catch(() => null);

/** An error as the file system gives them. */
const systemError = (code: string, message: string): NodeJS.ErrnoException =>
  Object.assign(new Error(message), { code });

/**
 * Writes a file whole or not at all: into a temporary file beside it, onto the disk, and from there to its name in one step. A
 * file that is there is replaced where `replace` says so, its mode and the links to it kept; otherwise it stays, and the error's
 * code is `EEXIST`. What is no file, such as a pipe or a device, is written to as it is. Whatever goes wrong, or ends the process
 * in between, no temporary file is left behind.
 */
export async function writeAtomically(path: string, content: string | Uint8Array, replace: boolean): Promise<void> {
  const there = await statOrNull(path);
  if (there !== null && !there.isFile()) return writeFile(path, content);
  if (there !== null && !replace) throw systemError("EEXIST", "it is there already");
  if (there !== null) await access(path, constants.W_OK);
  const target = there === null ? path : await realpath(path);
  const temporary = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomBytes(6).toString("hex")}.tmp`);
  const settled = onInterrupt(() => {
    rmSync(temporary, { force: true });
    return null;
  });
  try {
    const handle = await open(temporary, "wx");
    try {
      await handle.writeFile(content);
      if (there !== null) await handle.chmod(there.mode & 0o7777);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (replace) await rename(temporary, target);
    else await place(temporary, target);
  } finally {
    await rm(temporary, { force: true });
    settled();
  }
}

/** Gives a file a name that no other file has; a link fails where one has come up since, which a rename would replace. */
async function place(temporary: string, target: string): Promise<void> {
  try {
    await link(temporary, target);
  } catch (error) {
    // some file systems have no links
    if ((error as NodeJS.ErrnoException).code === "EEXIST" || (await statOrNull(target)) !== null) throw error;
    await rename(temporary, target);
  }
}
