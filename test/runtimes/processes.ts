import { spawn } from "node:child_process";

/** What a program printed, and how it ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts a program and waits for its end; one that is not there ends with the status `null`. */
export function start(
  [program, ...args]: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv } = { cwd: process.cwd() },
): Promise<Ended> {
  return new Promise((settle) => {
    const child = spawn(program!, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (data) => {
      stdout += data;
    });
    child.stderr.on("data", (data) => {
      stderr += data;
    });
    child.on("error", ({ message }) => settle({ status: null, stdout, stderr: message }));
    child.on("close", (status) => settle({ status, stdout, stderr }));
  });
}
