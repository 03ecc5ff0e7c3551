import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { BenchCase } from "./case.js";
import { median, type Times } from "./time-here.js";

/** Runs of a call in R: until they have taken so many seconds together, and no more than so many. */
const SECONDS = 2;
const RUNS = 9;

/** One R process, which times one call after another. */
export interface TimerInR {
  /** `null` where R, or a package, is missing. */
  time(row: NonNullable<BenchCase["r"]>): Promise<Times | null>;
  end(): void;
}

export function timerInR(): TimerInR {
  const folder = mkdtempSync(join(tmpdir(), "dta-meta-bench-"));
  let r: ChildProcessByStdio<Writable, Readable, null> | null = spawn("R", ["--vanilla", "--no-echo"], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  const gone = new Promise<null>((resolve) => {
    const close = (): void => {
      r = null;
      resolve(null);
    };
    r!.on("error", close);
    r!.on("close", close);
    r!.stdin.on("error", close);
  });
  const lines = createInterface({ input: r.stdout })[Symbol.asyncIterator]();
  return {
    async time({ data, setup, call }) {
      if (r === null) return null;
      const rows = data.map(({ tp, fp, fn, tn }) => `${tp},${fp},${fn},${tn}`);
      const file = join(folder, "data.csv");
      writeFileSync(file, ["tp,fp,fn,tn", ...rows].join("\n"));
      r.stdin.write(`cat(tryCatch(local({
data <- read.csv(${JSON.stringify(file)})
${setup}
call <- function() suppressWarnings(suppressMessages(${call}))
runs <- list(system.time(call()))
# the first loads what is needed: it counts where there is no other
while (length(runs) < ${RUNS + 1} && sum(sapply(runs, function(t) t[["elapsed"]])) < ${SECONDS}) runs <- c(runs, list(system.time(call())))
if (length(runs) > 1) runs <- runs[-1]
paste("times", paste(sapply(runs, function(t) sprintf("%.6f:%.6f", t[["elapsed"]], t[["user.self"]] + t[["sys.self"]])), collapse = ","))
}), error = function(e) "missing"), "\\n")
`);
      for (;;) {
        const next = await Promise.race([lines.next(), gone]);
        if (next === null || next.done === true) return null;
        const line = next.value.trim();
        if (line === "missing") return null;
        if (!line.startsWith("times ")) continue;
        const runs = line
          .slice("times ".length)
          .split(",")
          .map((run) => run.split(":").map((seconds) => 1000 * Number(seconds)));
        return {
          wall: median(runs.map(([wall]) => wall!)),
          cpu: median(runs.map(([, cpu]) => cpu!)),
        };
      }
    },
    end() {
      r?.stdin.end();
      rmSync(folder, { recursive: true });
    },
  };
}
