// Times dta-meta and, where R with the packages is installed, R on the same data in the same run:
//   npm run bench            all cases
//   npm run bench -- REML    cases whose name contains REML
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Bench } from "tinybench";
import { cases as binomial } from "./binomial.js";
import type { BenchCase } from "./case.js";
import { cases as comparative } from "./comparative.js";
import { cases as reconstruction } from "./reconstruct.js";
import { cases as reitsma } from "./reitsma.js";
import { cases as thresholds } from "./thresholds.js";

/** Median milliseconds of a call, over at least half a second. */
async function timeOurs({ name, run }: BenchCase): Promise<number> {
  const bench = new Bench({ time: 500, warmupTime: 200 });
  bench.add(name, () => {
    run();
  });
  const [task] = await bench.run();
  const result = task?.result;
  if (result === undefined || !("latency" in result)) throw new Error(`${name} could not be timed`);
  return result.latency.p50;
}

/** Median milliseconds of R's call over up to 15 runs or 20 seconds; `null` where R or a package is missing. */
function timeR({ r }: BenchCase): number | null {
  if (r === undefined) return null;
  const folder = mkdtempSync(join(tmpdir(), "dta-meta-bench-"));
  try {
    const rows = r.data.map(({ tp, fp, fn, tn }) => `${tp},${fp},${fn},${tn}`);
    writeFileSync(join(folder, "data.csv"), ["tp,fp,fn,tn", ...rows].join("\n"));
    writeFileSync(
      join(folder, "time.R"),
      `data <- read.csv("data.csv")
${r.setup}
call <- function() suppressWarnings(suppressMessages(${r.call}))
invisible(call())
times <- c()
while (length(times) < 15 && sum(times) < 20) times <- c(times, system.time(call())[["elapsed"]])
cat(1000 * median(times))
`,
    );
    const { status, stdout } = spawnSync("Rscript", ["--vanilla", "time.R"], { cwd: folder, encoding: "utf8" });
    const time = Number.parseFloat(stdout ?? "");
    return status === 0 && Number.isFinite(time) ? time : null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const wanted = process.argv[2] ?? "";
const rows: Record<string, string>[] = [];
for (const benchCase of [...reitsma, ...binomial, ...comparative, ...reconstruction, ...thresholds].filter(({ name }) =>
  name.includes(wanted),
)) {
  const ours = await timeOurs(benchCase);
  const theirs = timeR(benchCase);
  rows.push({
    case: benchCase.name,
    "dta-meta, ms": ours.toPrecision(3),
    "R, ms": theirs === null ? "" : theirs.toPrecision(3),
    ratio: theirs === null ? "" : `${(theirs / ours).toFixed(0)}×`,
    "R runs": benchCase.r?.label ?? "",
  });
}
console.table(rows);
