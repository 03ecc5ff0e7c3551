import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** An example of a page: code, and below it what it prints, or the lines of that which match a pattern. */
export interface GuideExample {
  readonly language: "sh" | "ts";
  readonly code: string;
  /** `null` where the page shows nothing of what is printed. */
  readonly shown: { readonly pattern: RegExp | null; readonly text: string; readonly at: number } | null;
}

const BLOCK = /```(sh|ts)\n([\s\S]*?)```(?:\n\n```text(?: \/(.*)\/(i?))?\n([\s\S]*?)```)?/g;

/** The examples of a page in their order. */
export function guideExamples(page: string): GuideExample[] {
  return [...page.matchAll(BLOCK)].map((match) => {
    const [whole, language, code, pattern, flags, text] = match;
    const shown =
      text === undefined
        ? null
        : {
            pattern: pattern === undefined ? null : new RegExp(pattern, flags),
            text,
            at: match.index + whole.length - text.length - 3,
          };
    return { language: language as "sh" | "ts", code: code!, shown };
  });
}

/** What an example prints, run in a folder with the fixtures; `dta` is the file of the built command. */
export function runExample({ language, code }: GuideExample, dta: string): string {
  const folder = mkdtempSync(join(tmpdir(), "dta-meta-guide-"));
  try {
    execFileSync("ln", ["-s", join(root, "fixtures"), join(folder, "fixtures")]);
    if (language === "sh") {
      writeFileSync(join(folder, "dta"), `#!/bin/sh\nexec ${process.execPath} ${dta} "$@"\n`, { mode: 0o755 });
      const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, NO_COLOR: "1" };
      // an audit that finds errors ends with 1, as it should
      const script = `${code.trim()} || [ $? -eq 1 ]`;
      return execFileSync("bash", ["-c", script], { cwd: folder, env, encoding: "utf8", stdio: "pipe" });
    }
    const entry = JSON.stringify(join(root, "src/index.ts"));
    writeFileSync(join(folder, "example.mts"), code.replaceAll('"dta-meta"', entry));
    const tsx = join(root, "node_modules/tsx/dist/loader.mjs");
    return execFileSync(process.execPath, ["--import", tsx, join(folder, "example.mts")], {
      cwd: folder,
      encoding: "utf8",
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the page should show of what was printed. */
export function shownOf({ shown }: GuideExample, printed: string): string {
  const lines = printed.trimEnd().split("\n");
  const pattern = shown?.pattern ?? null;
  return `${(pattern === null ? lines : lines.filter((line) => pattern.test(line))).join("\n")}\n`;
}

/** The page with what its examples print now. */
export function refreshed(page: string, dta: string): string {
  return guideExamples(page)
    .filter((example) => example.shown !== null)
    .reverse()
    .reduce((text, example) => {
      const { at, text: old } = example.shown!;
      return text.slice(0, at) + shownOf(example, runExample(example, dta)) + text.slice(at + old.length);
    }, page);
}

export const readPage = (path: string): string => readFileSync(path, "utf8");
