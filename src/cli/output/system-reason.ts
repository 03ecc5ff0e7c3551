/** What went wrong with a file, for people, by the code that the system gives. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: "you may not",
  EBUSY: "it is in use",
  EEXIST: "it is there already; --force replaces it",
  EFBIG: "it would be larger than allowed",
  EISDIR: "it is a directory; name a file in it",
  ELOOP: "its links lead in a circle",
  ENAMETOOLONG: "its name is too long",
  ENOENT: "there is no such directory",
  ENOSPC: "no space is left on the device",
  ENOTDIR: "part of its path is a file, not a directory",
  EDQUOT: "no space is left in your quota",
  EPERM: "you may not",
  EROFS: "its file system is read-only",
};

/** Why a file can't be written, for people. */
export function systemReason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}
